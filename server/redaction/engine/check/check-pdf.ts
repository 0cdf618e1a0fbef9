/** Attacks a PDF: looks for every term in every place and form it could survive in. Shares no judgement with the removal. */
import { readImagesOfFile } from './look-at-images.ts';
import { readFileInPictures } from './look-at-pages.ts';
import { carveStreams, readObjects, stringsInStream } from './object-strings.ts';
import { readShownPages } from './shown-text.ts';
import { withPdf } from '../pdf/pdfium.ts';
import { patternsFor, presentInBytes, readableIn, readableInPicture, readableOver, type TermPatterns } from './written-forms.ts';

/** `page` is from 1, or null where the finding belongs to the document as a whole. */
export interface Finding {
  readonly page: number | null;
  readonly where: string;
  readonly term: string;
}

export interface CheckOutcome {
  readonly clean: boolean;
  readonly places: readonly Finding[];
}

/** Everything found, each place once. A file that cannot be read is not clean. */
export async function checkPdf(file: Uint8Array, terms: readonly string[]): Promise<CheckOutcome> {
  const patterns = [...new Set(terms)].flatMap((term) => patternsFor(term) ?? []);
  const places = new Map<string, Finding>();
  const note = (found: readonly string[], page: number | null, where: string): void => {
    for (const term of found) places.set(`${String(page)}|${where}|${term}`, { page, where, term });
  };
  note(presentInBytes(file, patterns), null, 'the raw file');
  const shown = await withPdf(file, readShownPages);
  if (!shown.opened) return { clean: false, places: [{ page: null, where: shown.why, term: '' }] };
  for (const { page, text } of shown.value) note(readableIn(text, patterns), page, 'the text of the page');
  for (const [i, { page, text }] of shown.value.entries()) {
    const before = shown.value[i - 1]?.text ?? '';
    if (before !== '') note(readableOver(before, text, patterns), page, 'the text over two pages');
  }
  try {
    await searchObjects(file, patterns, note);
  } catch {
    return { clean: false, places: [{ page: null, where: 'objects that cannot be read', term: '' }] };
  }
  const pages = shown.value.filter(({ mustBeLookedAt }) => mustBeLookedAt).map(({ page }) => page);
  const { seen, undrawn } = await readFileInPictures(file, pages);
  for (const { page, text } of seen) note(readableInPicture(text, patterns), page, 'the picture of the page');
  for (const page of undrawn) note([''], page, 'a page that cannot be drawn');
  for (const { page, text } of await readImagesOfFile(file, pages.filter((page) => !undrawn.includes(page)))) note(readableInPicture(text, patterns), page, 'a picture of the page');
  return { clean: places.size === 0, places: [...places.values()] };
}

type Note = (found: readonly string[], page: number | null, where: string) => void;

async function searchObjects(file: Uint8Array, patterns: readonly TermPatterns[], note: Note): Promise<void> {
  const { strings, streams } = await readObjects(file);
  for (const { where, text } of strings) note(readableIn(text, patterns), null, where);
  for (const { where, bytes } of [...streams, ...carveStreams(file)]) {
    note(presentInBytes(bytes, patterns), null, `the stream of ${where}`);
    note(readableIn(stringsInStream(bytes), patterns), null, `the strings of ${where}`);
  }
}
