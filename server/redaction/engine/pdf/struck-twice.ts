/** Finds letters that are drawn twice a little apart, as bold and shadowed type often is: a reader sees one. */
import type { Line, PlacedGlyph } from './lines.ts';
import type { Glyph } from './page-content.ts';

/** A second stroke lies nearer than this to the first. */
const nearEms = 0.35;
/** Strokes of one letter are drawn with no more than these between them along the line. */
const mostBetween = 4;

/** Every second and later stroke, with the first of its letter. */
export function secondStrokes(lines: readonly Line[]): ReadonlyMap<Glyph, Glyph> {
  const firstOf = new Map<Glyph, Glyph>();
  for (const { glyphs } of lines) {
    for (const [i, placed] of glyphs.entries()) {
      if (placed.glyph.text.trim() === '') continue;
      const first = glyphs.slice(Math.max(0, i - mostBetween), i).find((before) => !firstOf.has(before.glyph) && isSameLetter(before, placed));
      if (first !== undefined) firstOf.set(placed.glyph, first.glyph);
    }
  }
  return firstOf;
}

/** Two narrow letters of a kind side by side, as in "ill", are a whole advance apart. */
function isSameLetter(before: PlacedGlyph, after: PlacedGlyph): boolean {
  const apart = Math.abs(after.from - before.from);
  return before.glyph.text === after.glyph.text && apart < nearEms * after.em && apart < 0.6 * Math.abs(before.to - before.from);
}
