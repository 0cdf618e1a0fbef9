/** Finds people's names by how they are written and what stands beside them. */
import { doubtfulFirstNames, firstNames, kin, notNames, particles, titles } from './name-words.ts';
import { isJoined, tokensOf, type Token } from './word-tokens.ts';
import type { SuggestionWhy } from '../suggestion.ts';

export interface NameFound {
  readonly start: number;
  readonly end: number;
  /** The words of the name, lower case, without titles. */
  readonly words: readonly string[];
  readonly score: number;
  readonly why: SuggestionWhy;
  /** Named as acting in a role: doctors, constables, councillors, those a form calls officer. */
  readonly isInRole: boolean;
}

const titleWords = new Set(titles.split('|'));
const roleTitles = new Set('dr doctor prof professor cllr councillor pc dc sgt ds judge nurse rev revd rabbi imam'.split(' '));
const kinWords = new Set(kin.split('|'));
const roleBefore = /(?:officer|worker|manager|chair(?:person)?|minute[- ]taker|minutes by|agent|adviser|advisor|assessor|inspector|lead|head ?teacher|teacher|senco|caseworker|case owner|handled by|completed by|author|reviewed by|approved by|clerk|solicitor|gp)\s*[:\])-]?\s*$/iu;
const roleAfter = /^\s*[,(–-]\s*(?:the )?(?:senior |principal |lead |deputy |assistant |duty )?(?:social worker|housing officer|officer|team (?:leader|manager)|manager|head ?teacher|teacher|health visitor|school nurse|nurse|gp|solicitor|planning officer|adviser|advisor|chair|minute|independent reviewing|support worker|case ?worker|clerk|director)/iu;
const streetWords = new Set('street road close lane avenue drive court crescent gardens grove house mews park place row square terrace walk way rise school academy college hospital surgery centre council ward estate church'.split(' '));

/** Every name, from left to right, not overlapping. */
export function findNames(text: string): readonly NameFound[] {
  const tokens = tokensOf(text);
  const found: NameFound[] = [];
  for (let i = 0; i < tokens.length; ) {
    const name = nameAt(tokens, i);
    if (name === null) {
      i += 1;
      continue;
    }
    const [first, last] = [tokens[name.from], tokens[name.to]];
    i = Math.max(i, name.to) + 1;
    if (first === undefined || last === undefined || streetWords.has(tokens[i]?.lower ?? '') && isJoined(last, tokens[i] ?? last)) continue;
    found.push({ start: first.start, end: last.end, words: name.words, score: name.score, why: name.why, isInRole: name.isInRole || isRoleNear(text, first.start, last.end) });
  }
  return found;
}

const isRoleNear = (text: string, start: number, end: number): boolean =>
  roleBefore.test(text.slice(Math.max(0, start - 40), start)) || roleAfter.test(text.slice(end, end + 60));

interface NameAt {
  readonly from: number;
  readonly to: number;
  readonly words: readonly string[];
  readonly score: number;
  readonly why: SuggestionWhy;
  readonly isInRole: boolean;
}

function nameAt(tokens: readonly Token[], i: number): NameAt | null {
  const token = tokens[i];
  if (token === undefined) return null;
  return titledName(tokens, i) ?? turnedName(tokens, i) ?? plainName(tokens, i) ?? loneName(tokens, i);
}

const isSurname = (token: Token | undefined): boolean => token !== undefined && token.text.length > 1 && token.isCapital && !notNames.has(token.lower);

/** Words that carry a name on from `from`: capitals, particles before a capital, a middle initial. */
function nameEnd(tokens: readonly Token[], from: number, most: number): number {
  let last = from;
  for (let i = from + 1, taken = 0; i < tokens.length && taken < most; i += 1) {
    const [before, token, after] = [tokens[i - 1], tokens[i], tokens[i + 1]];
    if (before === undefined || token === undefined || !isJoined(before, token)) break;
    const isParticle = particles.has(token.lower) && after !== undefined && isJoined(token, after) && (isSurname(after) || particles.has(after.lower) || !notNames.has(after.lower));
    if (isParticle) continue;
    const isBrokenOff = token.before.includes('\n') && (token.startsSentence && !particles.has(before.lower)) && !isSurname(token);
    if (isBrokenOff || !(isSurname(token) || (token.isInitial && token.isCapital && token.lower !== 'i' && token.lower !== 'a'))) break;
    last = i;
    taken += 1;
  }
  return last;
}

const wordsBetween = (tokens: readonly Token[], from: number, to: number): readonly string[] => tokens.slice(from, to + 1).map(({ lower }) => lower);

function titledName(tokens: readonly Token[], i: number): NameAt | null {
  const [title, first] = [tokens[i], tokens[i + 1]];
  if (title === undefined || first === undefined || !titleWords.has(title.lower) || !isJoined(title, first)) return null;
  const isName = isSurname(first) || (first.isInitial && isSurname(tokens[i + 2])) || (!title.isCapital && title.lower.length < 5 && (!notNames.has(first.lower) || particles.has(first.lower)));
  if (!isName && !particles.has(first.lower)) return null;
  const to = particles.has(first.lower) ? nameEnd(tokens, i, 3) : nameEnd(tokens, i + 1, 3);
  if (to <= i) return null;
  return { from: i, to, words: wordsBetween(tokens, i + 1, to), score: 0.93, why: 'named-with-title', isInRole: roleTitles.has(title.lower) };
}

/** "MARSH, Oliver", "AP RHYS, Lorcan". */
function turnedName(tokens: readonly Token[], i: number): NameAt | null {
  const first = tokens[i];
  if (first === undefined || !first.isCapital || (notNames.has(first.lower) && !particles.has(first.lower))) return null;
  let last = i;
  while (tokens[last + 1]?.isUpper === true && first.isUpper && /^ $/.test(tokens[last + 1]?.before ?? '')) last += 1;
  const given = tokens[last + 1];
  if (given === undefined || !/^, ?$/.test(given.before) || !given.isCapital || notNames.has(given.lower)) return null;
  const isSure = firstNames.has(given.lower) && !firstNames.has(first.lower);
  if (!isSure && !(first.isUpper && !given.isUpper)) return null;
  const surname = wordsBetween(tokens, i, last);
  return { from: i, to: last + 1, words: [given.lower, ...surname], score: isSure ? 0.92 : 0.8, why: 'looks-like-a-name', isInRole: false };
}

function plainName(tokens: readonly Token[], i: number): NameAt | null {
  const [first, second] = [tokens[i], tokens[i + 1]];
  if (first === undefined || second === undefined || !isJoined(first, second)) return null;
  if (second.before.includes('\n') && (!second.startsSentence || !firstNames.has(first.lower) || first.startsSentence)) return null;
  const isKnownFirst = firstNames.has(first.lower);
  const isDoubtful = doubtfulFirstNames.has(first.lower);
  if (!first.isCapital) return isKnownFirst && !isDoubtful ? lowerName(tokens, i) : null;
  if (first.isInitial && first.lower !== 'i' && first.lower !== 'a' || (first.isInitial && /^\./.test(second.before))) return initialName(tokens, i);
  const to = nameEnd(tokens, i, 3);
  if (to === i) return isKnownFirst && !isDoubtful ? lowerName(tokens, i) : null;
  if (isKnownFirst) return named(tokens, { from: i, to, score: isDoubtful && first.startsSentence ? 0.75 : 0.95 });
  if (notNames.has(first.lower)) return null;
  return named(tokens, { from: i, to, score: first.startsSentence ? 0.62 : 0.72 });
}

function named(tokens: readonly Token[], { from, to, score }: { readonly from: number; readonly to: number; readonly score: number }): NameAt {
  return { from, to, words: wordsBetween(tokens, from, to), score, why: 'looks-like-a-name', isInRole: false };
}

/** "R. Marsh", "K Doyle", "J. R. Marsh". */
function initialName(tokens: readonly Token[], i: number): NameAt | null {
  let last = i;
  while (last - i < 3 && tokens[last + 1]?.isInitial === true && isJoined(tokens[last] ?? tokensEnd, tokens[last + 1] ?? tokensEnd)) last += 1;
  const surname = tokens[last + 1];
  const initial = tokens[last];
  if (initial === undefined || surname === undefined || !isJoined(initial, surname)) return null;
  const to = isSurname(surname) ? nameEnd(tokens, last, 2) : particles.has(surname.lower) ? nameEnd(tokens, last, 1) : last;
  return to === last ? null : named(tokens, { from: i, to, score: 0.85 });
}

const tokensEnd: Token = { text: '', lower: '', start: 0, end: 0, isCapital: false, isUpper: false, isInitial: false, before: '', startsSentence: false };

/** "karen doyle", "ngozi de la cruz": a first name with a word after it that is no ordinary one. */
function lowerName(tokens: readonly Token[], i: number): NameAt | null {
  let last = i + 1;
  while (last - i < 4 && particles.has(tokens[last]?.lower ?? '') && isJoined(tokens[last - 1] ?? tokensEnd, tokens[last] ?? tokensEnd)) last += 1;
  const surname = tokens[last];
  const before = tokens[last - 1];
  if (surname === undefined || before === undefined || !isJoined(before, surname) || surname.before.includes('\n')) return null;
  const isOrdinary = notNames.has(surname.lower) || surname.text.length < 3 || kinWords.has(surname.lower) || /(?:ed|ing|ly)$/.test(surname.lower) || (tokens[i]?.isCapital === true && last === i + 1);
  return isOrdinary ? null : named(tokens, { from: i, to: last, score: 0.75 });
}

/** One first name alone, or any capital word after a word of kinship. */
function loneName(tokens: readonly Token[], i: number): NameAt | null {
  const [before, token] = [tokens[i - 1], tokens[i]];
  if (token === undefined || token.isInitial) return null;
  const isAfterKin = before !== undefined && kinWords.has(before.lower) && /^[ ,(]{1,2}$/.test(token.before) && isSurname(token);
  if (isAfterKin) return { from: i, to: i, words: [token.lower], score: 0.88, why: 'kin-of-somebody', isInRole: false };
  if (!firstNames.has(token.lower) || doubtfulFirstNames.has(token.lower) || token.text.length < 3) return null;
  return { from: i, to: i, words: [token.lower], score: token.isCapital ? 0.8 : 0.62, why: 'first-name', isInRole: false };
}
