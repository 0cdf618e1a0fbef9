/** Lays a page's marks over its text: pieces in reading order, each mark numbered as the officer's fieldsets are. */

import type { ItemPage } from '../casework/read-items.ts';
import { shareWithin, upright } from './engine/pdf/geometry.ts';
import { isRemoved, type Mark, type Rect } from './mark.ts';

/** A piece of the page's text: plain, or under one mark. */
export interface TextPiece {
  readonly text: string;
  /** The mark's number on the page, from 1; null for plain text. */
  readonly mark: number | null;
}

/** The marks of one page as they are numbered: by their place in the text, areas last. */
export function marksOnPage(marks: readonly Mark[], page: number): readonly Mark[] {
  return marks
    .filter((mark) => mark.page === page && !isRemoved(mark))
    .sort((one, other) => startOf(one) - startOf(other) || (one.id < other.id ? -1 : 1));
}

function startOf({ place }: Mark): number {
  return 'start' in place ? place.start : Number.MAX_SAFE_INTEGER;
}

/** Where two marks overlap, the words belong to the first; both have their fieldset. */
export function textPieces(text: string, marks: readonly Mark[]): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const [index, { place }] of marks.entries()) {
    if (!('start' in place)) continue;
    const start = Math.max(place.start, at);
    const end = Math.min(place.end, text.length);
    if (end <= start) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), mark: null });
    pieces.push({ text: text.slice(start, end), mark: index + 1 });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), mark: null });
  return pieces;
}

const numbersAWord = 6;

/** The areas a mark covers on the page of a PDF: its own, or those of the words it touches; none where the page has no layout. */
export function rectsOf({ place }: Pick<Mark, 'place'>, page: Pick<ItemPage, 'words'>): readonly Rect[] {
  if ('rect' in place) return [place.rect];
  const words = page.words ?? [];
  const rects: Rect[] = [];
  for (let at = 0; at + numbersAWord <= words.length; at += numbersAWord) {
    const [start = 0, end = 0, x0 = 0, y0 = 0, x1 = 0, y1 = 0] = words.slice(at, at + numbersAWord);
    if (start < place.end && place.start < end) rects.push([x0, y0, x1, y1]);
  }
  return rects;
}

/** Less of a word than this under an area is the slack of a hand-drawn mark. */
const touchShare = 0.1;

/**
 * The places of a page's text that lie under an area: words that follow one another are one place.
 * All of the text where the page does not say where its words stand: what cannot be laid out must not be left.
 */
export function placesUnder(area: Rect, page: Pick<ItemPage, 'words' | 'text'>): readonly { readonly start: number; readonly end: number }[] {
  const words = page.words ?? [];
  if (words.length === 0) return page.text.trim() === '' ? [] : [{ start: 0, end: page.text.length }];
  const places: { start: number; end: number }[] = [];
  let isRunning = false;
  for (let at = 0; at + numbersAWord <= words.length; at += numbersAWord) {
    const [start = 0, end = 0, x0 = 0, y0 = 0, x1 = 0, y1 = 0] = words.slice(at, at + numbersAWord);
    const isUnder = shareWithin([x0, y0, x1, y1], upright(area)) >= touchShare;
    const last = places.at(-1);
    if (isUnder && isRunning && last !== undefined) last.end = end;
    else if (isUnder) places.push({ start, end });
    isRunning = isUnder;
  }
  return places;
}
