/** Reads every finished file again and searches it for everything that was removed. */

import { PDFDocument } from '@cantoo/pdf-lib';
import { activeContentIn } from './active-content.ts';
import { reportOf, type GateCheck, type GateFailure, type GateReport } from './gate-report.ts';
import { searchIn } from './term-search.ts';

/** Words that were removed, or that may never leave. */
export interface RemovedTerm {
  readonly id: string;
  readonly text: string;
  /** A protected value: found anywhere, it trips the wire. */
  readonly isProtected: boolean;
}

/** One file as the recipient will have it. */
export interface OutputFile {
  readonly fileName: string;
  readonly format: 'pdf' | 'json';
  /** The item it is made of; null for a volume or the data file. */
  readonly itemNumber: number | null;
  readonly read: () => Promise<Uint8Array>;
  /** What must not be in this file. */
  readonly terms: readonly RemovedTerm[];
  readonly expectedPageCount?: number;
  /** Which item stands on a page of a volume. */
  readonly itemOnPage?: (page: number) => number | null;
}

/** The independent checker: it extracts text, pictures and hidden layers by other means than those that made the file. */
export type PdfCheck = (pdf: Uint8Array, terms: readonly string[]) => Promise<{
  readonly clean: boolean;
  readonly places: readonly { readonly page: number | null; readonly where: string; readonly term: string }[];
}>;

export interface GateTools {
  readonly checkPdf: PdfCheck;
}

const neutralName = /^(?:document-\d{3,6}\.pdf|volume-\d{1,4}\.pdf|data\.json)$/;

/** Which of the nine checks a place belongs to; what the checker calls otherwise counts as hidden. */
const checkOfPlace: readonly (readonly [RegExp, GateCheck])[] = [
  [/prop|meta|info|xmp/i, 'properties'],
  [/image|picture|render|ocr|pixel|raster|thumb/i, 'pictures'],
  [/attach|script|action|embedded/i, 'active'],
  [/^text|page text|^page$/i, 'text'],
];

function checkOf(where: string): GateCheck {
  return checkOfPlace.find(([pattern]) => pattern.test(where))?.[1] ?? 'hidden';
}

/** Checks one file, so that a job can check a thousand one at a time. */
export async function attackFile(file: OutputFile, tools: GateTools): Promise<readonly GateFailure[]> {
  const named = checkName(file);
  const bytes = await file.read();
  const inside = file.format === 'pdf' ? await attackPdf(file, bytes, tools) : attackData(file, bytes);
  return [...named, ...inside];
}

/** All files, one after another; only one is held. */
export async function attackOutput(files: readonly OutputFile[], tools: GateTools): Promise<GateReport> {
  const failures: GateFailure[] = [];
  for (const file of files) failures.push(...(await attackFile(file, tools)));
  return reportOf(files.length, failures);
}

interface Place {
  readonly check: GateCheck;
  readonly where: string;
  readonly page?: number | null;
  readonly term?: RemovedTerm;
}

function failureIn(file: OutputFile, { check, where, page = null, term }: Place): GateFailure {
  const itemNumber = file.itemNumber ?? (page === null ? null : (file.itemOnPage?.(page) ?? null));
  return { check: term?.isProtected === true ? 'protected' : check, fileName: file.fileName, itemNumber, page, where, termId: term?.id ?? null };
}

function checkName(file: OutputFile): readonly GateFailure[] {
  const search = searchIn(file.fileName);
  const found = file.terms.filter((term) => search.has(term.text)).map((term) => failureIn(file, { check: 'names', where: 'name', term }));
  return neutralName.test(file.fileName) ? found : [...found, failureIn(file, { check: 'names', where: 'name' })];
}

async function attackPdf(file: OutputFile, bytes: Uint8Array, { checkPdf }: GateTools): Promise<readonly GateFailure[]> {
  const read = await loadPdf(bytes);
  if (read === null) return [failureIn(file, { check: 'readable', where: 'file' })];
  const failures: GateFailure[] = [];
  if (file.expectedPageCount !== undefined && read.getPageCount() !== file.expectedPageCount) failures.push(failureIn(file, { check: 'readable', where: 'page count' }));
  for (const where of activeContentIn(read)) failures.push(failureIn(file, { check: 'active', where }));
  const byText = new Map(file.terms.map((term) => [term.text, term]));
  const { clean, places } = await checkPdf(bytes, [...byText.keys()]);
  for (const { page, where, term } of places) {
    const removed = byText.get(term);
    failures.push(failureIn(file, { check: checkOf(where), where, page, ...(removed === undefined ? {} : { term: removed }) }));
  }
  // A checker that is not content but cannot say where still blocks the release.
  if (!clean && places.length === 0) failures.push(failureIn(file, { check: 'readable', where: 'file' }));
  return failures;
}

/** Null unless every page can be reached without a password. */
async function loadPdf(bytes: Uint8Array): Promise<PDFDocument | null> {
  try {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false, ignoreEncryption: true });
    return pdf.isEncrypted || pdf.getPageCount() === 0 ? null : pdf;
  } catch {
    // Unreadable is an answer here: the caller records it as a failed check.
    return null;
  }
}

/** Every word of the data, keys included, and the bytes as they stand. */
function attackData(file: OutputFile, bytes: Uint8Array): readonly GateFailure[] {
  const text = Buffer.from(bytes).toString('utf8');
  const strings = stringsOf(text);
  if (strings === null) return [failureIn(file, { check: 'readable', where: 'file' })];
  const search = searchIn(`${strings.join('\n')}\n${text}`);
  return file.terms.filter((term) => search.has(term.text)).map((term) => failureIn(file, { check: 'data', where: 'data', term }));
}

function stringsOf(json: string): readonly string[] | null {
  try {
    const strings: string[] = [];
    JSON.parse(json, (key, value: unknown) => {
      strings.push(key);
      if (typeof value === 'string') strings.push(value);
      return value;
    });
    return strings;
  } catch {
    return null;
  }
}
