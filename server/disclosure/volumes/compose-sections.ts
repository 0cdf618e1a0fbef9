/** Words an answer as the sections of its volumes: letter, contents, records, what is left out, documents. */

import type { Translate } from '../../../client/views/page.ts';
import type { AnswerContent, AnswerItem, DocumentItem, Explanation, ItemOutline, Paragraph, RecordItem } from '../answer-content.ts';
import { countBlanks, scheduleOf } from '../answer-content.ts';
import { letterPartNames, requireWholeLetter, type CoveringLetter } from '../covering-letter.ts';
import { plainWords, words, type Block, type CellContent, type Inlines, type Section } from './blocks.ts';

export interface Wording {
  readonly t: Translate;
  readonly formatDay: (isoDay: string) => string;
  readonly explanations: ReadonlyMap<string, Explanation>;
}

export const letterSectionId = 'letter';
export const contentsSectionId = 'contents';
export const scheduleSectionId = 'left-out';

export function placeOfItem(number: number): string {
  return `item-${String(number)}`;
}

export function wordingOf(content: Pick<AnswerContent, 'explanations'>, t: Translate, formatDay: (isoDay: string) => string): Wording {
  return { t, formatDay, explanations: new Map(content.explanations.map((explanation) => [explanation.kind, explanation])) };
}

/** @throws RangeError for a blank nobody explained. */
function inlinesOf(paragraph: Paragraph, { t, explanations }: Wording): Inlines {
  return paragraph.map((run) => {
    if ('text' in run) return { words: run.text };
    const explanation = explanations.get(run.blank.kind);
    if (explanation === undefined) throw new RangeError(`the blank kind ${run.blank.kind} has no explanation`);
    const { label, lead } = explanation;
    return { box: { label, alternative: t(`disclosure.blank.${run.blank.extent}`, { label, lead: lead ?? '' }).trim() } };
  });
}

/** @throws LetterLacksPart if the letter is not whole. */
export function letterSection(content: Pick<AnswerContent, 'reference' | 'answeredOn'>, letter: Partial<CoveringLetter>, wording: Wording): Section {
  const whole = requireWholeLetter(letter);
  const { t, formatDay } = wording;
  const heading = t('disclosure.letter.heading');
  const parts = letterPartNames.flatMap((name): readonly Block[] => [
    { kind: 'heading', level: 2, content: words(whole[name].heading) },
    ...whole[name].paragraphs.map((text): Block => ({ kind: 'paragraph', content: words(text) })),
    ...whole[name].lines.map((text): Block => ({ kind: 'list-item', content: words(text) })),
  ]);
  return {
    id: letterSectionId,
    blocks: [
      { kind: 'heading', level: 1, content: words(heading), bookmark: heading, place: letterSectionId },
      { kind: 'paragraph', content: words(t('disclosure.letter.reference', { reference: content.reference })) },
      { kind: 'paragraph', content: words(t('disclosure.letter.date', { date: formatDay(content.answeredOn) })) },
      ...parts,
    ],
  };
}

/** By service, then by date; the page numbers come from the plan, and do not change how long the contents are. */
export function contentsSection(outline: readonly ItemOutline[], wording: Wording, pageOf: (place: string) => number): Section {
  const { t, formatDay } = wording;
  const heading = t('disclosure.contents.heading');
  const line = (content: Inlines, place: string): Block => ({ kind: 'contents', content, place, pageLabel: t('disclosure.contents.page', { page: pageOf(place) }) });
  const blocks: Block[] = [
    { kind: 'heading', level: 1, content: words(heading), bookmark: heading, place: contentsSectionId },
    line(words(t('disclosure.schedule.heading')), scheduleSectionId),
  ];
  let service: string | null = null;
  for (const item of byServiceAndDate(outline)) {
    if (item.service !== service) blocks.push({ kind: 'heading', level: 2, content: words(item.service) });
    service = item.service;
    const title = plainWords(inlinesOf(item.title, wording));
    const date = item.datedOn === null ? null : formatDay(item.datedOn);
    const text = date === null ? t('disclosure.contents.entry', { number: item.number, title }) : t('disclosure.contents.entryDated', { number: item.number, title, date });
    blocks.push(line(words(text), placeOfItem(item.number)));
  }
  return { id: contentsSectionId, blocks };
}

function byServiceAndDate(outline: readonly ItemOutline[]): readonly ItemOutline[] {
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...outline].sort((a, b) => order(a.service, b.service) || order(a.datedOn ?? '9999', b.datedOn ?? '9999') || a.number - b.number);
}

