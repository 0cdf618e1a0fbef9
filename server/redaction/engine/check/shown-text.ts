/** Reads the text of each page as a reader's program does, and counts what could hide words from it. */
import { heapBytes, withMemory, type OpenPdf, type Pdfium, withPage } from '../pdf/pdfium.ts';

export interface ShownPage {
  readonly page: number;
  readonly text: string;
  /** Pictures, shapes that could be outlines of letters, or letters without a meaning: reading the text is not enough. */
  readonly mustBeLookedAt: boolean;
}

const pathObject = 2;
const imageObject = 3;
const shadingObject = 4;
const formObject = 5;
const enoughForAWord = 4;
/** One path may hold all the letters of a word. */
const segmentsOfALetter = 9;

export function readShownPages(pdf: OpenPdf): readonly ShownPage[] {
  return Array.from({ length: pdf.pageCount }, (_, i) => {
    const shown = withPage(pdf, i + 1, (page) => ({ text: textOf(pdf.pdfium, page), drawn: countDrawn(pdf.pdfium, page) }));
    return { page: i + 1, text: shown?.text ?? '', mustBeLookedAt: shown === null || shown.drawn.images > 0 || shown.drawn.shapes >= enoughForAWord };
  });
}

function textOf(pdfium: Pdfium, page: number): string {
  const text = pdfium.FPDFText_LoadPage(page);
  if (text === 0) return '';
  try {
    const count = pdfium.FPDFText_CountChars(text);
    if (count <= 0) return '';
    return withMemory(pdfium, (count + 1) * 2, (buffer) => {
      const written = pdfium.FPDFText_GetText(text, 0, count, buffer);
      const bytes = heapBytes(pdfium).slice(buffer, buffer + Math.max(0, written - 1) * 2);
      return Buffer.from(bytes).toString('utf16le');
    });
  } finally {
    pdfium.FPDFText_ClosePage(text);
  }
}

interface Drawn {
  images: number;
  shapes: number;
}

function countDrawn(pdfium: Pdfium, page: number): Drawn {
  const drawn: Drawn = { images: 0, shapes: 0 };
  for (let i = 0; i < pdfium.FPDFPage_CountObjects(page); i += 1) {
    const object = pdfium.FPDFPage_GetObject(page, i);
    const type = pdfium.FPDFPageObj_GetType(object);
    if (type === imageObject || type === shadingObject || type === formObject) drawn.images += 1;
    if (type === pathObject) drawn.shapes += Math.floor(pdfium.FPDFPath_CountSegments(object) / segmentsOfALetter);
  }
  return drawn;
}
