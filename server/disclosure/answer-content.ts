/** What one answer says: the covering letter, the items in order, and why each blank is a blank. */

import type { CoveringLetter } from './covering-letter.ts';

/** How much is missing. A blank never says more than this: no name, address or date. */
export type BlankExtent = 'part' | 'page' | 'document';

/** One explained blank, as it stands in the text. */
export interface Blank {
  /** 22 characters; the address under which the resident can ask about this one. */
  readonly id: string;
  /** The id of a named exemption, or `neutral` for every mark whose cause is not told. */
  readonly kind: string;
  readonly extent: BlankExtent;
}

/** Text that may be read, or the blank that stands in place of what may not. */
export type Run = { readonly text: string } | { readonly blank: Blank };

export type Paragraph = readonly Run[];

/** The words of one kind of blank. `lead` is null for the neutral kind, which says nothing of its own. */
export interface Explanation {
  readonly kind: string;
  readonly label: string;
  readonly lead: string | null;
  readonly sentence: string;
}

/** What an item stands for, because it was collected more than once: each copy by where it is held, and earlier messages that this one quotes in full. */
export interface StandsFor {
  readonly copies: readonly { readonly service: string; readonly count: number }[];
  readonly messages: number;
}

interface ItemHeading {
  /** Dense from 1 over what is released, so that a gap in the numbers never tells. */
  readonly number: number;
  readonly title: Paragraph;
  readonly service: string;
  /** YYYY-MM-DD, or null where the record carries no date. */
  readonly datedOn: string | null;
  /** Absent where it stands for itself alone. */
  readonly standsFor?: StandsFor;
}

/** A record of a system: labels with their values. */
export interface RecordItem extends ItemHeading {
  readonly kind: 'record';
  readonly fields: readonly { readonly label: string; readonly value: Paragraph }[];
}

/** A document: its redacted text, page by page, and the name of its own redacted PDF. */
export interface DocumentItem extends ItemHeading {
  readonly kind: 'document';
  readonly pages: readonly (readonly Paragraph[])[];
  /** Null where there is no separate file, as with an e-mail that never was a document. */
  readonly fileName: string | null;
}

export type AnswerItem = RecordItem | DocumentItem;

/** What the contents and the plan need of an item without holding its text. */
export interface ItemOutline extends ItemHeading {
  readonly kind: AnswerItem['kind'];
  readonly fileName: string | null;
  /** Pages of the item as it was collected; a record has one. */
  readonly pageCount: number;
  /** How many of them have something left out. */
  readonly leftOutPageCount: number;
  readonly blankCounts: Readonly<Record<string, number>>;
}

/** One answer to one recipient. Items are read one at a time, because a life may fill thousands of pages. */
export interface AnswerContent {
  readonly reference: string;
  readonly lang: string;
  readonly councilName: string;
  readonly answeredOn: string;
  readonly letter: CoveringLetter;
  readonly explanations: readonly Explanation[];
  readonly outline: readonly ItemOutline[];
  readonly readItem: (number: number) => Promise<AnswerItem>;
}

/** Every paragraph of an item in reading order. */
export function paragraphsOf(item: AnswerItem): readonly Paragraph[] {
  if (item.kind === 'record') return [item.title, ...item.fields.map((field) => field.value)];
  return [item.title, ...item.pages.flat()];
}

/** How many blanks of each kind stand in an item. Kinds that do not occur have no entry. */
export function countBlanks(item: AnswerItem): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const run of paragraphsOf(item).flat()) {
    if ('blank' in run) counts[run.blank.kind] = (counts[run.blank.kind] ?? 0) + 1;
  }
  return counts;
}

export function outlineOf(item: AnswerItem): ItemOutline {
  const { kind, number, title, service, datedOn, standsFor } = item;
  const fileName = item.kind === 'document' ? item.fileName : null;
  const pages = item.kind === 'document' ? item.pages : [item.fields.map((field) => field.value)];
  const leftOutPageCount = pages.filter((page) => page.flat().some((run) => 'blank' in run)).length;
  return { kind, number, title, service, datedOn, ...(standsFor === undefined ? {} : { standsFor }), fileName, pageCount: pages.length, leftOutPageCount, blankCounts: countBlanks(item) };
}

export interface LeftOutRow {
  readonly explanation: Explanation;
  readonly count: number;
}

/**
 * The schedule of what is left out: one row for each named kind, one for all neutral marks, no row with a zero.
 * @throws RangeError if a blank has no explanation, because a resident must never meet one.
 */
export function scheduleOf(outline: readonly ItemOutline[], explanations: readonly Explanation[]): readonly LeftOutRow[] {
  const totals = new Map<string, number>();
  for (const item of outline) {
    for (const [kind, count] of Object.entries(item.blankCounts)) totals.set(kind, (totals.get(kind) ?? 0) + count);
  }
  const explained = new Set(explanations.map((explanation) => explanation.kind));
  for (const kind of totals.keys()) {
    if (!explained.has(kind)) throw new RangeError(`the blank kind ${kind} has no explanation`);
  }
  return explanations.flatMap((explanation) => {
    const count = totals.get(explanation.kind) ?? 0;
    return count > 0 ? [{ explanation, count }] : [];
  });
}
