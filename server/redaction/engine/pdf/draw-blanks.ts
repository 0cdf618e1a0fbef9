/** Draws the blanks: one width, one look, a label that can be read and read out. */
import { StandardFonts } from '@cantoo/pdf-lib';
import { standardFont } from './standard-fonts.ts';
import type { Point, Rect } from './geometry.ts';
import { plain } from './walk.ts';

/** One blank: its start on the baseline, the way the line runs, its width and the height of the type, in page points. */
export interface Blank {
  readonly at: Point;
  readonly direction: Point;
  readonly width: number;
  readonly em: number;
}

export const blankFontName = 'RB';
/** Colours of the explained blank: text on #EEF1F3 with a #5B6873 edge. */
const fill = '0.933 0.945 0.953 rg';
const edge = '0.357 0.408 0.451 RG';
const ink = '0.1 0.12 0.14 rg';

const helvetica = standardFont(StandardFonts.Helvetica);

/** Label text that Helvetica's own encoding can show; anything else becomes a question mark. */
const written = (label: string): string => label.replace(/’/g, "'").replace(/[^\x20-\x7e]/g, '?').replace(/[\\()]/g, '\\$&');

function labelOperators(label: string, width: number, height: number): string {
  const text = label.replace(/’/g, "'").replace(/[^\x20-\x7e]/g, '?');
  const unitWidth = helvetica.widthOfTextAtSize(text, 1);
  const size = Math.min(height * 0.7, (width * 0.92) / Math.max(unitWidth, 0.1));
  const x = (width - unitWidth * size) / 2;
  const y = (height - size * 0.7) / 2;
  return `BT /${blankFontName} ${plain(size)} Tf 100 Tz 0 Ts 0 Tr ${ink} 1 0 0 1 ${plain(x)} ${plain(y)} Tm (${written(label)}) Tj ET`;
}

function box(label: string, width: number, height: number): string {
  const line = plain(Math.min(0.6, height / 12));
  return `${fill} ${edge} ${line} w [] 0 d 0 0 ${plain(width)} ${plain(height)} re B\n${labelOperators(label, width, height)}`;
}

/** One blank in a line of text. */
export function drawBlank(blank: Blank, label: string): string {
  const { at, direction, em, width } = blank;
  const pad = em * 0.28;
  const drop = em * 0.22;
  const x = at.x + direction.x * pad + direction.y * drop;
  const y = at.y + direction.y * pad - direction.x * drop;
  const matrix = [direction.x, direction.y, -direction.y, direction.x, x, y].map(plain).join(' ');
  return `q ${matrix} cm\n${box(label, width - 2 * pad, em * 1.02)}\nQ`;
}

/** An area marked by hand that holds a picture or drawing: here the officer's own rectangle is the width. */
export function drawArea([x0, y0, x1, y1]: Rect, label: string): string {
  return `q 1 0 0 1 ${plain(x0)} ${plain(y0)} cm\n${box(label, x1 - x0, Math.min(y1 - y0, 1e5))}\nQ`;
}
