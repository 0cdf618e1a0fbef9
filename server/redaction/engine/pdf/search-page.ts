/** Chooses the glyphs that must go: those that spell a term, in any order of reading, and those that lie within a marked area. */
import { findTerms, type Drawn } from './find-terms.ts';
import { shareWithin, type Rect } from './geometry.ts';
import { isApart, type Line, type PlacedGlyph } from './lines.ts';
import type { Glyph, Piece } from './page-content.ts';
import { secondStrokes } from './struck-twice.ts';

/** Less than this share of a glyph inside an area is the slack of a hand-drawn mark. */
const touchShare = 0.25;
const invisibleMode = 3;
const smallestSeenEm = 2;

export interface PageSearch {
  readonly pieces: readonly Piece[];
  readonly lines: readonly Line[];
  readonly terms: readonly string[];
  readonly areas: readonly Rect[];
}

/** Each glyph that goes, with the terms it spells; with none when only an area takes it. */
export function glyphsToRemove({ pieces, lines, terms, areas }: PageSearch): ReadonlyMap<Glyph, ReadonlySet<string>> {
  const removed = new Map<Glyph, Set<string>>();
  const remove = (glyph: Glyph, spelt: Iterable<string>): void => {
    const known = removed.get(glyph) ?? new Set<string>();
    for (const term of spelt) known.add(term);
    removed.set(glyph, known);
  };
  const firstOf = secondStrokes(lines);
  const isFirst = (glyph: Glyph): boolean => !firstOf.has(glyph);
  for (const order of [asDrawn(pieces, isFirst), asRead(lines, isFirst), asRead(lines, isFirst, isSeen)]) {
    for (const { term, places } of findTerms(order, terms)) for (const glyph of places) remove(glyph, [term]);
  }
  for (const { glyphs } of lines) {
    for (const { glyph } of glyphs) if (areas.some((area) => shareWithin(glyph.box, area) >= touchShare)) remove(glyph, []);
  }
  for (const [stroke, first] of firstOf) {
    const spelt = removed.get(first) ?? removed.get(stroke);
    if (spelt === undefined) continue;
    remove(stroke, spelt);
    remove(first, spelt);
  }
  return removed;
}

/** Letters that nobody sees may stand between those of a name, and break it up for a machine alone. */
const isSeen = ({ piece, em }: PlacedGlyph): boolean => piece.mode !== invisibleMode && em >= smallestSeenEm;

type IsFirst = (glyph: Glyph) => boolean;

function asRead(lines: readonly Line[], isFirst: IsFirst, isMeant: (placed: PlacedGlyph) => boolean = () => true): readonly Drawn<Glyph>[] {
  return lines.flatMap(({ glyphs }) => {
    const drawn: Drawn<Glyph>[] = [null];
    let before: PlacedGlyph | null = null;
    for (const placed of glyphs) {
      if (!isFirst(placed.glyph) || !isMeant(placed)) continue;
      if (before !== null && isApart(before, placed)) drawn.push(null);
      drawn.push({ text: placed.glyph.text, from: placed.glyph });
      before = placed;
    }
    return drawn;
  });
}

function asDrawn(pieces: readonly Piece[], isFirst: IsFirst): readonly Drawn<Glyph>[] {
  const drawn: Drawn<Glyph>[] = [];
  let before: { readonly glyph: Glyph; readonly em: number } | null = null;
  for (const piece of pieces) {
    if (piece.kind !== 'text') continue;
    const em = Math.abs(piece.size * Math.hypot(piece.pageMatrix[0], piece.pageMatrix[1]) * Math.hypot(piece.textMatrix[0], piece.textMatrix[1]));
    for (const glyph of piece.glyphs) {
      if (!isFirst(glyph)) continue;
      if (before !== null && isFarFrom(before.glyph, glyph, Math.max(em, before.em))) drawn.push(null);
      drawn.push({ text: glyph.text, from: glyph });
      before = { glyph, em };
    }
  }
  return drawn;
}

function isFarFrom(before: Glyph, after: Glyph, em: number): boolean {
  const width = before.box[2] - before.box[0];
  return Math.abs(after.origin.x - before.origin.x - width) > 0.2 * em || Math.abs(after.origin.y - before.origin.y) > 0.2 * em;
}
