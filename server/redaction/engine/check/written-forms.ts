/** The forms in which a removed term could still be read, as patterns over text or over raw bytes. */

const plainText = (text: string): string => text.normalize('NFKD').replace(/\p{M}+/gu, '').normalize('NFKC').toLowerCase();

/** Below this many letters and digits a term must stand as a word of its own to count. */
const wordOnlyBelow = 7;
/** Shorter terms occur in compressed bytes and numbers by chance. */
const shortestInBytes = 5;
const shortestDigitsInBytes = 8;

export interface TermPatterns {
  readonly term: string;
  /** Over folded text: any few marks or spaces may stand between the characters. */
  readonly inText: RegExp;
  readonly inReversedText: RegExp | null;
  /** Over Latin-1 text of raw bytes: only a hyphen or space between; null where chance hits would drown real ones. */
  readonly inBytes: RegExp | null;
}

const escaped = (char: string): string => char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Null for a term without a letter or digit, which no search can find. */
export function patternsFor(term: string): TermPatterns | null {
  const chars = [...plainText(term)].filter((char) => /[\p{L}\p{N}]/u.test(char));
  if (chars.length === 0) return null;
  const isLong = chars.length >= wordOnlyBelow;
  const spaced = (list: readonly string[], between: string): string => list.map(escaped).join(between);
  const loose = (list: readonly string[]): RegExp => {
    const body = spaced(list, '[^\\p{L}\\p{N}]{0,12}');
    return new RegExp(isLong ? body : `(?<![\\p{L}\\p{N}])${body}(?![\\p{L}\\p{N}])`, 'u');
  };
  const isDigits = chars.every((char) => /\p{N}/u.test(char));
  const isFitForBytes = chars.length >= (isDigits ? shortestDigitsInBytes : shortestInBytes);
  return {
    term,
    inText: loose(chars),
    inReversedText: isLong ? loose([...chars].reverse()) : null,
    inBytes: isFitForBytes ? new RegExp(spaced(chars, '[\\s\\-_.@\\u0000]{0,3}'), 'i') : null,
  };
}

/** The terms that can still be read in a text, forwards or backwards. */
export function readableIn(text: string, patterns: readonly TermPatterns[]): readonly string[] {
  const folded = plainText(text);
  return patterns.filter(({ inText, inReversedText }) => inText.test(folded) || inReversedText?.test(folded) === true).map(({ term }) => term);
}

export function presentInBytes(bytes: Uint8Array, patterns: readonly TermPatterns[]): readonly string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return patterns.filter(({ inBytes }) => inBytes?.test(text) === true).map(({ term }) => term);
}
