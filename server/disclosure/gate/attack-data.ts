/** Searches the answer's data for what was removed, line by line: the data of 3,000 pages at once would take half a gigabyte. */

import type { GateFailure } from './gate-report.ts';
import { failureIn, type OutputFile, type RemovedTerm } from './output-file.ts';
import { piecesOf, searchIn, soughtTerm, type TextSearch } from './term-search.ts';

/**
 * Every word of the data, keys included, and the bytes as they stand; each item by itself for what was removed only there.
 * The data is written one item a line, and whatever is not so is no data of ours; JSON on a single line is read whole.
 */
export async function attackData(file: OutputFile): Promise<readonly GateFailure[]> {
  const seeker = openSeeker(file);
  const shape = openShape(seeker);
  try {
    for await (const line of linesOf(file.read())) {
      seeker.bytes(line);
      shape.take(line);
    }
    shape.end();
  } catch (error) {
    if (error instanceof NotData) return [failureIn(file, { check: 'readable', where: 'file' })];
    throw error;
  }
  return seeker.failures();
}

class NotData extends Error {
  override readonly name = 'NotData';
}

/** UTF-8 split at line ends, which stand only between items. @throws NotData for bytes that are no text. */
async function* linesOf(parts: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let unfinished = '';
  const decoded = (part?: Uint8Array): string => {
    try {
      return part === undefined ? decoder.decode() : decoder.decode(part, { stream: true });
    } catch (error) {
      throw new NotData('the data is no text', { cause: error });
    }
  };
  for await (const part of parts) {
    const lines = (unfinished + decoded(part)).split('\n');
    unfinished = lines.pop() ?? '';
    yield* lines;
  }
  yield unfinished + decoded();
}

interface Shape {
  /** @throws NotData */
  readonly take: (line: string) => void;
  /** @throws NotData */
  readonly end: () => void;
}

/** Puts the lines together: an opening that ends in the list of items, the items with commas between them, and the end of both. */
function openShape(seeker: Seeker): Shape {
  let opening: string | null = null;
  let items = 0;
  let isMoreToCome = false;
  let isEnded = false;
  return {
    take: (line) => {
      if (opening === null) opening = line;
      else if (isEnded || line === '') refuseUnless(line === '' && (isEnded || items === 0));
      else if (line === ']}') {
        refuseUnless(!isMoreToCome);
        isEnded = true;
      } else {
        refuseUnless(items === 0 || isMoreToCome);
        isMoreToCome = line.endsWith(',');
        items += 1;
        seeker.item(parsed(isMoreToCome ? line.slice(0, -1) : line));
      }
    },
    end: () => {
      refuseUnless(isEnded || items === 0);
      if (isEnded) seeker.words(wordsOf(parsed(`${opening ?? ''}]}`)));
      else seeker.whole(parsed(opening ?? ''));
    },
  };
}

function refuseUnless(isData: boolean): void {
  if (!isData) throw new NotData('the data is not written as it should be');
}

/** @throws NotData */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new NotData('the data is not JSON', { cause: error });
  }
}

interface Seeker {
  /** A line as it stands. */
  readonly bytes: (line: string) => void;
  readonly words: (words: string) => void;
  readonly item: (item: unknown) => void;
  readonly whole: (data: unknown) => void;
  readonly failures: () => readonly GateFailure[];
}

function openSeeker(file: OutputFile): Seeker {
  const sought = file.terms.map((term) => ({ term, sought: soughtTerm(term.text) }));
  const everywhere = sought.filter(({ term }) => term.onlyInItems === undefined);
  const longest = file.terms.reduce((most, { text }) => Math.max(most, text.length), 0);
  const found = new Set<RemovedTerm>();
  const inItems: GateFailure[] = [];
  const seek = (search: TextSearch): void => {
    for (const each of everywhere) if (!found.has(each.term) && search.has(each.sought)) found.add(each.term);
  };
  const item = (value: unknown): void => {
    const search = searchIn(wordsOf(value));
    seek(search);
    if (!isNumbered(value)) return;
    const here = sought.filter((each) => each.term.onlyInItems?.includes(value.number) === true && search.has(each.sought));
    inItems.push(...here.map(({ term }) => ({ ...failureIn(file, { check: 'data', where: 'data', term }), itemNumber: value.number })));
  };
  return {
    bytes: (line) => {
      for (const piece of piecesOf(line, longest)) seek(searchIn(piece));
    },
    words: (words) => { seek(searchIn(words)); },
    item,
    whole: (data) => {
      seek(searchIn(wordsOf(data)));
      if (typeof data === 'object' && data !== null && 'items' in data && Array.isArray(data.items)) data.items.forEach(item);
    },
    failures: () => [...file.terms.filter((term) => found.has(term)).map((term) => failureIn(file, { check: 'data', where: 'data', term })), ...inItems],
  };
}

function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, member]: [string, unknown]) => (Array.isArray(value) ? wordsOf(member) : `${key}\n${wordsOf(member)}`))
    .join('\n');
}

function isNumbered(item: unknown): item is { readonly number: number } {
  return typeof item === 'object' && item !== null && 'number' in item && typeof item.number === 'number';
}
