/** Reads a PDF for people: its pages, their words and where they stand, and what about it an officer should know. */
import type { Rect } from './geometry.ts';
import { boundsOf } from './geometry.ts';
import { readPageText, type PlacedText } from './page-text.ts';
import { withPage, withPdf, type OpenPdf } from './pdfium.ts';
import { readingDotsPerInch, readWords } from './page-reading.ts';
import { drawPage, type PagePicture } from './render-page.ts';
import { maxPages, type RefusalReason } from './redaction-order.ts';
import type { ReadWord } from '../ocr/grey-page.ts';

export interface PdfPage extends PlacedText {
  /** From 1. */
  readonly page: number;
  /** As shown, in points. */
  readonly width: number;
  readonly height: number;
  /** `picture` means read by machine from the page's image. */
  readonly readFrom: 'text' | 'picture' | 'nothing';
  /** Average confidence of reading a picture, 0 to 100. */
  readonly confidence: number | null;
  /** A named person must check this page: handwriting, poor scans, pictures without words. */
  readonly isUnreadByMachine: boolean;
  readonly hasPictures: boolean;
}

export interface PdfFlags {
  readonly isEncrypted: boolean;
  readonly hasJavaScript: boolean;
  readonly hasAttachments: boolean;
  readonly hasForm: boolean;
}

export type PdfReading =
  | { readonly read: true; readonly pages: readonly PdfPage[]; readonly flags: PdfFlags }
  | { readonly read: false; readonly why: RefusalReason };

const fewCharacters = 40;
const poorConfidence = 65;
const imageObject = 3;

/** Reads every page; pages with pictures and hardly any text are read by machine from their image. */
export async function readPdf(bytes: Uint8Array): Promise<PdfReading> {
  if (bytes.byteLength === 0) return { read: false, why: 'empty file' };
  const opened = await withPdf(bytes, (pdf) => ({
    flags: flagsOf(pdf),
    pages: pdf.pageCount > maxPages ? null : Array.from({ length: pdf.pageCount }, (_, i) => readTextOf(pdf, i + 1)),
  }));
  if (!opened.opened) return { read: false, why: opened.why };
  const { flags, pages } = opened.value;
  if (pages === null) return { read: false, why: 'too many pages' };
  if (pages.length === 0) return { read: false, why: 'no pages' };
  const read: PdfPage[] = [];
  for (const page of pages) read.push(isPictureOnly(page) ? await readFromPicture(bytes, page) : page);
  return { read: true, pages: read, flags };
}

const isPictureOnly = ({ hasPictures, text }: PdfPage): boolean => hasPictures && text.trim().length < fewCharacters;

function flagsOf({ pdfium, document }: OpenPdf): PdfFlags {
  return {
    isEncrypted: pdfium.EPDF_IsEncrypted(document),
    hasJavaScript: pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0,
    hasAttachments: pdfium.FPDFDoc_GetAttachmentCount(document) > 0,
    hasForm: pdfium.FPDF_GetFormType(document) > 0,
  };
}

function readTextOf(pdf: OpenPdf, page: number): PdfPage {
  const { pdfium } = pdf;
  const shape = withPage(pdf, page, (handle) => ({
    width: pdfium.FPDF_GetPageWidthF(handle),
    height: pdfium.FPDF_GetPageHeightF(handle),
    hasPictures: Array.from({ length: pdfium.FPDFPage_CountObjects(handle) }, (_, i) => pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(handle, i))).includes(imageObject),
  }));
  const placed = readPageText(pdf, page);
  const hasText = placed.text.trim() !== '';
  return {
    page, ...placed, width: shape?.width ?? 0, height: shape?.height ?? 0, hasPictures: shape?.hasPictures ?? false,
    readFrom: hasText ? 'text' : 'nothing', confidence: null, isUnreadByMachine: shape === null,
  };
}

async function readFromPicture(bytes: Uint8Array, page: PdfPage): Promise<PdfPage> {
  const drawn = await withPdf(bytes, (pdf) => drawPage(pdf, page.page, { dotsPerInch: readingDotsPerInch }));
  if (!drawn.opened || drawn.value === null) return { ...page, isUnreadByMachine: true };
  const words = await readWords(drawn.value);
  const confidence = words.length === 0 ? 0 : words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
  return {
    ...page, ...placeWords(words, drawn.value), readFrom: words.length === 0 ? 'nothing' : 'picture', confidence: Math.round(confidence),
    isUnreadByMachine: confidence < poorConfidence,
  };
}

/** The words as running text, each letter carrying the box of its word. */
function placeWords(words: readonly ReadWord[], picture: PagePicture): PlacedText {
  let text = '';
  const boxes: (Rect | null)[] = [];
  let line: string | null = null;
  for (const word of words) {
    if (text !== '') {
      text += line === word.line ? ' ' : '\n';
      boxes.push(null);
    }
    const box = boundsOf(picture.toPage, word.box);
    text += word.text;
    for (let i = 0; i < word.text.length; i += 1) boxes.push(box);
    line = word.line;
  }
  return { text, boxes };
}
