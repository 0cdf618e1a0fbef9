/** The part of PDF's graphics state that decides where text stands. */
import { identity, type Matrix, type Rect } from './geometry.ts';
import type { FontReading } from './fonts.ts';

/** Changed in place while a stream is walked; copied by `q`. */
export interface GraphicsState {
  pageMatrix: Matrix;
  /** The bounds of what clips, in page space; null when nothing does. */
  clip: Rect | null;
  font: FontReading | null;
  size: number;
  charSpace: number;
  wordSpace: number;
  stretch: number;
  leading: number;
  rise: number;
  mode: number;
  textMatrix: Matrix;
  lineMatrix: Matrix;
}

export function freshState(pageMatrix: Matrix): GraphicsState {
  return {
    pageMatrix, clip: null, font: null, size: 0, charSpace: 0, wordSpace: 0, stretch: 1, leading: 0, rise: 0, mode: 0,
    textMatrix: identity, lineMatrix: identity,
  };
}
