/** Measures words in the volumes' fonts, so that pages can be counted before they are drawn. */

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';
import type { Face } from './type-sizes.ts';

const fontFolder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/atkinson-hyperlegible-next/package.json'));

/** The whole font, not a web subset: one file a face, registered once a document. */
export const fontFiles: Readonly<Record<Face, string>> = {
  regular: join(fontFolder, '400Regular', 'AtkinsonHyperlegibleNext_400Regular.ttf'),
  bold: join(fontFolder, '700Bold', 'AtkinsonHyperlegibleNext_700Bold.ttf'),
};

/** Width in points of words at a size. */
export type Ruler = (text: string, face: Face, sizePoints: number) => number;

const unitSize = 1000;
/** A file of a life has some ten thousand different words; beyond that the memory starts afresh. */
const maxKnownWords = 20_000;

function faceRuler(face: Face): (text: string) => number {
  const page = new PDFDocument({ autoFirstPage: false });
  page.font(fontFiles[face]).fontSize(unitSize);
  const known = new Map<string, number>();
  return (text) => {
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    if (known.size >= maxKnownWords) known.clear();
    const width = page.widthOfString(text) / unitSize;
    known.set(text, width);
    return width;
  };
}

export function createRuler(): Ruler {
  const faces: Readonly<Record<Face, (text: string) => number>> = { regular: faceRuler('regular'), bold: faceRuler('bold') };
  return (text, face, sizePoints) => faces[face](text) * sizePoints;
}

let ruler: Ruler | null = null;

/** One for the whole process: opening the fonts takes longer than measuring a document. */
export function sharedRuler(): Ruler {
  ruler ??= createRuler();
  return ruler;
}
