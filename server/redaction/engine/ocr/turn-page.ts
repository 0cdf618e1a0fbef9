/** Turns a picture by quarters, so that words which stand sideways can be read, and finds their places again. */
import type { GreyPage, ReadWord } from './grey-page.ts';

/** Degrees clockwise that make the words upright. */
export type Turn = 0 | 90 | 180 | 270;

type Size = Pick<GreyPage, 'width' | 'height'>;

export function turnedSize({ width, height }: Size, turn: Turn): Size {
  return turn === 90 || turn === 270 ? { width: height, height: width } : { width, height };
}

export function turnPage(page: GreyPage, turn: Turn): GreyPage {
  if (turn === 0) return page;
  return { ...page, ...turnedSize(page, turn), grey: turnPixels(page.grey, page, { turn, bytesPerPixel: 1 }) };
}

interface Turning {
  readonly turn: Turn;
  readonly bytesPerPixel: number;
}

/** The pixels of the turned picture, row by row from its top. */
export function turnPixels(pixels: Uint8Array, size: Size, { turn, bytesPerPixel }: Turning): Uint8Array {
  const { width, height } = size;
  const turnedWidth = turnedSize(size, turn).width;
  const turned = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [toX, toY] = turn === 90 ? [height - 1 - y, x] : turn === 270 ? [y, width - 1 - x] : turn === 180 ? [width - 1 - x, height - 1 - y] : [x, y];
      const [from, to] = [(y * width + x) * bytesPerPixel, (toY * turnedWidth + toX) * bytesPerPixel];
      for (let i = 0; i < bytesPerPixel; i += 1) turned[to + i] = pixels[from + i] ?? 0;
    }
  }
  return turned;
}

type Box = ReadWord['box'];

/** Where a box of the turned picture lies in the picture as it was. */
export function boxBefore([left, top, right, bottom]: Box, { width, height }: Size, turn: Turn): Box {
  switch (turn) {
    case 0: return [left, top, right, bottom];
    case 90: return [top, height - right, bottom, height - left];
    case 180: return [width - right, height - bottom, width - left, height - top];
    case 270: return [width - bottom, left, width - top, right];
  }
}

/** Where a box of the picture lies once it is turned. */
export function boxAfter([left, top, right, bottom]: Box, { width, height }: Size, turn: Turn): Box {
  switch (turn) {
    case 0: return [left, top, right, bottom];
    case 90: return [height - bottom, left, height - top, right];
    case 180: return [width - right, height - bottom, width - left, height - top];
    case 270: return [top, width - right, bottom, width - left];
  }
}
