/** Takes words and areas out of a picture's own pixels and closes the gaps, so that neither shape nor length stays. */
import { closeGaps, type LineBlank } from './close-gaps.ts';
import type { ReadWord } from '../ocr/grey-page.ts';

export type PixelBox = readonly [left: number, top: number, right: number, bottom: number];

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Changed in place. */
  readonly rgba: Uint8Array;
}

/** Paints a box with one colour; outside the picture nothing happens. */
export function paintBox({ width, height, rgba }: Pixels, [left, top, right, bottom]: PixelBox, [red, green, blue]: readonly [number, number, number]): void {
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, Math.ceil(bottom)); y += 1) {
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, Math.ceil(right)); x += 1) {
      const at = (y * width + x) * 4;
      rgba[at] = red;
      rgba[at + 1] = green;
      rgba[at + 2] = blue;
    }
  }
}

export interface PaintedLine {
  /** The words that stay, where they now stand. */
  readonly words: readonly ReadWord[];
  readonly blanks: readonly PaintedBlank[];
}

export interface PaintedBlank {
  readonly left: number;
  readonly baseline: number;
  readonly width: number;
  readonly em: number;
  /** What was removed there. */
  readonly words: readonly ReadWord[];
}

const paper = [255, 255, 255] as const;

export interface LineRemoval {
  readonly removed: ReadonlySet<ReadWord>;
  /** The type's height, one for the page: a line's own would depend on the letters removed. */
  readonly em: number;
}

/** The middle height of the words of a page, made the height of its type. */
export function emOf(words: readonly ReadWord[]): number {
  const heights = words.map(({ box }) => box[3] - box[1]).sort((one, other) => one - other);
  return Math.max(8, (heights[Math.floor(heights.length / 2)] ?? 12) * 1.25);
}

/** Removes words of one line from the picture and moves the rest of the line up to blanks of one width. */
export function closeLine(pixels: Pixels, line: readonly ReadWord[], { removed, em }: LineRemoval): PaintedLine {
  const ordered = wordsApart([...line].sort((one, other) => one.box[0] - other.box[0]), removed);
  const top = Math.min(...ordered.map(({ box }) => box[1])) - 2;
  const bottom = Math.max(...ordered.map(({ box }) => box[3])) + 2;
  const placed = ordered.map((word) => ({ item: word, isSpace: false, from: word.box[0], to: word.box[2], em }));
  const closed = closeGaps({ placed, removed, limit: pixels.width - em, isWords: true });
  if (closed === null) return { words: ordered, blanks: [] };
  // What goes is painted over first, so that no cutting of a word that stays can carry it along.
  for (const { box } of ordered.filter((word) => removed.has(word))) paintBox(pixels, [box[0] - 1, top, box[2] + 1, bottom], paper);
  const kept = ordered.filter((word) => !removed.has(word));
  const pieces = kept.map((word) => ({ word, cut: cutOut(pixels, [word.box[0] - 1, top, word.box[2] + 1, bottom]) }));
  paintBox(pixels, [(ordered[0]?.box[0] ?? 0) - 3, top, Math.max(...ordered.map(({ box }) => box[2])) + 3, bottom], paper);
  const words = pieces.map(({ word, cut }) => {
    const shift = Math.round(closed.shifts.get(word) ?? 0);
    pasteIn(pixels, cut, [word.box[0] - 1 + shift, top]);
    const [left, wordTop, right, wordBottom] = word.box;
    return { ...word, box: [left + shift, wordTop, right + shift, wordBottom] as const };
  });
  return { words, blanks: closed.blanks.map((blank) => paintedBlank(blank, bottom - 2 - em * 0.2)) };
}

/** A reader's box may run on over its neighbours: what stays ends where something that goes begins. */
function wordsApart(ordered: readonly ReadWord[], removed: ReadonlySet<ReadWord>): readonly ReadWord[] {
  const gone = ordered.filter((word) => removed.has(word));
  return ordered.flatMap((word) => {
    if (removed.has(word)) return [word];
    const box = boxBeside(word.box, gone);
    // Nothing of it is its own: it is painted over with its neighbour.
    return box === null ? [] : [box === word.box ? word : { ...word, box }];
  });
}

function boxBeside(box: ReadWord['box'], gone: readonly ReadWord[]): ReadWord['box'] | null {
  let [left, , right] = box;
  const [, top, , bottom] = box;
  for (const { box: [from, , to] } of gone) {
    if (to <= left || from >= right) continue;
    if (from > left) right = from - 1;
    else left = to + 1;
  }
  if (left === box[0] && right === box[2]) return box;
  return right > left ? [left, top, right, bottom] : null;
}

const paintedBlank = ({ from, width, em, items }: LineBlank<ReadWord>, baseline: number): PaintedBlank => ({ left: from, baseline, width, em, words: items });

interface Cut {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

function cutOut({ width, height, rgba }: Pixels, [left, top, right, bottom]: PixelBox): Cut {
  const [x0, y0, x1, y1] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top)), Math.min(width, Math.ceil(right)), Math.min(height, Math.ceil(bottom))];
  const cut = { width: Math.max(0, x1 - x0), height: Math.max(0, y1 - y0), rgba: new Uint8Array(Math.max(0, x1 - x0) * Math.max(0, y1 - y0) * 4) };
  for (let row = 0; row < cut.height; row += 1) {
    const start = ((y0 + row) * width + x0) * 4;
    cut.rgba.set(rgba.subarray(start, start + cut.width * 4), row * cut.width * 4);
  }
  return cut;
}

function pasteIn({ width, height, rgba }: Pixels, cut: Cut, [left, top]: readonly [number, number]): void {
  const [x, y] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
  const wide = Math.min(cut.width, width - x);
  if (wide <= 0) return;
  for (let row = 0; row < cut.height && y + row < height; row += 1) {
    rgba.set(cut.rgba.subarray(row * cut.width * 4, (row * cut.width + wide) * 4), ((y + row) * width + x) * 4);
  }
}
