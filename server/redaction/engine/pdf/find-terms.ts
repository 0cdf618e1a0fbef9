/** Finds terms in drawn text in every form it can be written: case, spacing, hyphens, line breaks, drawing order, back to front. */

/** One drawn character, or a gap (`null`) that separates words. */
export type Drawn<T> = { readonly text: string; readonly from: T } | null;

/** Terms shorter than this (letters and digits only) must begin and end at a word's edge, or "Li" would be cut out of "Lisa". */
const freeLength = 7;

/** Letters and digits only, accents and case folded away. */
export function foldText(text: string): string {
  return text.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

const foldedCharacters = new Map<string, string>();
const mostRemembered = 5_000;

/** Drawn characters repeat, so each is folded once. */
function foldCharacter(text: string): string {
  const known = foldedCharacters.get(text);
  if (known !== undefined) return known;
  const folded = foldText(text);
  if (foldedCharacters.size < mostRemembered) foldedCharacters.set(text, folded);
  return folded;
}

interface Folded {
  readonly text: string;
  /** For each UTF-16 unit of `text`: its place in what was drawn. */
  readonly at: readonly number[];
  /** For each unit: does a word begin there? One more at the end. */
  readonly startsWord: readonly boolean[];
}

function fold<T>(drawn: readonly Drawn<T>[]): Folded {
  const at: number[] = [];
  const startsWord: boolean[] = [];
  const parts: string[] = [];
  let isAtEdge = true;
  for (const [index, one] of drawn.entries()) {
    const folded = one === null ? '' : foldCharacter(one.text);
    if (one === null || folded === '') {
      isAtEdge = true;
      continue;
    }
    for (let i = 0; i < folded.length; i += 1) {
      at.push(index);
      startsWord.push(isAtEdge && i === 0);
    }
    parts.push(folded);
    isAtEdge = false;
  }
  startsWord.push(true);
  return { text: parts.join(''), at, startsWord };
}

export interface TermFound<T> {
  readonly term: string;
  readonly places: readonly T[];
}

/** Every occurrence of every term, overlapping ones included. Linear in the text for each term. */
export function findTerms<T>(drawn: readonly Drawn<T>[], terms: readonly string[]): readonly TermFound<T>[] {
  const folded = fold(drawn);
  const found: TermFound<T>[] = [];
  for (const term of terms) {
    const needle = foldText(term);
    if (needle === '') continue;
    const backwards = [...needle].reverse().join('');
    const needles = backwards === needle || needle.length < freeLength ? [needle] : [needle, backwards];
    for (const one of needles) {
      for (const [first, last] of occurrences(folded, one)) found.push({ term, places: fromOf(drawn, first, last) });
    }
  }
  return found;
}

/** Everything drawn from the first to the last character, spaces and hyphens included. */
function fromOf<T>(drawn: readonly Drawn<T>[], first: number, last: number): readonly T[] {
  return drawn.slice(first, last + 1).flatMap((one) => (one === null ? [] : [one.from]));
}

function occurrences(folded: Folded, needle: string): readonly (readonly [first: number, last: number])[] {
  const found: (readonly [number, number])[] = [];
  for (let at = folded.text.indexOf(needle); at >= 0; at = folded.text.indexOf(needle, at + 1)) {
    const end = at + needle.length;
    const isWhole = folded.startsWord[at] === true && folded.startsWord[end] === true;
    const first = folded.at[at];
    const last = folded.at[end - 1];
    if ((isWhole || needle.length >= freeLength) && first !== undefined && last !== undefined) found.push([first, last]);
  }
  return found;
}
