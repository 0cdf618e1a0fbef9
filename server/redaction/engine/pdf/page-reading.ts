/** Decides whether a page must be read as a picture too, and reads it. */
import { boundsOf, overlaps, type Rect } from './geometry.ts';
import { isSuspectText } from './font-trust.ts';
import type { PageContent, Piece, Segment } from './page-content.ts';
import { subpathBounds } from './path-shapes.ts';
import { toGrey, type PagePicture } from './render-page.ts';
import { readEveryWay, type TurnedWord } from '../ocr/read-every-way.ts';

export const readingDotsPerInch = 200;
/** A picture smaller than this, in points, holds no readable word. */
const smallestWordWide = 18;
const smallestWordHigh = 5;
const enoughOutlines = 6;
/** So many small ones may be the letters of a word. */
const enoughPictures = 4;
const scannedShare = 0.6;
const fewGlyphs = 60;
const straightSlack = 0.05;

export interface Look {
  readonly isScanned: boolean;
  readonly hasPictures: boolean;
  readonly hasOutlines: boolean;
  readonly isSuspect: boolean;
}

/** What on the page could show words that its text does not hold. */
export function lookAt(content: PageContent, visibleBox: Rect): Look {
  const pictures = content.pieces.filter((piece) => piece.kind === 'image').map((piece) => boundsOf(piece.pageMatrix, [0, 0, 1, 1])).filter((box) => overlaps(box, visibleBox));
  const glyphs = content.pieces.reduce((count, piece) => count + (piece.kind === 'text' && piece.mode !== 3 ? piece.glyphs.length : 0), 0);
  const area = areaOf(visibleBox);
  return {
    isScanned: glyphs < fewGlyphs && pictures.some((box) => areaOf(box) >= scannedShare * area),
    hasPictures: pictures.length >= enoughPictures || pictures.some(([x0, y0, x1, y1]) => x1 - x0 >= smallestWordWide && y1 - y0 >= smallestWordHigh),
    hasOutlines: content.pieces.reduce((count, piece) => count + outlinesIn(piece), 0) >= enoughOutlines,
    isSuspect: isSuspectText(content),
  };
}

const areaOf = ([x0, y0, x1, y1]: Rect): number => Math.max(0, x1 - x0) * Math.max(0, y1 - y0);

/** Shapes of the size of letters that are more than boxes and rules. */
function outlinesIn(piece: Piece): number {
  if (piece.kind !== 'path') return 0;
  return piece.subpaths.filter((subpath) => {
    if (subpath.length <= 6 && !hasBends(subpath)) return false;
    const [x0, y0, x1, y1] = subpathBounds(subpath, piece.pageMatrix);
    return y1 - y0 > 2 && y1 - y0 < 90 && x1 - x0 < 400;
  }).length;
}

/** Curves, or strokes that are neither level nor upright, as the strokes of most letters. */
function hasBends(subpath: readonly Segment[]): boolean {
  let pen: readonly [number, number] | null = null;
  for (const { operator, numbers } of subpath) {
    if (operator === 'c' || operator === 'v' || operator === 'y') return true;
    if (operator !== 'm' && operator !== 'l') continue;
    const [x = 0, y = 0] = numbers;
    if (operator === 'l' && pen !== null && Math.abs(x - pen[0]) > straightSlack && Math.abs(y - pen[1]) > straightSlack) return true;
    pen = [x, y];
  }
  return false;
}

/** The words of the page as a reader sees them, whichever way they stand. */
export function readWords(picture: PagePicture): Promise<readonly TurnedWord[]> {
  const dotsPerInch = Math.round((picture.width / Math.max(picture.pointsWide, 1)) * 72);
  return readEveryWay({ width: picture.width, height: picture.height, grey: toGrey(picture), dotsPerInch });
}
