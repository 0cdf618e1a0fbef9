/** Makes the copy that officers review of an office document or an Outlook message: a PDF, whose pages can be marked as they look. */

import { excelSheets } from '../connected-systems/files/excel-workbook.ts';
import { mediaTypes } from '../connected-systems/files/media-types.ts';
import { readOutlookMessage } from '../connected-systems/files/outlook-message.ts';
import { openDocumentSheets } from '../connected-systems/files/open-document-sheets.ts';
import { textOfSheets } from '../connected-systems/files/spreadsheet-text.ts';
import type { Office, OfficeEnding } from './office.ts';

/** `not convertible` for every kind that is read as it is. */
export type Converted = { readonly note: 'converted'; readonly pdf: Uint8Array } | { readonly note: 'not-installed' | 'failed' | 'not convertible' };

interface Printing {
  readonly ending: OfficeEnding;
  readonly bytes: (original: Uint8Array) => Promise<Uint8Array>;
}

const asItIs = (original: Uint8Array): Promise<Uint8Array> => Promise.resolve(original);

/**
 * A spreadsheet is printed from its words: on pages of its own it would cut what is wider than its cell, leave hidden sheets out, and
 * compute its formulas anew. LibreOffice knows no Outlook messages: it is given the words as well.
 */
const printings: ReadonlyMap<string, Printing> = new Map([
  [mediaTypes.docx, { ending: 'docx', bytes: asItIs }],
  [mediaTypes.odt, { ending: 'odt', bytes: asItIs }],
  [mediaTypes.xlsx, { ending: 'txt', bytes: async (original) => textOf(textOfSheets(await excelSheets(original))) }],
  [mediaTypes.ods, { ending: 'txt', bytes: async (original) => textOf(textOfSheets(await openDocumentSheets(original))) }],
  [mediaTypes.msg, { ending: 'txt', bytes: (original) => Promise.resolve(messageAsText(original)) }],
] as const);

/** @param office null where LibreOffice is not installed */
export async function convertForReview(office: Office | null, { bytes, mediaType }: { readonly bytes: Uint8Array; readonly mediaType: string }): Promise<Converted> {
  const printing = printings.get(mediaType);
  if (printing === undefined || bytes.byteLength === 0) return { note: 'not convertible' };
  if (office === null) return { note: 'not-installed' };
  try {
    const pdf = await office.pdfOf(await printing.bytes(bytes), printing.ending);
    return pdf === null ? { note: 'failed' } : { note: 'converted', pdf };
  } catch {
    // What it cannot open is shown as text, or refused by whoever reads it; the original is kept either way.
    return { note: 'failed' };
  }
}

function messageAsText(bytes: Uint8Array): Uint8Array {
  const { headers, body } = readOutlookMessage(bytes);
  return textOf([...headers, '', body.trim(), ''].join('\n'));
}

function textOf(words: string): Uint8Array {
  return Buffer.from(words, 'utf8');
}