export function scheduleSection(outline: readonly ItemOutline[], wording: Wording): Section {
  const { t } = wording;
  const heading = t('disclosure.schedule.heading');
  const rows = scheduleOf(outline, [...wording.explanations.values()]);
  const header = (key: 'kind' | 'why' | 'count', share: number): CellContent => ({ content: words(t(`disclosure.schedule.${key}`)), share, header: 'Column' });
  const table = (cells: readonly CellContent[]): Block => ({ kind: 'row', table: scheduleSectionId, cells });
  const body: readonly Block[] =
    rows.length === 0
      ? [{ kind: 'paragraph', content: words(t('disclosure.schedule.none')) }]
      : [
          table([header('kind', 0.28), header('why', 0.57), header('count', 0.15)]),
          ...rows.map(({ explanation, count }) =>
            table([
              { content: words(explanation.label), share: 0.28, header: 'Row' },
              { content: words(whyWords(explanation)), share: 0.57 },
              { content: words(String(count)), share: 0.15 },
            ]),
          ),
        ];
  return {
    id: scheduleSectionId,
    blocks: [
      { kind: 'heading', level: 1, content: words(heading), bookmark: heading, place: scheduleSectionId },
      { kind: 'paragraph', content: words(t('disclosure.letter.leftOut.text')) },
      ...body,
      ...onceBlocks(outline, wording),
    ],
  };
}

function whyWords({ lead, sentence }: Explanation): string {
  return lead === null ? sentence : `${lead} ${sentence}`;
}

/** The records of one stretch, each a table of labels and values. */
export function recordsSection(id: string, items: readonly RecordItem[], wording: Wording): Section {
  const [first] = items;
  const heading = wording.t('disclosure.records.heading', { service: first?.service ?? '' });
  return {
    id,
    blocks: [
      { kind: 'heading', level: 1, content: words(heading), bookmark: heading },
      ...items.flatMap((item) => [
        ...itemHeading(item, wording, 2),
        ...item.fields.map(
          ({ label, value }): Block => ({
            kind: 'row',
            table: placeOfItem(item.number),
            cells: [
              { content: words(label), share: 0.34, header: 'Row' },
              { content: inlinesOf(value, wording), share: 0.66 },
            ],
          }),
        ),
        ...blankNotes(item, wording),
      ]),
    ],
  };
}

function itemHeading(item: AnswerItem, wording: Wording, level: 1 | 2): readonly Block[] {
  const { t, formatDay } = wording;
  const title = inlinesOf(item.title, wording);
  const numbered: Inlines = [{ words: `${t('disclosure.item.heading', { number: item.number })}: ` }, ...title];
  const { service } = item;
  const from = item.datedOn === null ? t('disclosure.records.fromUndated', { service }) : t('disclosure.records.from', { service, date: formatDay(item.datedOn) });
  return [
    { kind: 'heading', level, content: numbered, place: placeOfItem(item.number), bookmark: plainWords(numbered) },
    { kind: 'paragraph', content: words(from) },
    ...standsForLines(item, wording).map((text): Block => ({ kind: 'paragraph', content: words(text) })),
  ];
}

/** One line for each service that holds the same document as well, and one for earlier messages. */
function standsForLines({ standsFor }: Pick<ItemOutline, 'standsFor'>, { t }: Wording): readonly string[] {
  if (standsFor === undefined) return [];
  const copies = standsFor.copies.map(({ service, count }) => t('disclosure.standsFor.copies', { service, count }));
  return standsFor.messages === 0 ? copies : [...copies, t('disclosure.standsFor.messages', { count: standsFor.messages })];
}

/** What was collected more than once and is given once. */
function onceBlocks(outline: readonly ItemOutline[], wording: Wording): readonly Block[] {
  const { t } = wording;
  const lines = outline.flatMap((item) => standsForLines(item, wording).map((text) => t('disclosure.standsFor.line', { number: item.number, text })));
  if (lines.length === 0) return [];
  return [
    { kind: 'heading', level: 2, content: words(t('disclosure.standsFor.heading')) },
    { kind: 'paragraph', content: words(t('disclosure.standsFor.why')) },
    ...lines.map((text): Block => ({ kind: 'list-item', content: words(text) })),
  ];
}

export function documentSection(item: DocumentItem, wording: Wording): Section {
  const { t } = wording;
  const file: readonly Block[] =
    item.fileName === null ? [] : [{ kind: 'paragraph', content: words(t('disclosure.item.file', { file: item.fileName })), link: { file: item.fileName } }];
  const pages = item.pages.flatMap((paragraphs, index): readonly Block[] => [
    { kind: 'heading', level: 3, content: words(t('disclosure.item.page', { number: index + 1 })) },
    ...paragraphs.map((paragraph): Block => ({ kind: 'paragraph', content: inlinesOf(paragraph, wording) })),
  ]);
  const body: readonly Block[] = pages.length > 0 ? pages : [{ kind: 'paragraph', content: words(t('disclosure.item.empty')) }];
  return { id: placeOfItem(item.number), blocks: [...itemHeading(item, wording, 1), ...file, ...body, ...blankNotes(item, wording)] };
}

/** After an item, each kind of blank in it with its exact sentence. */
function blankNotes(item: AnswerItem, wording: Wording): readonly Block[] {
  const counts = countBlanks(item);
  const kinds = [...wording.explanations.values()].filter(({ kind }) => (counts[kind] ?? 0) > 0);
  if (kinds.length === 0) return [];
  return [
    { kind: 'heading', level: 3, content: words(wording.t('disclosure.item.blanks')) },
    ...kinds.map((explanation): Block => ({ kind: 'list-item', content: words(`${explanation.label}: ${whyWords(explanation)}`) })),
  ];
}
