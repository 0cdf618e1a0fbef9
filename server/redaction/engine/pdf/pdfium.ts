/** Loads PDFium once in a process and lends it out, so that every pointer taken is given back. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';

export type Pdfium = WrappedPdfiumModule;

let loading: Promise<Pdfium> | null = null;

/** PDFium, started at the first call and shared by every later one. */
export function loadPdfium(): Promise<Pdfium> {
  loading ??= start();
  return loading;
}

async function start(): Promise<Pdfium> {
  const wasmPath = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
  const file = readFileSync(wasmPath);
  const wasmBinary = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
  const pdfium = await init({ wasmBinary });
  pdfium.PDFiumExt_Init();
  return pdfium;
}

/** The heap as bytes. Asked for each time, because a growing heap moves. */
export function heapBytes(pdfium: Pdfium): Uint8Array {
  const heap: unknown = Reflect.get(pdfium.pdfium, 'HEAPU8');
  if (!(heap instanceof Uint8Array)) throw new Error('PDFium has no heap');
  return heap;
}

/** Lends zeroed memory of `byteCount` bytes for the length of one call. */
export function withMemory<T>(pdfium: Pdfium, byteCount: number, use: (pointer: number) => T): T {
  const pointer = pdfium.pdfium.wasmExports.malloc(Math.max(byteCount, 8));
  if (pointer === 0) throw new Error('PDFium has no memory left');
  heapBytes(pdfium).fill(0, pointer, pointer + byteCount);
  try {
    return use(pointer);
  } finally {
    pdfium.pdfium.wasmExports.free(pointer);
  }
}

/** Reads `count` doubles that lie one after another. */
export function readDoubles(pdfium: Pdfium, pointer: number, count: number): readonly number[] {
  const heap = heapBytes(pdfium);
  const view = new DataView(heap.buffer, heap.byteOffset + pointer, count * 8);
  return Array.from({ length: count }, (_, i) => view.getFloat64(i * 8, true));
}

export interface OpenPdf {
  readonly pdfium: Pdfium;
  readonly document: number;
  readonly pageCount: number;
}

/** PDFium's own error numbers that matter to us. */
const PASSWORD_NEEDED = 4;

export type OpenFailure = 'needs a password' | 'not readable as a PDF';

/** Lends an open document (an empty user password is tried) and closes it afterwards, whatever happens. */
export async function withPdf<T>(
  bytes: Uint8Array,
  use: (pdf: OpenPdf) => T,
): Promise<{ readonly opened: true; readonly value: T } | { readonly opened: false; readonly why: OpenFailure }> {
  const pdfium = await loadPdfium();
  return withMemory(pdfium, bytes.byteLength, (pointer) => {
    heapBytes(pdfium).set(bytes, pointer);
    const document = pdfium.FPDF_LoadMemDocument(pointer, bytes.byteLength, '');
    if (document === 0) {
      const why = pdfium.FPDF_GetLastError() === PASSWORD_NEEDED ? 'needs a password' : 'not readable as a PDF';
      return { opened: false, why } as const;
    }
    try {
      return { opened: true, value: use({ pdfium, document, pageCount: pdfium.FPDF_GetPageCount(document) }) } as const;
    } finally {
      pdfium.FPDF_CloseDocument(document);
    }
  });
}

/** Lends one page (from 1) and closes it afterwards; null when PDFium cannot load it. */
export function withPage<T>(pdf: OpenPdf, pageNumber: number, use: (page: number) => T): T | null {
  const page = pdf.pdfium.FPDF_LoadPage(pdf.document, pageNumber - 1);
  if (page === 0) return null;
  try {
    return use(page);
  } finally {
    pdf.pdfium.FPDF_ClosePage(page);
  }
}
