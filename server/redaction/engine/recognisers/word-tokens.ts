/** Splits text into words with what stands round each, in one pass. */

export interface Token {
  readonly text: string;
  readonly lower: string;
  readonly start: number;
  readonly end: number;
  readonly isCapital: boolean;
  readonly isUpper: boolean;
  /** One letter, with or without a full stop. */
  readonly isInitial: boolean;
  /** What lies between the previous word and this one. */
  readonly before: string;
  readonly startsSentence: boolean;
}

const word = /\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*/gu;
const possessive = /['’]s$/iu;

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(word)) {
    const plain = match[0].replace(possessive, '');
    const before = text.slice(end, match.index);
    tokens.push({
      text: plain, lower: plain.toLowerCase(), start: match.index, end: match.index + plain.length, before,
      isCapital: /^\p{Lu}/u.test(plain), isUpper: plain.length > 1 && plain === plain.toUpperCase(), isInitial: plain.length === 1,
      startsSentence: tokens.length === 0 || /[.!?:\n\]|]\s*["“‘(]*$/u.test(before),
    });
    end = match.index + plain.length;
  }
  return tokens;
}

/** May two words belong to one name? Only a space, a full stop after an initial, or one line break may part them. */
export function isJoined(one: Token, next: Token): boolean {
  return /^[ \u00a0\t]{1,3}$|^[ ]?\n[ ]?$/u.test(next.before) || (one.isInitial && /^\.[ ]?$/.test(next.before)) || (isTitleLike(one) && /^\.[ ]$/.test(next.before));
}

const isTitleLike = ({ text }: Token): boolean => text.length <= 4;
