/** Finds terms among words read from a picture, allowing for the mistakes such reading makes. */
import { findTerms, foldText, type Drawn } from './find-terms.ts';
import type { ReadWord } from '../ocr/grey-page.ts';

/** One misread character is forgiven for each this many. */
const charactersAMistake = 6;
const shortestInexact = 5;
const look: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', i: 'l', j: 'l', '5': 's', '8': 'b', '2': 'z', '9': 'g', q: 'g', c: 'e', v: 'u', '6': 'b' };

/** Letters that a reader of pictures confuses, made one. */
const blur = (folded: string): string => [...folded.replace(/rn/g, 'm').replace(/vv/g, 'w')].map((char) => look[char] ?? char).join('');

/** The words that spell a term or part of one, exactly or nearly. */
export function wordsOfTerms(words: readonly ReadWord[], terms: readonly string[]): ReadonlySet<ReadWord> {
  const found = new Set<ReadWord>();
  const drawn = words.flatMap((word): Drawn<ReadWord>[] => [null, { text: word.text, from: word }]);
  for (const { places } of findTerms(drawn, terms)) for (const word of places) found.add(word);
  const folded = words.map((word) => ({ word, blurred: blur(foldText(word.text)) })).filter(({ blurred }) => blurred !== '');
  for (const term of terms) for (const word of nearly(folded, term)) found.add(word);
  return found;
}

interface Blurred {
  readonly word: ReadWord;
  readonly blurred: string;
}

function nearly(words: readonly Blurred[], term: string): readonly ReadWord[] {
  const needle = blur(foldText(term));
  if (needle.length < shortestInexact) return [];
  const allowed = Math.floor(needle.length / charactersAMistake);
  const found: ReadWord[] = [];
  for (let first = 0; first < words.length; first += 1) {
    let joined = '';
    for (let last = first; last < words.length && joined.length <= needle.length + allowed; last += 1) {
      joined += words[last]?.blurred ?? '';
      if (joined.length < needle.length - allowed || joined.length > needle.length + allowed) continue;
      if (isWithin(joined, needle, allowed)) found.push(...words.slice(first, last + 1).map(({ word }) => word));
    }
  }
  return found;
}

/** Can one be made the other with at most `allowed` insertions, deletions and replacements? */
export function isWithin(one: string, other: string, allowed: number): boolean {
  let previous = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    if (Math.min(...row) > allowed) return false;
    previous = row;
  }
  return (previous[other.length] ?? Infinity) <= allowed;
}
