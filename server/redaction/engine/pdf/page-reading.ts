/** Decides whether a page must be read as a picture too, and reads it. */
import { boundsOf, overlaps, type Rect } from './geometry.ts';
import { isSuspectText } from './font-trust.ts';
import type { PageContent, Piece } from './page-content.ts';
import { subpathBounds } from './path-shapes.ts';
import { toGrey, type PagePicture } from './render-page.ts';
import { readPicture } from '../ocr/read-picture.ts';
import type { ReadWord } from '../ocr/grey-page.ts';

export const readingDotsPerInch = 200;
/** A picture smaller than this, in points, holds no readable word. */
const smallestWordWide = 18;
const smallestWordHigh = 5;
const enoughOutlines = 6;
const scannedShare = 0.6;
const fewGlyphs = 60;

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
    hasPictures: pictures.some(([x0, y0, x1, y1]) => x1 - x0 >= smallestWordWide && y1 - y0 >= smallestWordHigh),
    hasOutlines: content.pieces.reduce((count, piece) => count + outlinesIn(piece), 0) >= enoughOutlines,
    isSuspect: isSuspectText(content),
  };
}

const areaOf = ([x0, y0, x1, y1]: Rect): number => Math.max(0, x1 - x0) * Math.max(0, y1 - y0);

/** Shapes of the size of letters that are more than boxes. */
function outlinesIn(piece: Piece): number {
  if (piece.kind !== 'path') return 0;
  return piece.subpaths.filter((subpath) => {
    const isMoreThanABox = subpath.length > 6 || subpath.some(({ operator }) => operator === 'c' || operator === 'v' || operator === 'y');
    if (!isMoreThanABox) return false;
    const [x0, y0, x1, y1] = subpathBounds(subpath, piece.pageMatrix);
    return y1 - y0 > 2 && y1 - y0 < 90 && x1 - x0 < 400;
  }).length;
}

/** The words of the page as a reader sees them. */
export function readWords(picture: PagePicture): Promise<readonly ReadWord[]> {
  const dotsPerInch = Math.round((picture.width / Math.max(picture.pointsWide, 1)) * 72);
  return readPicture({ width: picture.width, height: picture.height, grey: toGrey(picture), dotsPerInch });
}
