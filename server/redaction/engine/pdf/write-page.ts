/** Writes page content back as a content stream, without the glyphs and shapes that must go. */
import { overlaps, type Rect, boundsOf } from './geometry.ts';
import { isSafeShape, subpathBounds } from './path-shapes.ts';
import type { Glyph, ImagePiece, PageContent, PathPiece, TextPiece, Unrewritable } from './page-content.ts';
import type { FontReading } from './fonts.ts';
import { plain } from './walk.ts';

export interface PageWriting {
  readonly content: PageContent;
  readonly isRemoved: (glyph: Glyph) => boolean;
  /** How far a glyph moves along its line, in page points. */
  readonly shiftOf: (glyph: Glyph) => number;
  /** Where shapes and pixels must go too. */
  readonly zones: readonly Rect[];
  readonly visibleBox: Rect;
  readonly fontName: (font: FontReading, code: number) => string;
  /** The new name of an image, already cleaned; null to leave it out. */
  readonly imageName: (piece: ImagePiece) => string | null;
}

export interface WrittenPage {
  readonly stream: string;
  readonly problems: readonly Unrewritable[];
  readonly hasText: boolean;
}

export function writePage(writing: PageWriting): WrittenPage {
  const parts: string[] = [];
  const problems = new Set<Unrewritable>();
  let hasText = false;
  for (const piece of writing.content.pieces) {
    switch (piece.kind) {
      case 'state': parts.push(piece.written); break;
      case 'path': parts.push(writePath(piece, writing.zones, problems)); break;
      case 'text': {
        const text = writeText(piece, writing);
        hasText ||= text !== '';
        parts.push(text);
        break;
      }
      case 'image': {
        const name = overlaps(boundsOf(piece.pageMatrix, [0, 0, 1, 1]), writing.visibleBox) ? writing.imageName(piece) : null;
        if (name !== null) parts.push(`/${name} Do`);
      }
    }
  }
  return { stream: parts.filter((part) => part !== '').join('\n'), problems: [...problems], hasText };
}

function writePath(piece: PathPiece, zones: readonly Rect[], problems: Set<Unrewritable>): string {
  const kept = piece.subpaths.filter((subpath) => {
    const bounds = subpathBounds(subpath, piece.pageMatrix);
    const touched = zones.filter((zone) => overlaps(bounds, zone));
    if (touched.length === 0 || isSafeShape(subpath, bounds, touched)) return true;
    if (piece.clip !== null) problems.add('a clip that may be an outline');
    return false;
  });
  if (kept.length === 0) return '';
  const shapes = kept.map((subpath) => subpath.map(({ operator, numbers }) => `${numbers.map(plain).join(' ')} ${operator}`).join(' '));
  return `${shapes.join('\n')} ${piece.clip === null ? '' : `${piece.clip} `}${piece.paint}`;
}

function writeText(piece: TextPiece, writing: PageWriting): string {
  if (piece.mode === 3 || piece.size === 0 || piece.stretch === 0) return '';
  const kept = piece.glyphs.filter((glyph) => !writing.isRemoved(glyph) && overlaps(grown(glyph.box), writing.visibleBox));
  const first = kept[0];
  if (first === undefined) return '';
  const [a, b] = piece.textMatrix;
  const scale = scaleOf(piece);
  const startOf = (glyph: Glyph): number => glyph.start + (scale === 0 ? 0 : writing.shiftOf(glyph) / scale);
  const [, , c, d, e, f] = piece.textMatrix;
  const x = startOf(first);
  const matrix = [a, b, c, d, x * a + e, x * b + f].map(plain).join(' ');
  const name = writing.fontName(piece.font, first.code);
  const settings = `/${name} ${plain(piece.size)} Tf ${plain(piece.stretch * 100)} Tz ${plain(piece.rise)} Ts ${plain(piece.mode)} Tr`;
  return `BT ${settings} ${matrix} Tm [${showItems(piece, kept, { startOf, fontName: writing.fontName })}] TJ ET`;
}

/** A space has no height to speak of, but a box that touches nothing would lose it. */
const grown = ([x0, y0, x1, y1]: Rect): Rect => [x0 - 0.01, y0 - 0.01, x1 + 0.01, y1 + 0.01];

function scaleOf(piece: TextPiece): number {
  const [a, b] = piece.textMatrix;
  const [A, B, C, D] = piece.pageMatrix;
  return Math.hypot(a * A + b * C, a * B + b * D);
}

interface Showing {
  readonly startOf: (glyph: Glyph) => number;
  readonly fontName: PageWriting['fontName'];
}

function showItems(piece: TextPiece, glyphs: readonly Glyph[], { startOf, fontName }: Showing): string {
  const unit = (piece.size * piece.stretch) / 1000;
  const digits = piece.font.codeBytes * 2;
  let items = '<';
  let pen: number | null = null;
  for (const glyph of glyphs) {
    fontName(piece.font, glyph.code);
    const start = startOf(glyph);
    pen ??= start;
    const adjustment = Math.round(((pen - start) / unit) * 100) / 100;
    if (Math.abs(adjustment) >= 0.05) {
      items += `> ${plain(adjustment)} <`;
      pen -= adjustment * unit;
    }
    items += glyph.code.toString(16).padStart(digits, '0');
    pen += glyph.advance;
  }
  return `${items}>`;
}
