/** Turns an incoming PDF into one plain revision: decrypted, repaired, with what annotations and forms show painted into the page. */
import { maxPages } from './redaction-order.ts';
import { heapBytes, withMemory, withPage, withPdf, type OpenPdf, type OpenFailure } from './pdfium.ts';

const NORMAL_DISPLAY = 0;
const REMOVE_SECURITY = 3;

export type Flattened =
  | { readonly flattened: true; readonly bytes: Uint8Array; readonly pageCount: number }
  | { readonly flattened: false; readonly why: OpenFailure | 'no pages' | 'too many pages' };

/** What PDFium sees is from here on the only truth about the file, so two readers cannot disagree about it. */
export async function flattenPdf(bytes: Uint8Array): Promise<Flattened> {
  const outcome = await withPdf(bytes, (pdf) => {
    if (pdf.pageCount > maxPages) return { bytes: new Uint8Array(), pageCount: pdf.pageCount };
    for (let page = 1; page <= pdf.pageCount; page += 1) {
      withPage(pdf, page, (handle) => pdf.pdfium.FPDFPage_Flatten(handle, NORMAL_DISPLAY));
    }
    return { bytes: savePlain(pdf), pageCount: pdf.pageCount };
  });
  if (!outcome.opened) return { flattened: false, why: outcome.why };
  if (outcome.value.pageCount === 0) return { flattened: false, why: 'no pages' };
  if (outcome.value.pageCount > maxPages) return { flattened: false, why: 'too many pages' };
  return { flattened: true, ...outcome.value };
}

function savePlain({ pdfium, document }: OpenPdf): Uint8Array {
  const writer = pdfium.PDFiumExt_OpenFileWriter();
  try {
    pdfium.FPDF_SaveAsCopy(document, writer, REMOVE_SECURITY);
    const byteCount = pdfium.PDFiumExt_GetFileWriterSize(writer);
    return withMemory(pdfium, byteCount, (pointer) => {
      pdfium.PDFiumExt_GetFileWriterData(writer, pointer, byteCount);
      return heapBytes(pdfium).slice(pointer, pointer + byteCount);
    });
  } finally {
    pdfium.PDFiumExt_CloseFileWriter(writer);
  }
}
