/** Reads every finished file again and searches it for everything that was removed. */

import { PDFDocument } from '@cantoo/pdf-lib';
import { activeContentIn } from './active-content.ts';
import { reportOf, type GateCheck, type GateFailure, type GateReport } from './gate-report.ts';
import { piecesOf, searchIn, soughtTerm, type TextSearch } from './term-search.ts';

/** Words that were removed, or that may never leave. */
export interface RemovedTerm {
  readonly id: string;
  readonly text: string;
  /** A protected value: found anywhere, it trips the wire. */
  readonly isProtected: boolean;
  /** A single everyday word, such as a name that is also a month, is sought only where it was removed. Absent: everywhere. */
  readonly onlyInItems?: readonly number[];
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
  /** Which items stand on a page of a volume, in order. */
  readonly itemsOnPage?: (page: number) => readonly number[];
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
  [/^text|text of the page/i, 'text'],
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

function itemsAt({ itemNumber, itemsOnPage }: OutputFile, page: number | null): readonly number[] {
  if (itemNumber !== null) return [itemNumber];
  return page === null ? [] : (itemsOnPage?.(page) ?? []);
}

function failureIn(file: OutputFile, { check, where, page = null, term }: Place): GateFailure {
  const items = itemsAt(file, page);
  const itemNumber = items.find((item) => term?.onlyInItems?.includes(item) === true) ?? items.at(0) ?? null;
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
    if (removed !== undefined && !isSoughtOn(file, page, removed)) continue;
    failures.push(failureIn(file, { check: checkOf(where), where, page, ...(removed === undefined ? {} : { term: removed }) }));
  }
  // A checker that is not content but cannot say where still blocks the release.
  if (!clean && places.length === 0) failures.push(failureIn(file, { check: 'readable', where: 'file' }));
  return failures;
}

function isSoughtOn(file: OutputFile, page: number | null, { onlyInItems }: RemovedTerm): boolean {
  return onlyInItems === undefined || itemsAt(file, page).some((item) => onlyInItems.includes(item));
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

/**
 * Every word of the data, keys included, and the bytes as they stand; each item by itself for what was removed only there.
 * Searched piece by piece: a search holds its text several times over, and the data of 3,000 pages at once would take half a gigabyte.
 */
function attackData(file: OutputFile, bytes: Uint8Array): readonly GateFailure[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const data = parsed(text);
  if (data === undefined) return [failureIn(file, { check: 'readable', where: 'file' })];
  const sought = file.terms.map((term) => ({ term, sought: soughtTerm(term.text) }));
  const everywhere = sought.filter(({ term }) => term.onlyInItems === undefined);
  const found = new Set<RemovedTerm>();
  const seek = (search: TextSearch): void => {
    for (const each of everywhere) if (!found.has(each.term) && search.has(each.sought)) found.add(each.term);
  };
  const longest = Math.max(0, ...file.terms.map((term) => term.text.length));
  for (const piece of piecesOf(text, longest)) seek(searchIn(piece));
  seek(searchIn(wordsOf(besideItems(data))));
  const inItems: GateFailure[] = [];
  for (const { number, search } of itemsOf(data)) {
    seek(search);
    const here = sought.filter((each) => each.term.onlyInItems?.includes(number) === true && search.has(each.sought));
    inItems.push(...here.map(({ term }) => ({ ...failureIn(file, { check: 'data', where: 'data', term }), itemNumber: number })));
  }
  return [...file.terms.filter((term) => found.has(term)).map((term) => failureIn(file, { check: 'data', where: 'data', term })), ...inItems];
}

/** What stands around the items; all of it, where they are not the list that this gate looks through one by one. */
function besideItems(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'items' in data && Array.isArray(data.items) && data.items.every(isNumbered) ? { ...data, items: null } : data;
}

function isNumbered(item: unknown): item is { readonly number: number } {
  return typeof item === 'object' && item !== null && 'number' in item && typeof item.number === 'number';
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, member]: [string, unknown]) => (Array.isArray(value) ? wordsOf(member) : `${key}\n${wordsOf(member)}`))
    .join('\n');
}

function* itemsOf(data: unknown): Generator<{ readonly number: number; readonly search: TextSearch }> {
  if (typeof data !== 'object' || data === null || !('items' in data) || !Array.isArray(data.items)) return;
  for (const item of data.items as readonly unknown[]) if (isNumbered(item)) yield { number: item.number, search: searchIn(wordsOf(item)) };
}
