/** Compares two people's names, part by part: the same, a form of the same, nearly the same, or another. */
import { doubleMetaphone } from 'double-metaphone';
import type { PersonName } from '../connector.ts';
import { folded, foldedWords, isNearlySpelt, isWrittenOtherwise } from './folded-text.ts';
import { formsOfName, isNicknameOf } from './nicknames.ts';

/** How two given names, or two family names, stand to one another; the surest first. */
export type PartLikeness = 'same' | 'fewer names' | 'nickname' | 'spelling' | 'part' | 'middle name' | 'sound' | 'initial' | 'missing' | 'differs';

/** A name made ready for comparing; do it once for each name. */
export interface FoldedName {
  readonly written: PersonName;
  readonly given: readonly string[];
  readonly family: readonly string[];
}

/** The best pair of a name of ours and a name of theirs. */
export interface NamePair {
  readonly ours: PersonName;
  readonly theirs: PersonName;
  readonly given: PartLikeness;
  readonly family: PartLikeness;
  /** Given and family name have changed places. */
  readonly isTurned: boolean;
  /** A former name was needed on either side. */
  readonly isFormer: boolean;
  /** Alike only after letters of another script, or accents, were folded. */
  readonly isWrittenOtherwise: boolean;
}

export function foldedName(written: PersonName): FoldedName {
  return { written, given: foldedWords(written.given), family: familyWords(written.family) };
}

/** The best pair by `rank`, larger is better, which is told what a pair is worth; null where either side has no name. */
export function bestNamePair(ours: readonly FoldedName[], theirs: readonly FoldedName[], rank: (pair: NamePair) => number): NamePair | null {
  let best: { readonly pair: NamePair; readonly worth: number } | null = null;
  for (const [at, mine] of ours.entries()) {
    for (const [there, other] of theirs.entries()) {
      for (const pair of pairsOf(mine, other, at > 0 || there > 0)) {
        const worth = rank(pair);
        if (best === null || worth > best.worth) best = { pair, worth };
      }
    }
  }
  return best?.pair ?? null;
}

function pairsOf(mine: FoldedName, other: FoldedName, isFormer: boolean): readonly NamePair[] {
  const written = { ours: mine.written, theirs: other.written, isFormer };
  const otherwise = isWrittenOtherwise(`${mine.written.given} ${mine.written.family}`, `${other.written.given} ${other.written.family}`);
  const straight: NamePair = { ...written, given: givenLikeness(mine.given, other.given), family: familyLikeness(mine.family, other.family), isTurned: false, isWrittenOtherwise: otherwise };
  if (straight.family === 'same' || mine.family.length === 0 || other.family.length === 0) return [straight];
  const [turnedGiven, turnedFamily] = [givenLikeness(mine.given, other.family), familyLikeness(mine.family, other.given)];
  // A turned name is believed only where both parts stand in the other's place.
  const isTurned = isSure(turnedGiven) && isSure(turnedFamily);
  return isTurned ? [straight, { ...written, given: turnedGiven, family: turnedFamily, isTurned, isWrittenOtherwise: false }] : [straight];
}

function isSure(part: PartLikeness): boolean {
  return part === 'same' || part === 'fewer names' || part === 'nickname' || part === 'spelling';
}

export function givenLikeness(ours: readonly string[], theirs: readonly string[]): PartLikeness {
  const [mine = '', other = ''] = [ours[0], theirs[0]];
  if (mine === '' || other === '') return 'missing';
  if (ours.join('') === theirs.join('')) return 'same';
  const [longer, shorter] = ours.length >= theirs.length ? [ours, theirs] : [theirs, ours];
  if (mine === other) return !namesBrothersShare.has(mine) && begins(longer, shorter) ? 'fewer names' : firstAlone(ours, theirs);
  if (isNicknameOf(mine, other)) return 'nickname';
  if (isNearlySpelt(mine, other) || isNearlySpelt(ours.join(''), theirs.join(''))) return 'spelling';
  if (ours.slice(1).includes(other) || theirs.slice(1).includes(mine)) return 'middle name';
  if (mine.length === 1 || other.length === 1) return mine[0] === other[0] ? 'initial' : 'differs';
  if (isShortFormOf(mine, other) || isShortFormOf(other, mine)) return 'nickname';
  return soundsAlike(mine, other) ? 'sound' : 'differs';
}

