/** Removes terms and marked areas from a PDF for good, or refuses. */
import { checkPdf } from '../check/check-pdf.ts';
import { imageCleaner } from './clean-image.ts';
import { flattenPdf } from './flatten.ts';
import { foldText } from './find-terms.ts';
import { piecesOverPages } from './over-pages.ts';
import { readPageText } from './page-text.ts';
import { withPdf } from './pdfium.ts';
import { labelOfTerm, type PageOutcome, type RedactionOrder, type RedactionOutcome } from './redaction-order.ts';
import { imageReader } from './read-images.ts';
import { redactPage } from './redact-page.ts';
import { startRebuild } from './rebuild.ts';

/** Nothing is returned that the independent check has not found clean. A page that fails it is replaced by its redacted picture, which is read again until it is clean or given up. */
export async function redactPdf(order: RedactionOrder): Promise<RedactionOutcome> {
  if (order.bytes.byteLength === 0) return { redacted: false, why: 'empty file', places: [] };
  const flat = await flattenPdf(order.bytes);
  if (!flat.flattened) return { redacted: false, why: flat.why, places: [] };
  if (order.marks.some(({ page }) => !Number.isInteger(page) || page < 1 || page > flat.pageCount)) {
    return { redacted: false, why: 'a mark is outside the document', places: [] };
  }
  try {
    return await redactFlat(order, flat.bytes);
  } catch (fault) {
    // Objects that hold one another without end overflow the stack.
    if (fault instanceof RangeError) return { redacted: false, why: 'not readable as a PDF', places: [] };
    throw fault;
  }
}

async function redactFlat(order: RedactionOrder, flat: Uint8Array): Promise<RedactionOutcome> {
  const first = await attempt(order, flat, new Set());
  if (first.check.clean) return { redacted: true, pdf: first.pdf, pages: first.pages };
  let last = await attempt(order, flat, failedPages(first));
  for (let again = 0; again < moreReadings && !last.check.clean; again += 1) last = await readAgain(order, last);
  if (last.check.clean) return { redacted: true, pdf: last.pdf, pages: last.pages };
  return { redacted: false, why: 'could not be made clean', places: last.check.places };
}

/** A scan reads a little differently each time: what one reading missed, the next may find in what is left of the picture. */
const moreReadings = 2;

async function readAgain(order: RedactionOrder, before: Attempt): Promise<Attempt> {
  const after = await attempt({ ...order, marks: [] }, before.pdf, failedPages(before));
  const pages = after.pages.map((page, index) => ({ ...page, blanks: page.blanks + (before.pages[index]?.blanks ?? 0) }));
  return { ...after, pages };
}

interface Attempt {
  readonly pdf: Uint8Array;
  readonly pages: readonly PageOutcome[];
  readonly check: Awaited<ReturnType<typeof checkPdf>>;
}

/** The pages to be tried as pictures; all of them when a finding cannot be laid at one page's door. */
function failedPages({ check, pages }: Attempt): ReadonlySet<number> {
  const named = check.places.flatMap(({ page }) => (page === null ? [] : [page]));
  return new Set(named.length > 0 ? named : pages.map(({ page }) => page));
}

async function textsOf(flat: Uint8Array): Promise<readonly string[]> {
  const read = await withPdf(flat, (pdf) => Array.from({ length: pdf.pageCount }, (_, i) => readPageText(pdf, i + 1).text));
  return read.opened ? read.value : [];
}

/** A piece of a term has the label of its term. */
function withPieces({ terms, labels }: RedactionOrder, pieces: readonly string[]): RedactionOrder['labels'] {
  if (labels.byTerm === undefined || pieces.length === 0) return labels;
  const ofPieces = pieces.map((piece): [string, string] => [piece, labelOfTerm(terms.find((term) => foldText(term).includes(piece)) ?? piece, labels)]);
  return { ...labels, byTerm: new Map([...labels.byTerm, ...ofPieces]) };
}

async function attempt(order: RedactionOrder, flat: Uint8Array, asPictures: ReadonlySet<number>): Promise<Attempt> {
  const rebuild = await startRebuild(flat);
  if (order.title !== undefined) rebuild.target.setTitle(order.title, { showInWindowTitleBar: true });
  const images = imageCleaner(rebuild.target);
  const reader = imageReader();
  const overPages = piecesOverPages(await textsOf(flat), order.terms);
  const pages: PageOutcome[] = [];
  for (let page = 1; page <= rebuild.source.getPageCount(); page += 1) {
    const ofPage = { ...order, terms: [...order.terms, ...(overPages[page - 1] ?? [])], labels: withPieces(order, overPages[page - 1] ?? []) };
    pages.push(await redactPage({ order: ofPage, flat, rebuild, images, reader, page, hasFailed: asPictures.has(page) }));
  }
  rebuild.fonts.finish();
  const pdf = await rebuild.target.save({ useObjectStreams: false, addDefaultPage: false });
  return { pdf, pages, check: await checkPdf(pdf, order.terms) };
}
