/** Turns an item and its accepted marks into what the resident reads: text with explained blanks, and nothing that was marked. */

import { createHash } from 'node:crypto';
import type { AnswerItem, Blank, ItemOutline, Paragraph, Run, StandsFor } from './answer-content.ts';
import { documentFileName } from './file-names.ts';

/** `endAt` is exclusive. */
export interface TextSpan {
  readonly startAt: number;
  readonly endAt: number;
}

/** An accepted mark. Places in text count from the start of the page; `endAt` is exclusive. */
export interface AcceptedMark {
  readonly id: string;
  /** From 1. A record has one page. */
  readonly page: number;
  readonly text: TextSpan | null;
  /** Unrotated PDF points from the bottom left, for what is not text. */
  readonly rect: readonly [number, number, number, number] | null;
  /** The places of the page's text that lie under an area: they are no words to be sought elsewhere, but leave with it. */
  readonly covers?: readonly TextSpan[];
  readonly exemption: string;
}

/** One item as it was collected, with the marks that an approver cleared. */
export interface SourceItem {
  readonly id: string;
  readonly kind: 'record' | 'document';
  readonly mediaType: string;
  readonly service: string;
  readonly heldOn: string | null;
  readonly title: string;
  readonly pages: readonly string[];
  readonly marks: readonly AcceptedMark[];
  readonly standsFor?: StandsFor;
  /** Words an officer looked at here and left visible. */
  readonly keptWords: readonly string[];
}

/** The kind of blank that an exemption is shown as: its own id, or `neutral`. */
export type BlankKindOf = (exemption: string) => string;

/** The id of a blank in one recipient's answer: 128 bits of a hash, so that a mark is known by another id to each. */
export function blankIdOf(answerId: string, markId: string): string {
  return createHash('sha256').update(`${answerId}\u0000${markId}`).digest().subarray(0, 16).toString('base64url');
}

interface Span {
  readonly startAt: number;
  readonly endAt: number;
  readonly blank: Blank;
}

interface Marking {
  readonly marks: readonly AcceptedMark[];
  readonly kindOf: BlankKindOf;
  readonly answerId: string;
}

/** Marks that overlap become one blank: an edge between two would tell how long each was. */
function mergedSpans(placed: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of placed.toSorted((a, b) => a.startAt - b.startAt || b.endAt - a.endAt)) {
    const last = merged.at(-1);
    if (last === undefined || span.startAt >= last.endAt) merged.push(span);
    // Two causes in one blank: it shows the neutral kind if either must, else the first.
    else merged[merged.length - 1] = { startAt: last.startAt, endAt: Math.max(last.endAt, span.endAt), blank: last.blank.kind === 'neutral' || span.blank.kind !== 'neutral' ? last.blank : { ...last.blank, kind: 'neutral' } };
  }
  return merged;
}

/** The places that a mark takes out of its page's text, each with an id of its own. */
function placesOf({ id, text, covers = [] }: AcceptedMark): readonly (TextSpan & { readonly id: string })[] {
  const places = text === null ? covers : [text, ...covers];
  return places.map((place, index) => ({ ...place, id: index === 0 ? id : `${id}/${String(index)}` }));
}

function spansOf(page: number, text: string, { marks, kindOf, answerId }: Marking): readonly Span[] {
  const ofPage = marks.filter((mark) => mark.page === page);
  const placed = ofPage.flatMap((mark) => placesOf(mark).flatMap((place): readonly Span[] => {
    const startAt = Math.max(0, place.startAt);
    const endAt = Math.min(text.length, place.endAt);
    return startAt < endAt ? [{ startAt, endAt, blank: { id: blankIdOf(answerId, place.id), kind: kindOf(mark.exemption), extent: extentOf(text, startAt, endAt) } }] : [];
  }));
  return mergedSpans(placed);
}

/** Nothing left of the page but the blank: then it says *page*. */
function extentOf(text: string, startAt: number, endAt: number): Blank['extent'] {
  return text.slice(0, startAt).trim() === '' && text.slice(endAt).trim() === '' ? 'page' : 'part';
}

function runsOf(text: string, spans: readonly Span[]): Paragraph {
  const runs: Run[] = [];
  let at = 0;
  for (const { startAt, endAt, blank } of spans) {
    if (startAt > at) runs.push({ text: text.slice(at, startAt) });
    runs.push({ blank });
    at = endAt;
  }
  if (at < text.length) runs.push({ text: text.slice(at) });
  return runs;
}

