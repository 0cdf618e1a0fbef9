/** Draws a page of a PDF as a picture, as a reader sees it. */
import { encode } from 'fast-png';
import { invert, type Matrix } from './geometry.ts';
import type { RefusalReason } from './redaction-order.ts';
import { heapBytes, readDoubles, withMemory, withPage, withPdf, type OpenPdf } from './pdfium.ts';

export interface PagePicture {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel: red, green, blue, opacity. */
  readonly rgba: Uint8Array;
  /** Pixels (from the top left) to the page's own points, and back. */
  readonly toPage: Matrix;
  readonly toPixels: Matrix;
  /** Size of the page as shown, in points. */
  readonly pointsWide: number;
  readonly pointsHigh: number;
}

type Size = readonly [width: number, height: number];

const bgraFormat = 4;
const showAnnotations = 0x01;
const maxPixels = 40_000_000;

export interface Drawing {
  readonly dotsPerInch: number;
  /** 0xAARRGGBB; white unless said. */
  readonly background?: number;
}

/** Null when the page cannot be drawn. Very large pages are drawn at fewer dots. */
export function drawPage(pdf: OpenPdf, pageNumber: number, { dotsPerInch, background = 0xffffffff }: Drawing): PagePicture | null {
  const { pdfium } = pdf;
  return withPage(pdf, pageNumber, (page) => {
    const [pointsWide, pointsHigh] = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)];
    const scale = Math.min(dotsPerInch / 72, Math.sqrt(maxPixels / Math.max(1, pointsWide * pointsHigh)));
    const [width, height] = [Math.max(1, Math.round(pointsWide * scale)), Math.max(1, Math.round(pointsHigh * scale))];
    const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, bgraFormat, 0, 0);
    if (bitmap === 0) return null;
    try {
      pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, background);
      pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, showAnnotations);
      const toPage = pixelsToPage(pdf, page, [width, height]);
      const toPixels = invert(toPage);
      if (toPixels === null) return null;
      return { width, height, rgba: readPixels(pdf, bitmap, [width, height]), toPage, toPixels, pointsWide, pointsHigh };
    } finally {
      pdfium.FPDFBitmap_Destroy(bitmap);
    }
  });
}

function readPixels({ pdfium }: OpenPdf, bitmap: number, [width, height]: Size): Uint8Array {
  const stride = pdfium.FPDFBitmap_GetStride(bitmap);
  const start = pdfium.FPDFBitmap_GetBuffer(bitmap);
  const heap = heapBytes(pdfium);
  const rgba = new Uint8Array(width * height * 4);
  for (let row = 0; row < height; row += 1) {
    let from = start + row * stride;
    for (let to = row * width * 4; to < (row + 1) * width * 4; to += 4, from += 4) {
      rgba[to] = heap[from + 2] ?? 0;
      rgba[to + 1] = heap[from + 1] ?? 0;
      rgba[to + 2] = heap[from] ?? 0;
      rgba[to + 3] = heap[from + 3] ?? 0;
    }
  }
  return rgba;
}

function pixelsToPage({ pdfium }: OpenPdf, page: number, [width, height]: Size): Matrix {
  const at = (x: number, y: number): readonly [number, number] =>
    withMemory(pdfium, 16, (pointer) => {
      pdfium.FPDF_DeviceToPage(page, 0, 0, width, height, 0, x, y, pointer, pointer + 8);
      const [pageX = 0, pageY = 0] = readDoubles(pdfium, pointer, 2);
      return [pageX, pageY];
    });
  const [origin, right, down] = [at(0, 0), at(width, 0), at(0, height)];
  return [
    (right[0] - origin[0]) / width, (right[1] - origin[1]) / width, (down[0] - origin[0]) / height, (down[1] - origin[1]) / height, origin[0], origin[1],
  ];
}

/** Grey by the usual weights of the eye. */
export function toGrey({ rgba, width, height }: Pick<PagePicture, 'rgba' | 'width' | 'height'>): Uint8Array {
  const grey = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < grey.length; i += 1, p += 4) grey[i] = ((rgba[p] ?? 0) * 299 + (rgba[p + 1] ?? 0) * 587 + (rgba[p + 2] ?? 0) * 114) / 1000;
  return grey;
}

export type PngOutcome =
  | { readonly drawn: true; readonly png: Uint8Array; readonly width: number; readonly height: number }
  | { readonly drawn: false; readonly why: RefusalReason | 'no such page' };

/** Page `pageNumber` (from 1) as a PNG, for the workbench. */
export async function renderPagePng(bytes: Uint8Array, pageNumber: number, dotsPerInch: number): Promise<PngOutcome> {
  const outcome = await withPdf(bytes, (pdf) => (pageNumber < 1 || pageNumber > pdf.pageCount ? null : drawPage(pdf, pageNumber, { dotsPerInch })));
  if (!outcome.opened) return { drawn: false, why: outcome.why };
  if (outcome.value === null) return { drawn: false, why: 'no such page' };
  const { width, height, rgba } = outcome.value;
  return { drawn: true, png: encode({ width, height, data: rgba, channels: 4, depth: 8 }), width, height };
}

/** The shape of a page's picture, without its pixels. */
export type PageFrame = Pick<PagePicture, 'width' | 'height' | 'toPage' | 'toPixels'>;

export type FrameOutcome =
  | { readonly drawn: true; readonly frame: PageFrame }
  | { readonly drawn: false; readonly why: RefusalReason | 'no such page' };

/** How page `pageNumber` (from 1) lies in its picture. */
export async function framePage(bytes: Uint8Array, pageNumber: number, dotsPerInch: number): Promise<FrameOutcome> {
  const outcome = await withPdf(bytes, (pdf) => (pageNumber < 1 || pageNumber > pdf.pageCount ? null : drawPage(pdf, pageNumber, { dotsPerInch })));
  if (!outcome.opened) return { drawn: false, why: outcome.why };
  if (outcome.value === null) return { drawn: false, why: 'no such page' };
  const { width, height, toPage, toPixels } = outcome.value;
  return { drawn: true, frame: { width, height, toPage, toPixels } };
}
