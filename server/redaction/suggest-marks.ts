/** Reads one item and suggests what to hide in it: text, checks and marks become one change. */

import type { CouncilDetails } from '../../client/views/page.ts';
import { foldThreads } from '../casework/fold-items.ts';
import { keepMessageFacts, sealMessageFacts } from '../casework/keep-message-facts.ts';
import { keepText, sealText } from '../casework/keep-text.ts';
import { findItem, foldedItems, itemBytes, itemsOf, type CollectedItem, type ItemPage } from '../casework/read-items.ts';
import { findCase } from '../casework/find-case.ts';
import { readIdentity } from '../data-subjects/identity.ts';
import type { WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { gathered } from '../platform/gathered.ts';
import type { Tools } from '../platform/house.ts';
import type { Office } from '../intake/office.ts';
import { newId } from '../platform/ids.ts';
import type { JobPayload } from '../platform/jobs.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { sealJson, sealText as sealWords, type SealingKey } from '../platform/sealing.ts';
import { suggest } from './engine/suggest.ts';
import type { CaseKnown } from './engine/suggestion.ts';
import { knownPeople } from './known-people.ts';
import { detector, emptyNote, foldedQuote, safeguardingPaper, stateOfSuggestion } from './mark.ts';
import { notePlace, quotePlace } from './places.ts';
import { readForReview } from './read-for-review.ts';
import { rejectedPeople } from './rejected-people.ts';
import { insertMarks, type MarkRow } from './store.ts';

export interface SuggestTools extends Pick<Tools, 'database' | 'keys' | 'files' | 'config'> {
  /** Null where LibreOffice is not installed. */
  readonly office: Office | null;
}

interface Loaded {
  readonly item: CollectedItem;
  readonly known: CaseKnown;
  readonly rejected: ReadonlySet<string>;
}

/** Does nothing for an item that was read already, or that is not seen any more. */
export async function suggestMarks(tools: SuggestTools, payload: JobPayload<'suggest-marks'>): Promise<void> {
  const actor: WorkerActor = { kind: 'worker', job: 'suggest-marks', caseId: payload.caseId };
  const loaded = await load(tools, actor, payload);
  if (loaded === null) return;
  const { item, known, rejected } = loaded;
  const bytes = await gathered(itemBytes(tools, item));
  const { reading, pdf } = await readForReview(tools.office, item, bytes);
  const message = await sealMessageFacts(tools, item, bytes);
  const key = await tools.keys.keyFor(`case:${item.caseId}`);
  const rows = reading.text.pages.flatMap((page) => marksOn(page, { item, known, rejected, key }));
  const file = await sealText(tools, item.caseId, reading.text);
  const copy = pdf === null ? null : await tools.files.write(key, [pdf]);
  const details = { state: reading.state, pages: reading.text.pages.length, suggestions: rows.length };
  const record = { actor, action: 'item.read', about: { type: 'Item', id: item.id }, caseId: item.caseId, details };
  const isKept = await recordedChange(tools.database, record, async (change) => {
    const isFirst = await keepText(change, { item, reading, textFileId: file.fileId, reviewFileId: copy?.fileId ?? null });
    if (isFirst) await insertMarks(change, rows);
    if (isFirst) await keepMessageFacts(change, item.id, message);
    return isFirst;
  });
  if (!isKept) for (const { fileId } of copy === null ? [file] : [file, copy]) await tools.files.remove(fileId);
  await foldThreads(tools, actor, item.caseId);
}

function councilsOwn({ name, address, phone }: CouncilDetails): readonly string[] {
  return [name, address, phone, ...address.split(',').map((line) => line.trim())];
}

async function load(tools: SuggestTools, actor: WorkerActor, { caseId, itemId }: JobPayload<'suggest-marks'>): Promise<Loaded | null> {
  return asActor(tools.database, actor, async (read) => {
    const found = await findCase(read, caseId);
    const item = await findItem(tools, read, { caseId, itemId });
    if (found === null || item?.state !== 'collected') return null;
    const identity = await readIdentity(tools, read, found.dataSubjectId);
    return { item, known: knownPeople(identity, [...(await itemsOf(tools, read, caseId)), ...(await foldedItems(tools, read, caseId))], councilsOwn(tools.config.council)), rejected: await rejectedPeople(tools, read, caseId) };
  });
}

interface On extends Loaded {
  readonly key: SealingKey;
}

interface Suggested {
  readonly start: number;
  readonly end: number;
  readonly type: string;
  readonly score: number;
  readonly why: string;
  readonly exemption: string | null;
}

const safeguardingWords = /\b(?:MARAC|MAPPA|IDVA)\b/g;

function marksOn(page: ItemPage, { item, known, rejected, key }: On): readonly MarkRow[] {
  const suggestions: readonly Suggested[] = suggest(page.text, { profile: 'council', context: known });
  const papers = [...page.text.matchAll(safeguardingWords)].map((match): Suggested => ({ start: match.index, end: match.index + match[0].length, type: safeguardingPaper, score: 1, why: 'safeguarding-paper', exemption: null }));
  const apart = papers.filter(({ start, end }) => !suggestions.some((other) => start < other.end && other.start < end));
  return [...suggestions, ...apart]
    .filter(({ start, end }) => !rejected.has(foldedQuote(page.text.slice(start, end))))
    .map((suggested) => rowOf(suggested, { page, item, key }));
}

function rowOf(suggested: Suggested, { page, item, key }: { readonly page: ItemPage; readonly item: CollectedItem; readonly key: SealingKey }): MarkRow {
  const id = newId();
  return {
    id,
    case_id: item.caseId,
    item_id: item.id,
    page: page.number,
    start_at: suggested.start,
    end_at: suggested.end,
    rect: null,
    state: stateOfSuggestion(suggested.type),
    exemption: suggested.type === 'HEALTH' ? 'health-no-opinion' : suggested.exemption,
    suggested_why: suggested.why,
    score: suggested.score,
    sealed_quote: sealWords(key, quotePlace(id), page.text.slice(suggested.start, suggested.end)),
    sealed_reason: sealJson(key, notePlace(id), emptyNote),
    proposed_by: detector,
    decided_by: null,
    decided_at: null,
    version: 1,
  };
}
