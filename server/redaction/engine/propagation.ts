/** Finds every later mention of a name once it is accepted: any case, initials, surname first, parts, possessives, over a line break. */
import { notNames, doubtfulFirstNames, particles } from './recognisers/name-words.ts';
import { wordsOfName } from './gazetteer.ts';

export interface Mention {
  readonly start: number;
  readonly end: number;
}

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/['’]/g, "['’]");
const between = '[\\s\\u00a0.,-]{1,4}';
const edge = '(?<![\\p{L}\\p{N}])';
const end = '(?![\\p{L}\\p{N}])';

/** Names shorter than this are only found with their neighbour or a capital. */
const shortestAlone = 3;

/** Patterns over text for one name, the longest forms first. */
export function formsOfName(name: string): readonly RegExp[] {
  const words = wordsOfName(name);
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return [];
  if (words.length === 1) return lone(first);
  const middle = words.slice(1, -1).map((word) => `(?:${escaped(word)}${between})?`).join('');
  const initial = escaped(first.slice(0, 1));
  const surname = escaped(last);
  return [
    new RegExp(`${edge}${escaped(first)}${between}${middle}${surname}${end}`, 'giu'),
    new RegExp(`${edge}${surname},?${between}${escaped(first)}${end}`, 'giu'),
    new RegExp(`${edge}${initial}\\.?[ \\u00a0]{0,2}${middle}${surname}${end}`, 'giu'),
    new RegExp(`${edge}(?:mr|mrs|ms|miss|mx|dr)\\.?[ \\u00a0]${surname}${end}`, 'giu'),
    ...lone(last), ...lone(first),
  ];
}

function lone(word: string): readonly RegExp[] {
  if (word.length < shortestAlone || particles.has(word)) return [];
  const isOrdinary = notNames.has(word) || doubtfulFirstNames.has(word) || word.length < 4;
  const capital = `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
  // A name that is also a word counts only with its capital.
  return [new RegExp(`${edge}(?:${escaped(capital)}|${escaped(word.toUpperCase())})${end}`, 'gu'), ...(isOrdinary ? [] : [new RegExp(`${edge}${escaped(word)}${end}`, 'gu')])];
}

/** Every mention of the name in a text, not overlapping, from left to right. */
export function mentionsOf(name: string, text: string): readonly Mention[] {
  const found: Mention[] = [];
  for (const form of formsOfName(name)) {
    for (const match of text.matchAll(form)) {
      const mention = { start: match.index, end: match.index + match[0].length };
      if (!found.some((other) => mention.start < other.end && other.start < mention.end)) found.push(mention);
    }
  }
  return found.sort((one, other) => one.start - other.start);
}
