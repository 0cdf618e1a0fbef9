/** Looks at every picture of a file by itself, without what masks, covers or crops it on the page, and reads it by machine. */
import { createHash } from 'node:crypto';
import { readEveryWay } from '../ocr/read-every-way.ts';
import type { GreyPage } from '../ocr/grey-page.ts';
import { heapBytes, withPage, withPdf, type OpenPdf } from '../pdf/pdfium.ts';
import type { SeenPage } from './look-at-pages.ts';

const imageObject = 3;
const greyFormat = 1;
const dotsPerInch = 200;
const smallestSide = 9;
const maxPixels = 30_000_000;
const mostDeepForms = 8;
/** A picture that fills its page was looked at with the page. */
const wholePageShare = 0.95;

type Picture = GreyPage & { readonly digest: string };

/** One entry for each picture with words, under the first page that shows it. */
export async function readImagesOfFile(file: Uint8Array, pages: readonly number[]): Promise<readonly SeenPage[]> {
  const seen: SeenPage[] = [];
  const known = new Set<string>();
  for (const page of pages) {
    for (let index = 0; ; index += 1) {
      const found = await withPdf(file, (pdf) => pictureAt(pdf, page, index));
      if (!found.opened || found.value === 'no more') break;
      if (found.value === null || known.has(found.value.digest)) continue;
      known.add(found.value.digest);
      const words = await readEveryWay(found.value);
      if (words.length > 0) seen.push({ page, text: words.map(({ text }) => text).join(' ') });
    }
  }
  return seen;
}

function pictureAt(pdf: OpenPdf, page: number, index: number): Picture | 'no more' | null {
  return withPage(pdf, page, (handle) => {
    const { pdfium } = pdf;
    const objects = imagesIn(pdf, { count: pdfium.FPDFPage_CountObjects(handle), at: (i) => pdfium.FPDFPage_GetObject(handle, i) }, 0);
    const object = objects[index];
    if (object === undefined) return 'no more';
    return objects.length === 1 && fillsPage(pdf, handle, object) ? null : pixelsOf(pdf, object);
  });
}

interface Objects {
  readonly count: number;
  readonly at: (index: number) => number;
}

const formObject = 5;

function imagesIn({ pdfium, ...pdf }: OpenPdf, { count, at }: Objects, depth: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => at(i)).flatMap((object) => {
    const type = pdfium.FPDFPageObj_GetType(object);
    if (type === imageObject) return [object];
    if (type !== formObject || depth >= mostDeepForms) return [];
    return imagesIn({ pdfium, ...pdf }, { count: pdfium.FPDFFormObj_CountObjects(object), at: (i) => pdfium.FPDFFormObj_GetObject(object, i) }, depth + 1);
  });
}

function fillsPage({ pdfium }: OpenPdf, page: number, object: number): boolean {
  const pointer = pdfium.pdfium.wasmExports.malloc(16);
  try {
    if (!pdfium.FPDFPageObj_GetBounds(object, pointer, pointer + 4, pointer + 8, pointer + 12)) return false;
    const heap = heapBytes(pdfium);
    const view = new DataView(heap.buffer, heap.byteOffset + pointer, 16);
    const [left, bottom, right, top] = [0, 4, 8, 12].map((at) => view.getFloat32(at, true));
    const area = ((right ?? 0) - (left ?? 0)) * ((top ?? 0) - (bottom ?? 0));
    const whole = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page);
    return area >= wholePageShare * whole && area <= whole / wholePageShare;
  } finally {
    pdfium.pdfium.wasmExports.free(pointer);
  }
}

const bytesPerPixel: Readonly<Record<number, number>> = { [greyFormat]: 1, 2: 3, 3: 4, 4: 4 };

/** The colours as they are stored, whatever masks them, every second or third pixel of what is too large to be read whole; null for what is too small. */
function pixelsOf({ pdfium }: OpenPdf, object: number): Picture | null {
  const bitmap = pdfium.FPDFImageObj_GetBitmap(object);
  if (bitmap === 0) return null;
  try {
    const [fullWidth, fullHeight] = [pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)];
    const step = bytesPerPixel[pdfium.FPDFBitmap_GetFormat(bitmap)];
    if (step === undefined || Math.min(fullWidth, fullHeight) < smallestSide) return null;
    const every = Math.ceil(Math.sqrt((fullWidth * fullHeight) / maxPixels));
    const [width, height] = [Math.floor(fullWidth / every), Math.floor(fullHeight / every)];
    const [start, stride, heap] = [pdfium.FPDFBitmap_GetBuffer(bitmap), pdfium.FPDFBitmap_GetStride(bitmap), heapBytes(pdfium)];
    const grey = new Uint8Array(width * height);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0, at = start + y * every * stride; x < width; x += 1, at += step * every) grey[y * width + x] = step === 1 ? (heap[at] ?? 0) : ((heap[at] ?? 0) * 114 + (heap[at + 1] ?? 0) * 587 + (heap[at + 2] ?? 0) * 299) / 1000;
    }
    return { width, height, grey, dotsPerInch, digest: createHash('sha256').update(grey).digest('base64') };
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap);
  }
}
