/** What a page draws, as plain data: the form in which it is searched, cut and written again. */
import type { PDFDict, PDFStream } from '@cantoo/pdf-lib';
import type { FontReading } from './fonts.ts';
import type { Matrix, Point, Rect } from './geometry.ts';

export interface Glyph {
  readonly code: number;
  /** What the font says it shows. */
  readonly text: string;
  /** Start and advance along the line, in the text space of its piece. */
  readonly start: number;
  readonly advance: number;
  /** In page space. */
  readonly origin: Point;
  readonly box: Rect;
}

export interface TextPiece {
  readonly kind: 'text';
  readonly font: FontReading;
  readonly size: number;
  /** Horizontal scaling, 1 for none. */
  readonly stretch: number;
  readonly rise: number;
  readonly mode: number;
  readonly textMatrix: Matrix;
  readonly pageMatrix: Matrix;
  readonly glyphs: readonly Glyph[];
}

export interface Segment {
  readonly operator: 'm' | 'l' | 'c' | 'v' | 'y' | 'h' | 're';
  readonly numbers: readonly number[];
}

export interface PathPiece {
  readonly kind: 'path';
  /** Each begins with `m` or is one `re`. */
  readonly subpaths: readonly (readonly Segment[])[];
  readonly paint: string;
  readonly clip: 'W' | 'W*' | null;
  readonly pageMatrix: Matrix;
}

export interface ImagePiece {
  readonly kind: 'image';
  readonly image: PDFStream;
  readonly resources: PDFDict | null;
  readonly pageMatrix: Matrix;
  /** What it is cropped to, in page space; null when nothing crops it. */
  readonly clip: Rect | null;
}

/** Operators that only set how later things look; already renamed and whitelisted. */
export interface StatePiece {
  readonly kind: 'state';
  readonly written: string;
}

export type Piece = TextPiece | PathPiece | ImagePiece | StatePiece;

/** Kinds of content that are never rewritten: the page that has one is replaced by its redacted picture. */
export type Unrewritable =
  | 'a tiling pattern' | 'a soft mask' | 'a font of drawn glyphs' | 'text used as a clip' | 'a mesh shading' | 'an unknown operator'
  | 'content too large' | 'a clip that may be an outline' | 'too many pictures' | 'a colour space we do not copy' | 'an image we cannot read';

export interface PageContent {
  readonly pieces: readonly Piece[];
  readonly unrewritable: readonly Unrewritable[];
}
