/** Gets the words out of whatever kind of document was collected. */
import { parse as parseCsv } from 'csv-parse/sync';
import mammoth from 'mammoth';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { mediaTypes } from '../../../connected-systems/files/media-types.ts';
import type { Sheet } from '../../../connected-systems/files/spreadsheet-text.ts';
import { readPdf, type PdfFlags, type PdfPage } from '../pdf/read-pdf.ts';
import type { RefusalReason } from '../pdf/redaction-order.ts';

export interface AttachedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export type TextRefusal = RefusalReason | 'kind of file not supported' | 'not readable as a document' | 'too large';

/** One page of a PDF, or the whole of anything else, which has no pages until it is laid out. */
export interface TextPart {
  readonly page: number;
  readonly text: string;
}

export type ExtractedText =
  | {
      readonly extracted: true;
      readonly parts: readonly TextPart[];
      readonly attachments: readonly AttachedFile[];
      /** Only for a PDF. */
      readonly pdf: { readonly pages: readonly PdfPage[]; readonly flags: PdfFlags } | null;
    }
  | { readonly extracted: false; readonly why: TextRefusal };

const maxBytes = 200 * 1024 * 1024;

/** Refuses by name what it cannot read; the media type is the one established from the bytes, not the one claimed. */
export async function extractText(bytes: Uint8Array, mediaType: string): Promise<ExtractedText> {
  if (bytes.byteLength === 0) return { extracted: false, why: 'empty file' };
  if (bytes.byteLength > maxBytes) return { extracted: false, why: 'too large' };
  try {
    switch (mediaType.split(';')[0]?.trim().toLowerCase()) {
      case 'application/pdf': return await fromPdf(bytes);
      case mediaTypes.docx: return whole((await mammoth.extractRawText({ buffer: Buffer.from(bytes) })).value);
      case 'message/rfc822': return await fromEmail(bytes);
      case 'text/csv': return whole(fromCsv(bytes));
      case 'text/plain': case 'application/json': case 'application/jsonl': case 'text/calendar': case 'text/vcard': return whole(new TextDecoder().decode(bytes));
      case mediaTypes.xlsx: return await fromWorkbook(bytes);
      case mediaTypes.ods: return await fromOpenDocument(bytes);
      case mediaTypes.msg: return await fromOutlook(bytes);
      case mediaTypes.zip: return await fromArchive(bytes);
      default: return { extracted: false, why: 'kind of file not supported' };
    }
  } catch (cause) {
    if (cause instanceof RangeError || cause instanceof Error) return { extracted: false, why: 'not readable as a document' };
    throw cause;
  }
}

const whole = (text: string, attachments: readonly AttachedFile[] = []): ExtractedText => ({ extracted: true, parts: [{ page: 1, text }], attachments, pdf: null });

async function fromPdf(bytes: Uint8Array): Promise<ExtractedText> {
  const reading = await readPdf(bytes);
  if (!reading.read) return { extracted: false, why: reading.why };
  const { pages, flags } = reading;
  return { extracted: true, parts: pages.map(({ page, text }) => ({ page, text })), attachments: [], pdf: { pages, flags } };
}

const addressee = ({ name, address }: Address): string => (address === undefined ? name : name === '' ? address : `${name} <${address}>`);

/* The readers below are loaded when they are needed: the process that opens documents starts often, and most are PDFs and letters. */

async function fromWorkbook(bytes: Uint8Array): Promise<ExtractedText> {
  const { excelSheets } = await import('../../../connected-systems/files/excel-workbook.ts');
  return fromSheets(await excelSheets(bytes));
}

async function fromOpenDocument(bytes: Uint8Array): Promise<ExtractedText> {
  const { openDocumentSheets } = await import('../../../connected-systems/files/open-document-sheets.ts');
  return fromSheets(await openDocumentSheets(bytes));
}

async function fromSheets(sheets: readonly Sheet[]): Promise<ExtractedText> {
  const { textOfSheets } = await import('../../../connected-systems/files/spreadsheet-text.ts');
  return whole(textOfSheets(sheets));
}

async function fromOutlook(bytes: Uint8Array): Promise<ExtractedText> {
  const { readOutlookMessage } = await import('../../../connected-systems/files/outlook-message.ts');
  const { headers, body, attachments } = readOutlookMessage(bytes);
  return whole([...headers, '', body.trim()].join('\n'), attachments);
}

/** What is in it, by name: each entry is a document of its own. */
async function fromArchive(bytes: Uint8Array): Promise<ExtractedText> {
  const { unpackingBudget } = await import('../../../connected-systems/files/unpacking-limits.ts');
  const { openZip } = await import('../../../connected-systems/files/zip-archive.ts');
  const zip = await openZip(bytes, unpackingBudget());
  if (!zip.opened) return { extracted: false, why: zip.why === 'too-large' ? 'too large' : 'not readable as a document' };
  return whole(zip.entries.map(({ name, unreadable }) => (unreadable === null ? name : `${name} (not unpacked)`)).join('\n'));
}

async function fromEmail(bytes: Uint8Array): Promise<ExtractedText> {
  const mail = await PostalMime.parse(bytes);
  const body = mail.text ?? withoutTags(mail.html ?? '');
  const text = [...headersOf(mail), '', body.trim()].join('\n');
  const attachments = mail.attachments.map(({ filename, mimeType, content }) => ({
    name: filename ?? 'attachment', mediaType: mimeType, bytes: typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
  }));
  return whole(text, attachments);
}

function headersOf(mail: Email): readonly string[] {
  const people = (label: string, list: readonly Address[] | undefined): readonly string[] =>
    list === undefined || list.length === 0 ? [] : [`${label}: ${list.map(addressee).join('; ')}`];
  return [
    ...people('From', mail.from === undefined ? [] : [mail.from]), ...people('To', mail.to), ...people('Cc', mail.cc), ...people('Bcc', mail.bcc),
    ...(mail.date === undefined ? [] : [`Date: ${mail.date}`]), ...(mail.subject === undefined ? [] : [`Subject: ${mail.subject}`]),
  ];
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function entityText(entity: string): string {
  const name = entity.slice(1, -1).toLowerCase();
  if (!name.startsWith('#')) return entities[name] ?? entity;
  const point = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ' ';
}

/** The words of an HTML message that came without a plain version. */
function withoutTags(html: string): string {
  return html
    .replace(/<(style|script|head)\b[^>]*>[^]*?<\/\1>/gi, ' ')
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6])\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,6});/gi, entityText);
}

/** A table as lines of "heading: cell", which read well aloud and never run as formulas. */
function fromCsv(bytes: Uint8Array): string {
  const rows: string[][] = parseCsv(Buffer.from(bytes), { bom: true, relaxColumnCount: true, relaxQuotes: true, skipEmptyLines: true });
  const [headings = [], ...records] = rows;
  return records.map((cells) => cells.map((cell, i) => `${headings[i] ?? `Column ${String(i + 1)}`}: ${cell}`).join('\n')).join('\n\n');
}
