/** Draws a page in grey for looking at, with every annotation shown. */
import { heapBytes, withPage, type OpenPdf } from '../pdf/pdfium.ts';

export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  /** One byte a pixel, row by row from the top. */
  readonly grey: Uint8Array;
}

const maxPixels = 30_000_000;
const greyFormat = 1;
const showAnnotations = 0x01;
const white = 0xffffffff;

/** Null when the page cannot be drawn. Very large pages are drawn smaller. */
export function pictureOf(pdf: OpenPdf, pageNumber: number, pixelsPerPoint: number): GreyPicture | null {
  const { pdfium } = pdf;
  return withPage(pdf, pageNumber, (page) => {
    const [pointsWide, pointsHigh] = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)];
    const scale = Math.min(pixelsPerPoint, Math.sqrt(maxPixels / Math.max(pointsWide * pointsHigh, 1)));
    const width = Math.max(1, Math.round(pointsWide * scale));
    const height = Math.max(1, Math.round(pointsHigh * scale));
    const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, greyFormat, 0, 0);
    if (bitmap === 0) return null;
    try {
      pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white);
      pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, showAnnotations);
      const stride = pdfium.FPDFBitmap_GetStride(bitmap);
      const start = pdfium.FPDFBitmap_GetBuffer(bitmap);
      const heap = heapBytes(pdfium);
      const grey = new Uint8Array(width * height);
      for (let row = 0; row < height; row += 1) grey.set(heap.subarray(start + row * stride, start + row * stride + width), row * width);
      return { width, height, grey };
    } finally {
      pdfium.FPDFBitmap_Destroy(bitmap);
    }
  });
}
