/** Gets the words out of a document with the place of each word, small enough to be handed from one process to another. */
import { extractText, type TextPart, type TextRefusal } from './extract-text.ts';
import type { PdfFlags, PdfPage } from '../pdf/read-pdf.ts';

export interface WordPage extends Omit<PdfPage, 'boxes'> {
  /** Six numbers a word: where it starts and ends in the text, and its box in points. */
  readonly words: readonly number[];
}

export type WordReading =
  | {
      readonly extracted: true;
      readonly parts: readonly TextPart[];
      /** Only for a PDF. */
      readonly pdf: { readonly pages: readonly WordPage[]; readonly flags: PdfFlags } | null;
    }
  | { readonly extracted: false; readonly why: TextRefusal };

export async function readWords(bytes: Uint8Array, mediaType: string): Promise<WordReading> {
  const extracted = await extractText(bytes, mediaType);
  if (!extracted.extracted) return extracted;
  const { parts, pdf } = extracted;
  return { extracted: true, parts, pdf: pdf === null ? null : { pages: pdf.pages.map(withWords), flags: pdf.flags } };
}

const withWords = ({ boxes, ...page }: PdfPage): WordPage => ({ ...page, words: wordBoxes({ text: page.text, boxes }) });

/** The letters' boxes joined by words: enough to draw a mark, a tenth of the size. */
function wordBoxes({ text, boxes }: Pick<PdfPage, 'text' | 'boxes'>): readonly number[] {
  const words: number[] = [];
  for (const match of text.matchAll(/\S+/gu)) {
    const [start, end] = [match.index, match.index + match[0].length];
    const letters = boxes.slice(start, end).filter((box) => box !== null);
    if (letters.length === 0) continue;
    const box = [Math.min(...letters.map(([x0]) => x0)), Math.min(...letters.map(([, y0]) => y0)), Math.max(...letters.map(([, , x1]) => x1)), Math.max(...letters.map(([, , , y1]) => y1))];
    words.push(start, end, ...box.map((point) => Math.round(point * 10) / 10));
  }
  return words;
}
