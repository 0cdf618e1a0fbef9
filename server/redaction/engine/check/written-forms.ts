/** The forms in which a removed term could still be read, as patterns over text or over raw bytes. */

const plainText = (text: string): string => text.normalize('NFKD').replace(/\p{M}+/gu, '').normalize('NFKC').toLowerCase();

/** Below this many letters and digits a term must stand as a word of its own to count. */
const wordOnlyBelow = 7;
/** Shorter terms occur in compressed bytes and numbers by chance. */
const shortestInBytes = 5;
const shortestDigitsInBytes = 8;

/** A pattern with the characters that anything it matches has in a row, once what may stand between them is taken away: looking for those first is many times faster. */
interface Form {
  readonly bare: string;
  /** Made when it is first needed, which for most terms is never. */
  readonly pattern: () => RegExp;
}

export interface TermPatterns {
  readonly term: string;
  /** Over folded text: any few marks or spaces may stand between the characters. */
  readonly inText: Form;
  readonly inReversedText: Form | null;
  /** Over folded text read from a picture: each character may be one that looks like it; null for short terms. */
  readonly inPicture: RegExp | null;
  /** Over Latin-1 text of raw bytes: only a hyphen or space between; null where chance hits would drown real ones. */
  readonly inBytes: Form | null;
}

const escaped = (char: string): string => char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function form(bare: string, make: () => RegExp): Form {
  let made: RegExp | null = null;
  return { bare, pattern: () => (made ??= make()) };
}

function looseForm(chars: readonly string[]): Form {
  return form(chars.join(''), () => {
    const body = chars.map(escaped).join('[^\\p{L}\\p{N}]{0,12}');
    return new RegExp(chars.length >= wordOnlyBelow ? body : `(?<![\\p{L}\\p{N}])${body}(?![\\p{L}\\p{N}])`, 'u');
  });
}

/** Null for a term without a letter or digit, which no search can find. */
export function patternsFor(term: string): TermPatterns | null {
  const chars = [...plainText(term)].filter((char) => /[\p{L}\p{N}]/u.test(char));
  if (chars.length === 0) return null;
  const isDigits = chars.every((char) => /\p{N}/u.test(char));
  const isFitForBytes = chars.length >= (isDigits ? shortestDigitsInBytes : shortestInBytes);
  return {
    term,
    inText: looseForm(chars),
    inReversedText: chars.length >= wordOnlyBelow ? looseForm([...chars].reverse()) : null,
    inPicture: chars.length >= wordOnlyBelow ? alike(chars, isDigits && isFitForBytes) : null,
    inBytes: isFitForBytes ? form(chars.join('').toUpperCase(), () => new RegExp(chars.map(escaped).join('[\\s\\-_.@\\u0000]{0,3}'), 'i')) : null,
  };
}

const lookalikes: readonly string[] = ['0oq', '1ilj|!', '5s', '8b', '2z', '9g', '6b', 'ce', 'uv'];
/** What a zero with a stroke may be read as. */
const roundFigures = '0689oqg@';

function alike(chars: readonly string[], isNumber: boolean): RegExp {
  const classes = chars.map((char) => {
    const groups = [...lookalikes, ...(isNumber ? [roundFigures] : [])].filter((group) => group.includes(char));
    return groups.length === 0 ? escaped(char) : `[${groups.map((group) => [...group].map(escaped).join('')).join('')}]`;
  });
  return new RegExp(classes.join('[^\\p{L}\\p{N}]{0,12}'), 'u');
}

/** The terms that a person would still read in a picture, though a machine misread a letter of them. */
export function readableInPicture(text: string, patterns: readonly TermPatterns[]): readonly string[] {
  const folded = plainText(text);
  return [...new Set([...readableIn(text, patterns), ...patterns.filter(({ inPicture }) => inPicture?.test(folded) === true).map(({ term }) => term)])];
}

/** The terms that can still be read in a text, forwards or backwards. */
export function readableIn(text: string, patterns: readonly TermPatterns[]): readonly string[] {
  const folded = plainText(text);
  const bare = folded.replace(/[^\p{L}\p{N}]+/gu, '');
  const shows = (sought: Form | null): boolean => sought !== null && bare.includes(sought.bare) && sought.pattern().test(folded);
  return patterns.filter(({ inText, inReversedText }) => shows(inText) || shows(inReversedText)).map(({ term }) => term);
}

const nearEdge = 200;

/** The terms that begin in one text and end in the next. */
export function readableOver(before: string, after: string, patterns: readonly TermPatterns[]): readonly string[] {
  const [end, start] = [before.slice(-nearEdge), after.slice(0, nearEdge)];
  const alone = new Set([...readableIn(end, patterns), ...readableIn(start, patterns)]);
  return readableIn(`${end}\n${start}`, patterns).filter((term) => !alone.has(term));
}

export function presentInBytes(bytes: Uint8Array, patterns: readonly TermPatterns[]): readonly string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  // Upper case, because that is how a pattern compares letters without regard to case.
  const bare = text.replace(/[\s\-_.@\u0000]+/g, '').toUpperCase();
  return patterns.filter(({ inBytes }) => inBytes !== null && bare.includes(inBytes.bare) && inBytes.pattern().test(text)).map(({ term }) => term);
}
