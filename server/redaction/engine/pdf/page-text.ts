/** Reads a page's text with the place of every character, as PDFium finds it. */
import type { Rect } from './geometry.ts';
import { readDoubles, withMemory, withPage, type OpenPdf, type Pdfium } from './pdfium.ts';

export interface PlacedText {
  readonly text: string;
  /** One for each UTF-16 unit of `text`, in unrotated PDF points; null where a space or line break was inferred. */
  readonly boxes: readonly (Rect | null)[];
}

const empty: PlacedText = { text: '', boxes: [] };

/** The text of page `pageNumber` (from 1) in reading order, lines parted by `\n`. */
export function readPageText(pdf: OpenPdf, pageNumber: number): PlacedText {
  const { pdfium } = pdf;
  return (
    withPage(pdf, pageNumber, (page) => {
      const text = pdfium.FPDFText_LoadPage(page);
      if (text === 0) return empty;
      try {
        return withMemory(pdfium, 32, (pointer) => readCharacters(pdfium, text, pointer));
      } finally {
        pdfium.FPDFText_ClosePage(text);
      }
    }) ?? empty
  );
}

function readCharacters(pdfium: Pdfium, text: number, pointer: number): PlacedText {
  const parts: string[] = [];
  const boxes: (Rect | null)[] = [];
  const count = pdfium.FPDFText_CountChars(text);
  for (let i = 0; i < count; i += 1) {
    const character = asText(pdfium.FPDFText_GetUnicode(text, i));
    if (character === '') continue;
    const box = pdfium.FPDFText_IsGenerated(text, i) === 1 ? null : boxOf(pdfium, text, { index: i, pointer });
    parts.push(character);
    for (let unit = 0; unit < character.length; unit += 1) boxes.push(box);
  }
  return { text: parts.join(''), boxes };
}

/** Carriage returns and the marks of a broken word say nothing that `\n` and the letters do not. */
function asText(point: number): string {
  if (point === 0x0d || point === 0 || point === 0xfffe || point === 0xffff || point === 0x02) return '';
  return point > 0x10ffff ? '' : String.fromCodePoint(point);
}

function boxOf(pdfium: Pdfium, text: number, { index, pointer }: { readonly index: number; readonly pointer: number }): Rect | null {
  if (!pdfium.FPDFText_GetCharBox(text, index, pointer, pointer + 8, pointer + 16, pointer + 24)) return null;
  const [left = 0, right = 0, bottom = 0, top = 0] = readDoubles(pdfium, pointer, 4);
  return [left, bottom, right, top];
}
