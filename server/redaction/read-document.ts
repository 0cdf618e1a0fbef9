/** Reads one collected item: its text by page, which pages a person must read, and the name of what is wrong with it. */

import { establishedKind } from '../intake/kind-of-file.ts';
import type { CollectedItem, ItemPage } from '../casework/read-items.ts';
import type { Reading } from '../casework/keep-text.ts';
import { readWordsApart } from './engine/apart/documents.ts';
import type { TextRefusal } from './engine/text/extract-text.ts';
import type { WordPage, WordReading } from './engine/text/read-words.ts';

/** Never throws for what a document holds: whatever cannot be read has a named state and waits for a person. */
export async function readDocument(item: Pick<CollectedItem, 'kind' | 'mediaType' | 'title' | 'facts'>, bytes: Uint8Array): Promise<Reading> {
  if (item.kind === 'record') return recordReading(item);
  const extracted = await readWordsApart(bytes, await establishedKind(bytes, item.mediaType));
  return extracted.extracted ? readingOf(extracted) : refusedReading(extracted.why);
}

/** The fields in their order, one a line, so that a mark on a record is a mark on words. */
function recordReading({ facts }: Pick<CollectedItem, 'facts'>): Reading {
  const text = facts.fields.map(({ label, value }) => `${label}: ${value}`).join('\n');
  return { state: 'read', refusedBecause: null, text: { pages: [textPage(1, text)] }, checks: [] };
}

function textPage(number: number, text: string): ItemPage {
  return { number, width: 0, height: 0, text, isImageOnly: false, needsCheck: false };
}

function readingOf({ parts, pdf }: Extract<WordReading, { extracted: true }>): Reading {
  if (pdf === null) return { state: 'read', refusedBecause: null, text: { pages: parts.map(({ page, text }) => textPage(page, text)) }, checks: [] };
  const pages = pdf.pages.map(pageOf);
  const checks = pages.filter(({ needsCheck }) => needsCheck).map(({ number, isImageOnly }) => ({ page: number, why: isImageOnly ? 'picture' : 'no-words' }));
  return {
    state: checks.length === pages.length ? 'unread by machine' : 'read',
    // Not a refusal: the item is read, and the officer is told what it carries.
    refusedBecause: pdf.flags.hasJavaScript ? 'active-content' : null,
    text: { pages },
    checks,
  };
}

function pageOf(page: WordPage): ItemPage {
  const isImageOnly = page.readFrom !== 'text' && page.hasPictures;
  return {
    number: page.page,
    width: page.width,
    height: page.height,
    text: page.text,
    isImageOnly,
    needsCheck: page.isUnreadByMachine || (page.readFrom === 'nothing' && page.hasPictures),
    words: [...page.words],
  };
}

const refusals: Readonly<Partial<Record<TextRefusal, string>>> = {
  'empty file': 'empty',
  'needs a password': 'encrypted',
  'kind of file not supported': 'unsupported',
  'too large': 'too-large',
  'too many pages': 'too-large',
  'took too long': 'overrun',
  'took too much memory': 'overrun',
  'could not be opened safely': 'unsafe',
};

/** A file that cannot be read stays in the case, and its one check keeps the case from clearance until a person has seen to it. */
function refusedReading(why: TextRefusal): Reading {
  const refusedBecause = refusals[why] ?? 'broken';
  return { state: 'refused', refusedBecause, text: { pages: [] }, checks: [{ page: 1, why: refusedBecause }] };
}
