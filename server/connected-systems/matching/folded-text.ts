/** Folds what people write in many ways into one: case, accents, script, punctuation and spacing. */
import anyAscii from 'any-ascii';
import { distance } from 'fastest-levenshtein';

/** Letters and digits of the Latin alphabet alone, small; `Łukasz` and `Лукаш` come out as they would be typed here. */
export function folded(text: string): string {
  return ascii(text).replace(/[^a-z0-9]/g, '');
}

/** The words of a text, folded; an apostrophe joins what a space or a hyphen parts. */
export function foldedWords(text: string): readonly string[] {
  return ascii(text).replace(/['`’]/g, '').split(/[^a-z0-9]+/).filter((word) => word !== '');
}

/** True where the letters themselves differ in script or accent, and not only in case or spacing. */
export function isWrittenOtherwise(one: string, other: string): boolean {
  const bare = (text: string): string => text.normalize('NFC').toLowerCase().replace(/[^\p{Letter}\p{Number}]/gu, '');
  return bare(one) !== bare(other);
}

const shortestTolerant = 3;
const longEnoughForTwo = 8;

/** One letter wrong, left out, added or changing places with the next; two in a long word. */
export function isNearlySpelt(one: string, other: string): boolean {
  if (Math.min(one.length, other.length) < shortestTolerant || Math.abs(one.length - other.length) > 2) return false;
  const apart = distance(one, other);
  if (apart <= 1) return true;
  return apart === 2 && (Math.min(one.length, other.length) >= longEnoughForTwo || isOneSwapApart(one, other));
}

/** Two neighbours have changed places. */
export function isOneSwapApart(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return at !== -1 && one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}

/** Of two numbers or postcodes written without spaces: exactly one character is wrong, or two neighbours changed places. */
export function isOneCharacterApart(one: string, other: string): boolean {
  return one !== other && (distance(one, other) === 1 || isOneSwapApart(one, other));
}

function ascii(text: string): string {
  // Most names are plain already, and this is asked for every candidate of every search.
  return (/^[\x20-\x7e]*$/.test(text) ? text : anyAscii(text)).toLowerCase();
}
