/** Makes one item of an answer: its text with explained blanks, and its own truly redacted PDF. */

import { gathered } from '../../platform/gathered.ts';
import type { AreaMark } from '../../redaction/engine/pdf/redaction-order.ts';
import type { AnswerItem, DocumentItem } from '../answer-content.ts';
import { blankKindOf } from '../explanations.ts';
import { documentFileName, textFileName } from '../file-names.ts';
import type { GateFailure } from '../gate/gate-report.ts';
import { releasedItem, removedQuotes, type RemovedQuote } from '../redacted-item.ts';
import { inReadingOrder, type SourceBytes } from '../release-source.ts';
import { itemBytes } from '../stored-answer.ts';
import { buildVolume } from '../volumes/build-volume.ts';
import { documentSection, wordingOf } from '../volumes/compose-sections.ts';
import { measureSection } from '../volumes/page-layout.ts';
import { sharedRuler } from '../volumes/ruler.ts';
import { planVolumes } from '../volumes/volume-plan.ts';
import { answerExplanations, answerWords, sealFile, type Build, type PartOutcome } from './build.ts';

export async function makeItem(build: Build): Promise<PartOutcome> {
  const { tools, answer, part } = build;
  const number = Number(part.subject);
  const heading = inReadingOrder(await tools.source.headings(answer.case_id))[number - 1];
  if (heading === undefined) return { failures: [changedSince(number)] };
  const source = await tools.source.item(answer.case_id, heading.itemId);
  const removed = removedQuotes(source.item);
  const item = releasedItem(source.item, { number, answerId: answer.id, kindOf: blankKindOf, removed });
  const text = await sealFile(build, { name: textFileName(number), kind: 'text', itemNumber: number, sourceItemId: heading.itemId, bytes: itemBytes(item) });
  const terms = { number, removed: removed.map(({ id, text: words }) => ({ id, text: words })), kept: source.item.keptWords };
  if (item.kind === 'record') return { files: [text], terms };
  const made = await separateFile(build, { item, source, removed });
  if ('failures' in made) return { files: [text], terms, failures: made.failures };
  const document = await sealFile(build, { name: documentFileName(number), kind: 'document', itemNumber: number, sourceItemId: heading.itemId, bytes: made.pdf });
  return { files: [text, document], terms };
}

/** An item that is no longer there was taken away after the approval. */
function changedSince(itemNumber: number): GateFailure {
  return { check: 'readable', fileName: documentFileName(itemNumber), itemNumber, page: null, where: 'approval', termId: null };
}

interface Separate {
  readonly item: DocumentItem;
  readonly source: SourceBytes;
  readonly removed: readonly RemovedQuote[];
}

type Made = { readonly pdf: Uint8Array } | { readonly failures: readonly GateFailure[] };

async function separateFile(build: Build, separate: Separate): Promise<Made> {
  if (separate.source.item.mediaType !== 'application/pdf') return { pdf: await drawnAlone(build, separate.item) };
  return redactedPdf(build, separate);
}

/** What was never a PDF, such as a letter in a word processor, becomes one from its redacted text. */
async function drawnAlone({ tools, answer, signal }: Build, item: AnswerItem & { readonly kind: 'document' }): Promise<Uint8Array> {
  const { t, lang, formatDay } = answerWords;
  const section = documentSection({ ...item, fileName: null }, wordingOf({ explanations: answerExplanations }, t, formatDay));
  const plan = planVolumes([measureSection(section, sharedRuler())], Number.MAX_SAFE_INTEGER);
  const [volume] = plan.volumes;
  if (volume === undefined) throw new Error('a section always has a page');
  const title = t('disclosure.volume.document', { number: item.number });
  return gathered(buildVolume({ plan, volume, title, readSection: () => Promise.resolve(section), t, lang, councilName: tools.config.council.name, createdAt: answer.started_at.toISOString(), signal }));
}

function labelOf(exemption: string): string {
  const kind = blankKindOf(exemption);
  const found = answerExplanations.find((explanation) => explanation.kind === kind);
  if (found === undefined) throw new RangeError(`${exemption} has no explanation`);
  return found.label;
}

async function redactedPdf({ tools }: Build, { item, source, removed }: Separate): Promise<Made> {
  const areas = source.item.marks.filter((mark) => mark.rect !== null);
  const marks = areas.flatMap(({ page, rect, exemption }): AreaMark[] => (rect === null ? [] : [{ page, rect, exemption }]));
  const terms = [...new Set(removed.map(({ text }) => text))];
  const byExemption = Object.fromEntries(areas.map(({ exemption }) => [exemption, labelOf(exemption)]));
  const byTerm = labelsOfTerms(removed);
  const outcome = await tools.redactPdf({ bytes: await source.original(), terms, marks, labels: { standard: neutralLabel, byExemption, byTerm }, title: answerWords.t('disclosure.volume.document', { number: item.number }) });
  if (outcome.redacted) return { pdf: outcome.pdf };
  const places = outcome.places.length > 0 ? outcome.places : [{ page: null, where: outcome.why, term: '' }];
  const ids = new Map(removed.map(({ id, text }) => [text, id]));
  return {
    failures: places.map(({ page, where, term }) => ({
      check: 'readable',
      fileName: documentFileName(item.number),
      itemNumber: item.number,
      page,
      where,
      termId: ids.get(term) ?? null,
    })),
  };
}

/** The label of each removed text. Words go wherever they stand, so the same words removed for two reasons have one label: the neutral one if either must, else the first. */
export function labelsOfTerms(removed: readonly RemovedQuote[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const { text, exemption } of removed) {
    const label = labelOf(exemption);
    if (!labels.has(text) || label === neutralLabel) labels.set(text, label);
  }
  return labels;
}

const neutralLabel = answerExplanations.at(-1)?.label ?? '';
