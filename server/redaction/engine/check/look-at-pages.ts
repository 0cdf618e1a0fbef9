/** Looks at pages as pictures and reads them by machine, for words that no text extraction can see. */
import { pictureOf } from './picture-of.ts';
import { withPdf } from '../pdf/pdfium.ts';
import { readEveryWay } from '../ocr/read-every-way.ts';

export interface SeenPage {
  readonly page: number;
  readonly text: string;
}

const pointsPerInch = 72;
const dotsPerInch = 150;

export async function readFileInPictures(file: Uint8Array, pages: readonly number[]): Promise<readonly SeenPage[]> {
  const seen: SeenPage[] = [];
  for (const page of pages) {
    const picture = await withPdf(file, (pdf) => pictureOf(pdf, page, dotsPerInch / pointsPerInch));
    if (!picture.opened || picture.value === null) continue;
    const words = await readEveryWay({ ...picture.value, dotsPerInch });
    seen.push({ page, text: words.map(({ text }) => text).join(' ') });
  }
  return seen;
}
