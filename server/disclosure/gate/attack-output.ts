/** Reads every finished file again and searches it for everything that was removed. */

import { PDFDocument } from '@cantoo/pdf-lib';
import { gathered } from '../../platform/gathered.ts';
import { activeContentIn } from './active-content.ts';
import { attackData } from './attack-data.ts';
import { reportOf, type GateCheck, type GateFailure, type GateReport } from './gate-report.ts';
import { failureIn, itemsAt, type OutputFile, type RemovedTerm } from './output-file.ts';
import { searchIn } from './term-search.ts';

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
  return [...named, ...(file.format === 'pdf' ? await attackPdf(file, await gathered(file.read()), tools) : await attackData(file))];
}

/** All files, one after another; only one is held. */
export async function attackOutput(files: readonly OutputFile[], tools: GateTools): Promise<GateReport> {
  const failures: GateFailure[] = [];
  for (const file of files) failures.push(...(await attackFile(file, tools)));
  return reportOf(files.length, failures);
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
