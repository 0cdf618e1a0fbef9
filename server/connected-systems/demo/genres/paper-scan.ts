/** Draws a paper as a scan: pages of grey pixels, a little crooked and dirty, with no text in them. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { init } from '@embedpdf/pdfium';
import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import jpeg from 'jpeg-js';
import PDFDocument from 'pdfkit';
import type { Random } from '../seeded-random.ts';
import type { Paper } from './paper.ts';
import { pdfOf } from './paper-pdf.ts';

const dotsPerInch = 110;
const scale = dotsPerInch / 72;
const size = { width: Math.round(595.28 * scale), height: Math.round(841.89 * scale) };

let engine: Promise<WrappedPdfiumModule> | undefined;

async function startEngine(): Promise<WrappedPdfiumModule> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm'));
  const wasmBinary = new Uint8Array(wasm).buffer;
  const started = await init({ wasmBinary });
  started.PDFiumExt_Init();
  return started;
}

/** The engine's memory as it is now: it moves when the engine grows, so it is asked for each time. */
function memoryOf({ pdfium }: WrappedPdfiumModule): Uint8Array {
  if ('HEAPU8' in pdfium && pdfium.HEAPU8 instanceof Uint8Array) return pdfium.HEAPU8;
  throw new TypeError('The PDF engine shows no memory.');
}

/** The same bytes for the same paper and the same chance. */
export async function scanOf(paper: Paper, random: Random): Promise<Uint8Array> {
  const pages = await rendered(await pdfOf(paper), random);
  const doc = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, info: { Title: 'Scan', Producer: 'Copier 4', CreationDate: new Date(`${paper.writtenOn}T09:00:00Z`) } });
  const parts: Uint8Array[] = [];
  doc.on('data', (part: Uint8Array) => parts.push(part));
  const ended = new Promise<void>((resolve, reject) => void doc.once('end', resolve).once('error', reject));
  for (const page of pages) doc.addPage().image(page, 0, 0, { width: 595.28, height: 841.89 });
  doc.end();
  await ended;
  return Buffer.concat(parts);
}

async function rendered(pdf: Uint8Array, random: Random): Promise<readonly Buffer[]> {
  const pdfium = await (engine ??= startEngine());
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const at = malloc(pdf.byteLength);
  memoryOf(pdfium).set(pdf, at);
  const document = pdfium.FPDF_LoadMemDocument(at, pdf.byteLength, '');
  try {
    return Array.from({ length: pdfium.FPDF_GetPageCount(document) }, (_, page) => dirtied(renderPage(pdfium, { document, page }, random), random));
  } finally {
    pdfium.FPDF_CloseDocument(document);
    free(at);
  }
}

function renderPage(pdfium: WrappedPdfiumModule, place: { readonly document: number; readonly page: number }, random: Random): Uint8Array {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const page = pdfium.FPDF_LoadPage(place.document, place.page);
  const bitmap = pdfium.FPDFBitmap_Create(size.width, size.height, 0);
  const numbers = malloc(40);
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, size.width, size.height, 0xfffcfcf8);
    const lean = (random.next() - 0.5) * 0.022;
    const leaning = [scale, scale * lean, -scale * lean, scale, 4 * random.next(), 6 * random.next()];
    const placed = Float32Array.from([...leaning, 0, 0, size.width, size.height]);
    memoryOf(pdfium).set(new Uint8Array(placed.buffer), numbers);
    pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page, numbers, numbers + 24, 0);
    const from = pdfium.FPDFBitmap_GetBuffer(bitmap);
    return memoryOf(pdfium).slice(from, from + size.width * size.height * 4);
  } finally {
    free(numbers);
    pdfium.FPDFBitmap_Destroy(bitmap);
    pdfium.FPDF_ClosePage(page);
  }
}

/** Grey, speckled and darker towards one edge, as an old copier leaves it. */
function dirtied(pixels: Uint8Array, random: Random): Buffer {
  const noise = Float32Array.from({ length: 4096 }, () => (random.next() - 0.5) * 26);
  for (let at = 0, dot = 0; at < pixels.length; at += 4, dot += 1) {
    const shade = (dot % size.width) / size.width < 0.02 ? 40 : 0;
    const grey = Math.max(0, Math.min(255, (pixels[at + 1] ?? 255) - 6 - shade + (noise[(dot * 31 + (dot >> 7)) & 4095] ?? 0)));
    pixels[at] = grey;
    pixels[at + 1] = grey;
    pixels[at + 2] = grey;
    pixels[at + 3] = 255;
  }
  return jpeg.encode({ data: pixels, width: size.width, height: size.height }, 55).data;
}