/** Paragraphs end at an empty line; the lines of a chronology or a letter's address stay lines. */
function paragraphsIn(runs: Paragraph): readonly Paragraph[] {
  const paragraphs: Run[][] = [[]];
  for (const run of runs) {
    if ('blank' in run) {
      paragraphs.at(-1)?.push(run);
      continue;
    }
    for (const [index, text] of run.text.split(/\r?\n[ \t]*/).entries()) {
      if (index > 0) paragraphs.push([]);
      if (text.trim() !== '') paragraphs.at(-1)?.push({ text });
    }
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

/** The page as paragraphs of text and blanks. */
export function redactedPage(item: SourceItem, page: number, release: Pick<Release, 'kindOf' | 'answerId'>): readonly Paragraph[] {
  const text = item.pages[page - 1] ?? '';
  return paragraphsIn(runsOf(text, spansOf(page, text, { marks: item.marks, ...release })));
}

/** A record's lines are `label: value`; a line without a label continues the value above it. */
function fieldsOf(paragraphs: readonly Paragraph[]): readonly { readonly label: string; readonly value: Paragraph }[] {
  const fields: { label: string; value: Run[] }[] = [];
  for (const paragraph of paragraphs) {
    const [first, ...rest] = paragraph;
    const label = first !== undefined && 'text' in first ? /^([^:]{1,80}):\s?(.*)$/su.exec(first.text) : null;
    if (label === null) {
      const last = fields.at(-1);
      if (last === undefined) fields.push({ label: '', value: [...paragraph] });
      else last.value.push({ text: ' ' }, ...paragraph);
      continue;
    }
    const [, name = '', value = ''] = label;
    fields.push({ label: name, value: [...(value === '' ? [] : [{ text: value }]), ...rest] });
  }
  return fields;
}

interface Release {
  /** Dense from 1 over what is released. */
  readonly number: number;
  readonly answerId: string;
  readonly kindOf: BlankKindOf;
  /** Words that were removed anywhere in the item leave its title as well. */
  readonly removed: readonly RemovedQuote[];
}

export interface RemovedQuote {
  readonly id: string;
  readonly text: string;
  readonly exemption: string;
}

/** The words under each mark. */
export function removedQuotes(item: SourceItem): readonly RemovedQuote[] {
  return item.marks.flatMap(({ id, page, text, exemption }) => {
    if (text === null) return [];
    const words = (item.pages[page - 1] ?? '').slice(text.startAt, text.endAt).trim();
    return words === '' ? [] : [{ id, text: words, exemption }];
  });
}

function redactedTitle(title: string, { removed, kindOf, answerId }: Release): Paragraph {
  const marks = removed.flatMap(({ id, text, exemption }): AcceptedMark[] => {
    const startAt = title.toLowerCase().indexOf(text.toLowerCase());
    return startAt < 0 ? [] : [{ id, page: 1, text: { startAt, endAt: startAt + text.length }, rect: null, exemption }];
  });
  return runsOf(title, spansOf(1, title, { marks, kindOf, answerId }));
}

export function releasedItem(item: SourceItem, release: Release): AnswerItem {
  const { number } = release;
  const heading = { number, title: redactedTitle(item.title, release), service: item.service, datedOn: item.heldOn, ...standing(item) };
  const pages = item.pages.map((_, index) => redactedPage(item, index + 1, release));
  if (item.kind === 'record') return { kind: 'record', ...heading, fields: fieldsOf(pages.flat()) };
  return { kind: 'document', ...heading, pages, fileName: documentFileName(number) };
}

function standing({ standsFor }: Pick<SourceItem, 'standsFor'>): { readonly standsFor?: StandsFor } {
  return standsFor === undefined ? {} : { standsFor };
}

/** An item with its marks but without its text: enough to count what is left out. */
export interface MarkedItem extends Omit<SourceItem, 'pages' | 'keptWords' | 'mediaType'> {
  readonly pageCount: number;
  readonly removed: readonly RemovedQuote[];
}

/** What `outlineOf` says of the released item, without opening its text: a thick file is counted in a moment. */
export function outlineOfMarked(item: MarkedItem, release: Omit<Release, 'removed'>): ItemOutline {
  const { kind, service, heldOn, pageCount, marks, removed } = item;
  const title = redactedTitle(item.title, { ...release, removed });
  const pages = new Map<number, Span[]>();
  for (const mark of marks) {
    const spans = placesOf(mark).map(({ id, startAt, endAt }): Span => ({ startAt, endAt, blank: { id, kind: release.kindOf(mark.exemption), extent: 'part' } }));
    if (spans.length > 0) pages.set(mark.page, [...(pages.get(mark.page) ?? []), ...spans]);
  }
  const spans = [...pages.values()].flatMap(mergedSpans);
  const blanks = [...title.flatMap((run) => ('blank' in run ? [run.blank] : [])), ...spans.map(({ blank }) => blank)];
  const blankCounts: Record<string, number> = {};
  for (const blank of blanks) blankCounts[blank.kind] = (blankCounts[blank.kind] ?? 0) + 1;
  return { kind, number: release.number, title, service, datedOn: heldOn, ...standing(item), fileName: kind === 'document' ? documentFileName(release.number) : null, pageCount, leftOutPageCount: pages.size, blankCounts };
}
