/** Compares two addresses by what survives abbreviation: postcode, house and flat numbers, and the words of the street. */
import type { PostalAddress } from '../connector.ts';
import { folded, foldedWords, isNearlySpelt, isOneCharacterApart } from './folded-text.ts';

export type AddressLikeness = 'same' | 'postcode differs by one' | 'another postcode' | 'another number' | 'missing' | 'differs';

export interface FoldedAddress {
  readonly written: PostalAddress;
  readonly postcode: string;
  /** House and flat numbers in the order they were written, joined. */
  readonly numbers: string;
  /** The words that name the house or the street, without those that say what kind it is. */
  readonly words: readonly string[];
}

export interface AddressPair {
  readonly likeness: AddressLikeness;
  readonly ours: PostalAddress;
  readonly theirs: PostalAddress;
  /** A former address was needed on either side. */
  readonly isFormer: boolean;
}

export function foldedAddress(written: PostalAddress): FoldedAddress {
  const words = written.lines.flatMap(foldedWords);
  const numbers = words.filter((word) => /^\d+[a-z]?$/.test(word)).join('/');
  return { written, postcode: folded(written.postcode), numbers, words: words.filter((word) => /^[a-z]{2,}/.test(word) && !kindsOfStreet.has(word)) };
}

const kindsOfStreet = new Set(
  ('flat flt apartment apt unit room rm house hse the first second third ground floor road rd street st saint avenue ave av lane ln close cl crescent cres drive dr court ct place pl gardens gdns grove gr ' +
    'terrace ter terr square sq park pk way hill row mews rise view walk green no number').split(' '),
);

const worth: Readonly<Record<AddressLikeness, number>> = { same: 5, 'postcode differs by one': 4, 'another postcode': 3, 'another number': 2, missing: 1, differs: 0 };

/** The best pair of present and former addresses; a present one wins over a former one that is as good. */
export function bestAddressPair(ours: readonly FoldedAddress[], theirs: readonly FoldedAddress[]): AddressPair | null {
  let best: AddressPair | null = null;
  for (const [at, mine] of ours.entries()) {
    for (const [there, other] of theirs.entries()) {
      const pair = { likeness: addressLikeness(mine, other), ours: mine.written, theirs: other.written, isFormer: at > 0 || there > 0 };
      if (best === null || worth[pair.likeness] > worth[best.likeness]) best = pair;
    }
  }
  return best;
}

export function addressLikeness(ours: FoldedAddress, theirs: FoldedAddress): AddressLikeness {
  if (isEmpty(ours) || isEmpty(theirs)) return 'missing';
  const isSameHouse = ours.numbers === '' && theirs.numbers === '' ? sharesWord(ours, theirs) : ours.numbers === theirs.numbers;
  if (ours.postcode === theirs.postcode && ours.postcode !== '') return isSameHouse || isFlatLeftOut(ours, theirs) ? 'same' : 'another number';
  if (!isSameHouse || ours.numbers === '') return 'differs';
  if (ours.postcode.length > 4 && theirs.postcode.length > 4 && isOneCharacterApart(ours.postcode, theirs.postcode)) return 'postcode differs by one';
  return sharesWord(ours, theirs) && areWordsAlike(ours.words, theirs.words) ? 'another postcode' : 'differs';
}

function isEmpty({ postcode, numbers, words }: FoldedAddress): boolean {
  return postcode === '' && numbers === '' && words.length === 0;
}

function sharesWord(ours: FoldedAddress, theirs: FoldedAddress): boolean {
  if (ours.words.length === 0 && theirs.words.length === 0) return true;
  return ours.words.some((word) => theirs.words.some((other) => word === other || isNearlySpelt(word, other)));
}

/** `7, Lanvean Court` beside `Flat 7, Lanvean Court, 2 Harbour Road`: one names a number that the other leaves out. */
function isFlatLeftOut(ours: FoldedAddress, theirs: FoldedAddress): boolean {
  const [mine, others] = [ours.numbers.split('/'), theirs.numbers.split('/')];
  if (ours.numbers === '' || theirs.numbers === '') return sharesWord(ours, theirs);
  return mine.length !== others.length && (mine.every((number) => others.includes(number)) || others.every((number) => mine.includes(number)));
}

function areWordsAlike(ours: readonly string[], theirs: readonly string[]): boolean {
  const found = ours.filter((word) => theirs.some((other) => word === other || isNearlySpelt(word, other))).length;
  return found >= Math.min(2, ours.length, theirs.length);
}
