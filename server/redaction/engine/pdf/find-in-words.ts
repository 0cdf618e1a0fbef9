/** Finds terms among words read from a picture, allowing for the mistakes such reading makes. */
import { findTerms, foldText, type Drawn } from './find-terms.ts';
import { union, type Rect } from './geometry.ts';
import type { ReadWord } from '../ocr/grey-page.ts';

/** One misread character is forgiven for each this many. */
const charactersAMistake = 6;
const shortestInexact = 5;
const look: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', i: 'l', j: 'l', '5': 's', '8': 'b', '2': 'z', '9': 'g', q: 'g', c: 'e', v: 'u', '6': 'b' };

/** Letters that a reader of pictures confuses, made one. */
const blur = (folded: string): string => [...folded.replace(/rn/g, 'm').replace(/vv/g, 'w')].map((char) => look[char] ?? char).join('');

/** A zero with a stroke is read as any round figure; a number this long is still told from another without them. */
const longNumber = 9;
const isLongNumber = (folded: string): boolean => folded.length >= longNumber && /^\d+$/.test(folded);
const blurRound = (blurred: string): string => blurred.replace(/[gb@ødq0689]/gu, 'o');

/** The words that spell a term or part of one, exactly or nearly, with that term. */
export function wordsOfTerms(words: readonly ReadWord[], terms: readonly string[]): ReadonlyMap<ReadWord, string> {
  const found = new Map<ReadWord, string>();
  const drawn = words.flatMap((word) => partsOf(word.text).flatMap((text): Drawn<ReadWord>[] => [null, { text, from: word }]));
  for (const { term, places } of findTerms(drawn, terms)) for (const word of places) found.set(word, term);
  const folded = words.map((word) => ({ word, blurred: blur(foldText(word.text)) })).filter(({ blurred }) => blurred !== '');
  const rounded = folded.map(({ word, blurred }) => ({ word, blurred: blurRound(blurred) }));
  for (const term of terms) for (const word of isLongNumber(foldText(term)) ? nearly(rounded, blurRound(blur(foldText(term)))) : nearly(folded, blur(foldText(term)))) if (!found.has(word)) found.set(word, term);
  return found;
}

export interface TermArea {
  readonly area: Rect;
  readonly term: string;
}

/** The areas that show a term, one for words that follow one another in a line: two boxes would tell where a name is parted. */
export function areasOfTerms(words: readonly ReadWord[], terms: readonly string[]): readonly TermArea[] {
  const found = wordsOfTerms(words, terms);
  const areas: TermArea[] = [];
  let before: ReadWord | null = null;
  for (const word of words) {
    const last = areas.at(-1);
    const term = found.get(word);
    if (term !== undefined) {
      if (before !== null && last !== undefined && before.line === word.line && last.term === term) areas[areas.length - 1] = { area: union([last.area, word.box]), term };
      else areas.push({ area: word.box, term });
    }
    before = term === undefined ? null : word;
  }
  return areas;
}

/** A reader takes "Kessell-Tully" or "SCA-6001" for one word, though a term may be either half of it. */
function partsOf(text: string): readonly string[] {
  return text.replace(/[’'‘]s(?=\W*$)/u, '').split(/[^\p{L}\p{N}]+/u);
}

interface Blurred {
  readonly word: ReadWord;
  readonly blurred: string;
}

interface Nearness {
  readonly first: number;
  readonly last: number;
  readonly mistakes: number;
}

/** Runs of words that nearly spell the term. Of runs that overlap the nearest wins, so that a neighbour is not taken along. */
function nearly(words: readonly Blurred[], needle: string): readonly ReadWord[] {
  if (needle.length < shortestInexact) return [];
  const taken: Nearness[] = [];
  for (const run of runsNear(words, needle).sort((one, other) => one.mistakes - other.mistakes)) {
    if (!taken.some(({ first, last }) => run.first <= last && first <= run.last)) taken.push(run);
  }
  return taken.flatMap(({ first, last }) => words.slice(first, last + 1).map(({ word }) => word));
}

function runsNear(words: readonly Blurred[], needle: string): Nearness[] {
  const allowed = Math.floor(needle.length / charactersAMistake);
  const runs: Nearness[] = [];
  for (let first = 0; first < words.length; first += 1) {
    let joined = '';
    for (let last = first; last < words.length && joined.length <= needle.length + allowed; last += 1) {
      joined += words[last]?.blurred ?? '';
      if (Math.abs(joined.length - needle.length) > allowed) continue;
      const mistakes = mistakesBetween(joined, needle, allowed);
      if (mistakes <= allowed) runs.push({ first, last, mistakes });
    }
  }
  return runs;
}

/** The fewest insertions, deletions and replacements that make one the other; Infinity as soon as it must exceed `most`. */
export function mistakesBetween(one: string, other: string, most: number): number {
  let previous = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const value = Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      row.push(value);
      least = Math.min(least, value);
    }
    if (least > most) return Infinity;
    previous = row;
  }
  return previous[other.length] ?? Infinity;
}