/** A first name that brothers or sisters may all bear, twins too: the name after it tells them apart, and its absence tells nothing. */
const namesBrothersShare: ReadonlySet<string> = new Set([...formsOfName('muhammad'), 'abdul', 'abdel', 'abdal', 'syed', 'sayed', 'sayyid', 'sheikh', 'bibi', 'maria', 'marie']);

function begins(longer: readonly string[], shorter: readonly string[]): boolean {
  return shorter.every((word, at) => word === longer[at] || (word.length === 1 && longer[at]?.startsWith(word) === true));
}

/** One first name and two other names beside it that contradict: `Ana Maria` and `Ana Louise` may be twins. */
function firstAlone(ours: readonly string[], theirs: readonly string[]): PartLikeness {
  const [mine = '', other = ''] = [ours[1], theirs[1]];
  return isNearlySpelt(mine, other) || isNicknameOf(mine, other) ? 'spelling' : 'initial';
}

const shortestShortForm = 3;

function isShortFormOf(short: string, long: string): boolean {
  return short.length >= shortestShortForm && long.length > short.length + 1 && long.startsWith(short);
}

export function familyLikeness(ours: readonly string[], theirs: readonly string[]): PartLikeness {
  if (ours.length === 0 || theirs.length === 0) return 'missing';
  const [mine, other] = [ours.join(''), theirs.join('')];
  if (mine === other) return 'same';
  if (isNearlySpelt(mine, other)) return 'spelling';
  const significant = (word: string): boolean => word.length > 2;
  if ((ours.length > 1 || theirs.length > 1) && ours.some((word) => significant(word) && theirs.includes(word))) return 'part';
  if (ours.length === theirs.length && ours.length > 1 && ours.every((word) => theirs.some((there) => there === word || isNearlySpelt(word, there)))) return 'spelling';
  return soundsAlike(mine, other) ? 'sound' : 'differs';
}

/** `McLeod` and `MacLeod`, `al-Khatib` and `Khatib`, `O’Neill` and `O Neill` are one. */
function familyWords(family: string): readonly string[] {
  const words = foldedWords(family).map((word) => (/^mc[a-z]{3,}$/.test(word) ? `mac${word.slice(2)}` : word));
  const first = words[0] ?? '';
  if (first === 'o' || first === 'mac' || first === 'mc') return [words.slice(0, 2).join('').replace(/^mc/, 'mac'), ...words.slice(2)];
  const [, ...rest] = words;
  return rest.length > 0 && (first === 'al' || first === 'el') ? rest : words;
}

const soundsOf = new Map<string, readonly [string, string]>();
const mostRemembered = 20_000;

function soundsAlike(one: string, other: string): boolean {
  if (one.length < 3 || other.length < 3) return false;
  const [mine, others] = [sounds(one), sounds(other)];
  // One sound is too little to go by: `Lee` and `Leah`, but also `Lou`.
  return mine.some((sound) => sound.length > 1 && others.includes(sound));
}

function sounds(word: string): readonly [string, string] {
  const known = soundsOf.get(word);
  if (known !== undefined) return known;
  const found = doubleMetaphone(word);
  if (soundsOf.size >= mostRemembered) soundsOf.clear();
  soundsOf.set(word, found);
  return found;
}

/** The same letters, whichever case, accent or script they were written in. */
export function isSameName(ours: PersonName, theirs: PersonName): boolean {
  return folded(ours.given) === folded(theirs.given) && folded(ours.family) === folded(theirs.family);
}
