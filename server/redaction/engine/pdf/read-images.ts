/** Reads each picture of a document by itself, at its own size: one that is shown small, covered, cropped or beyond the page still holds its words. */
import type { PDFStream } from '@cantoo/pdf-lib';
import { drawAlone } from './clean-image.ts';
import { areasOfTerms, type TermArea } from './find-in-words.ts';
import { boundsOf } from './geometry.ts';
import type { ImagePiece } from './page-content.ts';
import type { Pixels } from './paint-picture.ts';
import { readEveryWay, type TurnedWord } from '../ocr/read-every-way.ts';

const dotsPerInch = 200;
/** Less than this holds no word. */
const smallestSide = 9;
const fewestPixels = 400;
const lightLetters = 200;

interface ReadImage {
  readonly words: readonly TurnedWord[];
  readonly width: number;
  readonly height: number;
}

export interface ImageReader {
  /** Where the picture shows a term, in page points. */
  readonly areasIn: (piece: ImagePiece, terms: readonly string[]) => Promise<readonly TermArea[]>;
}

/** One drawn many times is read once. */
export function imageReader(): ImageReader {
  const known = new Map<PDFStream, Promise<ReadImage | null>>();
  return {
    areasIn: async ({ image, pageMatrix }, terms) => {
      const reading = known.get(image) ?? readAlone(image);
      known.set(image, reading);
      const read = await reading;
      if (read === null) return [];
      const { words, width, height } = read;
      return areasOfTerms(words, terms).map(({ area: [left, top, right, bottom], term }) => ({ term, area: boundsOf(pageMatrix, [left / width, 1 - bottom / height, right / width, 1 - top / height]) }));
    },
  };
}

async function readAlone(image: PDFStream): Promise<ReadImage | null> {
  const pixels = await drawAlone(image);
  if (pixels === null || Math.min(pixels.width, pixels.height) < smallestSide || pixels.width * pixels.height < fewestPixels) return null;
  const { width, height } = pixels;
  return { words: await readEveryWay({ width, height, grey: greyOn(pixels), dotsPerInch }), width, height };
}

/** On paper that the letters stand out from: white letters without a ground of their own are laid on black. */
function greyOn({ width, height, rgba }: Pixels): Uint8Array {
  const light = new Uint8Array(width * height);
  let [sum, weight] = [0, 0];
  for (let i = 0, at = 0; i < light.length; i += 1, at += 4) {
    const value = ((rgba[at] ?? 0) * 299 + (rgba[at + 1] ?? 0) * 587 + (rgba[at + 2] ?? 0) * 114) / 1000;
    const opacity = rgba[at + 3] ?? 255;
    light[i] = value;
    if (opacity < 255) {
      sum += value * opacity;
      weight += opacity;
    }
  }
  const ground = weight > 0 && sum / weight > lightLetters ? 0 : 255;
  for (let i = 0, at = 3; i < light.length; i += 1, at += 4) {
    const opacity = rgba[at] ?? 255;
    if (opacity < 255) light[i] = ((light[i] ?? 0) * opacity + ground * (255 - opacity)) / 255;
  }
  return light;
}
