/** Makes the pages of the reading room from an answer: what each view needs, and no more. */

import type { AnswerItem, Explanation, ItemOutline, Paragraph } from './answer-content.ts';
import { countBlanks, scheduleOf } from './answer-content.ts';
import type { BeforeYouRead } from '../../client/views/reading/before-you-read.ts';
import type { Contents } from '../../client/views/reading/contents.ts';
import type { Downloads } from '../../client/views/reading/downloads.ts';
import type { Room } from '../../client/views/reading/frame.ts';
import type { ReadingItem } from '../../client/views/reading/item.ts';
import type { LeftOut } from '../../client/views/reading/left-out.ts';
import type { FileRow } from './release-store.ts';

/** Long documents are read a stretch at a time, so that a page stays light. */
export const pagesInStretch = 10;

interface Before {
  readonly room: Room;
  readonly placeKept: number | null;
  readonly closesOn: string | null;
  readonly searchAddress: string | null;
}

export function beforeModel(outline: readonly ItemOutline[], explanations: readonly Explanation[], before: Before): BeforeYouRead {
  const sum = (count: (item: ItemOutline) => number): number => outline.reduce((total, item) => total + count(item), 0);
  return {
    ...before,
    pageCount: sum((item) => item.pageCount),
    serviceCount: new Set(outline.map((item) => item.service)).size,
    leftOutPageCount: sum((item) => item.leftOutPageCount),
    leftOut: scheduleOf(outline, explanations).map(({ explanation: { label }, count }) => ({ label, count })),
  };
}

export function contentsModel(outline: readonly ItemOutline[], kinds: readonly Explanation[], room: Room): Contents {
  const entries = outline.map(({ number, title, service, datedOn, blankCounts }) => ({ number, title, service, datedOn, blankCount: Object.values(blankCounts).reduce((total, count) => total + count, 0) }));
  return { room, entries, kinds };
}

function itemsWith(kind: string, outline: readonly ItemOutline[]): readonly number[] {
  return outline.filter(({ blankCounts }) => (blankCounts[kind] ?? 0) > 0).map(({ number }) => number);
}

export function leftOutModel(outline: readonly ItemOutline[], explanations: readonly Explanation[], room: Room): LeftOut {
  return { room, rows: scheduleOf(outline, explanations).map(({ explanation, count }) => ({ explained: explanation, count, itemNumbers: itemsWith(explanation.kind, outline) })) };
}

interface ItemReading {
  readonly room: Room;
  readonly total: number;
  readonly explanations: readonly Explanation[];
  /** From 1; anything else is the first. */
  readonly stretch: number;
}

export function itemModel(item: AnswerItem, { room, total, explanations, stretch: asked }: ItemReading): ReadingItem {
  const all: readonly (readonly Paragraph[])[] = item.kind === 'document' ? item.pages : [];
  const stretchCount = Math.max(1, Math.ceil(all.length / pagesInStretch));
  const stretch = Number.isInteger(asked) && asked >= 1 && asked <= stretchCount ? asked : 1;
  const first = (stretch - 1) * pagesInStretch;
  const counts = countBlanks(item);
  return {
    room,
    number: item.number,
    total,
    title: item.title,
    service: item.service,
    datedOn: item.datedOn,
    standsFor: item.standsFor ?? null,
    fields: item.kind === 'record' ? item.fields : [],
    pages: all.slice(first, first + pagesInStretch).map((paragraphs, index) => ({ number: first + index + 1, paragraphs })),
    pageCount: all.length,
    stretch,
    stretchCount,
    fileName: item.kind === 'document' ? item.fileName : null,
    kinds: explanations.filter(({ kind }) => (counts[kind] ?? 0) > 0),
  };
}

export function downloadsModel(files: readonly FileRow[], room: Room): Downloads {
  const listed = files.flatMap(({ name, kind, byte_count: byteCount }) => {
    if (kind === 'text') return [];
    return [{ name, kind, number: Number(/\d+/.exec(name)?.[0] ?? 0), byteCount }];
  });
  return { room, files: listed.sort((a, b) => a.number - b.number || (a.name < b.name ? -1 : 1)) };
}
