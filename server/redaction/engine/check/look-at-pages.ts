/** Looks at pages as pictures and reads them by machine, for words that no text extraction can see. */
import { pictureOf } from './picture-of.ts';
import { withPdf } from '../pdf/pdfium.ts';
import { readEveryWay } from '../ocr/read-every-way.ts';

export interface SeenPage {
  readonly page: number;
  readonly text: string;
}

export interface LookedAt {
  readonly seen: readonly SeenPage[];
  /** Pages nobody could look at: what stands there is not known, which is no reason to let it go. */
  readonly undrawn: readonly number[];
}

const pointsPerInch = 72;
const dotsPerInch = 150;

export async function readFileInPictures(file: Uint8Array, pages: readonly number[]): Promise<LookedAt> {
  const seen: SeenPage[] = [];
  const undrawn: number[] = [];
  for (const page of pages) {
    const picture = await withPdf(file, (pdf) => pictureOf(pdf, page, dotsPerInch / pointsPerInch));
    if (!picture.opened || picture.value === null) {
      undrawn.push(page);
      continue;
    }
    const words = await readEveryWay({ ...picture.value, dotsPerInch });
    seen.push({ page, text: words.map(({ text }) => text).join(' ') });
  }
  return { seen, undrawn };
}
