/** Finds removed words in plain text, however they are spaced, cased or accented. */

/** Words as they are compared: no case, no accents, one space between them. */
function folded(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Numbers and codes lose their spaces as well: 01632 960 123 and 01632960123 are one. */
function isCode(foldedTerm: string): boolean {
  return /\d/.test(foldedTerm) && foldedTerm.replace(/ /g, '').length >= 5;
}

/** A term made ready to be looked for in many texts. */
export interface SoughtTerm {
  readonly words: string;
  /** Without its spaces; null for what is not a number or a code. */
  readonly code: string | null;
}

export function soughtTerm(term: string): SoughtTerm {
  const words = folded(term);
  return { words, code: isCode(words) ? words.replace(/ /g, '') : null };
}

export interface TextSearch {
  /** A term without a letter or digit is never found. */
  has(term: string | SoughtTerm): boolean;
}

/** Folds a text once, then answers for any number of terms. */
export function searchIn(text: string): TextSearch {
  const words = ` ${folded(text)} `;
  const unspaced = words.replace(/ /g, '');
  return {
    has: (term) => {
      const sought = typeof term === 'string' ? soughtTerm(term) : term;
      if (sought.words === '') return false;
      return words.includes(` ${sought.words} `) || (sought.code !== null && unspaced.includes(sought.code));
    },
  };
}

const pieceLength = 512 * 1024;
const wordCharacter = /[\p{L}\p{N}\p{M}]/u;

/**
 * A long text in pieces that overlap by more than `longest`, the length of the longest term, however widely it is spaced.
 * A word cut by the edge of a piece is left to its neighbour: “Dismay” must not read as “may”.
 */
export function* piecesOf(text: string, longest: number): Generator<string> {
  const overlap = longest * 4 + 1_024;
  for (let start = 0; start === 0 || start + overlap < text.length; start += pieceLength) {
    const end = start + pieceLength + overlap;
    yield text.slice(start === 0 ? 0 : afterWord(text, start, overlap), end >= text.length ? text.length : beforeWord(text, end, overlap));
  }
}

/** Looks no further than the overlap: what is longer than that is no word. */
function afterWord(text: string, from: number, overlap: number): number {
  let place = from;
  while (place < from + overlap && wordCharacter.test(text.charAt(place))) place += 1;
  return place;
}

function beforeWord(text: string, from: number, overlap: number): number {
  let place = from;
  while (place > from - overlap && wordCharacter.test(text.charAt(place - 1))) place -= 1;
  return place;
}
