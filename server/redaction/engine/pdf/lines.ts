/** Puts drawn glyphs into the lines a reader sees, whatever order they were drawn in. */
import { multiply, type Point } from './geometry.ts';
import type { Glyph, Piece, TextPiece } from './page-content.ts';

export interface PlacedGlyph {
  readonly glyph: Glyph;
  readonly piece: TextPiece;
  /** Position along the line and its end, in page points. */
  readonly from: number;
  readonly to: number;
  /** Page points for one unit of the piece's text space along the line. */
  readonly scale: number;
  /** Height of the type in page points. */
  readonly em: number;
}

export interface Line {
  /** Unit vector along the line. */
  readonly direction: Point;
  /** Distance from the origin, across the line. */
  readonly across: number;
  readonly em: number;
  readonly glyphs: readonly PlacedGlyph[];
}

interface Angled extends PlacedGlyph {
  readonly across: number;
  readonly angle: number;
  readonly direction: Point;
}

function placeAll(piece: TextPiece): readonly Angled[] {
  const [a, b, c, d] = multiply(piece.textMatrix, piece.pageMatrix);
  const scale = Math.hypot(a, b);
  if (scale < 1e-9) return [];
  const direction = { x: a / scale, y: b / scale };
  const em = Math.abs(piece.size) * Math.hypot(c, d);
  const angle = Math.round((Math.atan2(direction.y, direction.x) * 180) / Math.PI);
  return piece.glyphs.map((glyph) => {
    const from = glyph.origin.x * direction.x + glyph.origin.y * direction.y;
    const across = glyph.origin.y * direction.x - glyph.origin.x * direction.y;
    return { glyph, piece, from, to: from + glyph.advance * scale, scale, em, across, angle, direction };
  });
}

/** The lines of the page: by angle, from the top down, each from its start to its end. */
export function linesOf(pieces: readonly Piece[]): readonly Line[] {
  const glyphs = pieces.flatMap((piece) => (piece.kind === 'text' ? placeAll(piece) : []));
  const sorted = [...glyphs].sort((one, other) => one.angle - other.angle || other.across - one.across || one.from - other.from);
  const lines: Angled[][] = [];
  for (const glyph of sorted) {
    const line = lines.at(-1);
    const last = line?.at(-1);
    const isSameLine = last !== undefined && last.angle === glyph.angle && Math.abs(last.across - glyph.across) <= 0.2 * Math.max(Math.min(last.em, glyph.em), 0.5);
    if (line !== undefined && isSameLine) line.push(glyph);
    else lines.push([glyph]);
  }
  return lines.map(toLine);
}

function toLine(glyphs: readonly Angled[]): Line {
  const ordered = [...glyphs].sort((one, other) => one.from - other.from);
  const first = ordered[0];
  if (first === undefined) throw new Error('A line has at least one glyph');
  return { direction: first.direction, across: first.across, em: Math.max(...ordered.slice(0, 400).map(({ em }) => em)), glyphs: ordered };
}

/** Is there a visible gap between one glyph and the next? */
export function isApart(before: PlacedGlyph, after: PlacedGlyph): boolean {
  return after.from - before.to > 0.18 * Math.max(after.em, 0.1);
}
