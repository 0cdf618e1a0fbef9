/** Knows the people of the case and tells which of them a name means. */
import { foldText } from './pdf/find-terms.ts';
import type { CaseKnown } from './suggestion.ts';

export type Meant = 'subject' | 'staff' | 'third party' | 'unknown';

interface Person {
  readonly who: Exclude<Meant, 'unknown'>;
  readonly words: readonly string[];
}

const titleWord = /^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|rev|cllr|councillor)$/;

/** A name's words, lower case, without titles; a hyphenated surname stays one word. */
export function wordsOfName(name: string): readonly string[] {
  const turned = /^([^,]+),\s*(.+)$/.exec(name.trim());
  const straight = turned === null ? name : `${turned[2] ?? ''} ${turned[1] ?? ''}`;
  return straight.toLowerCase().split(/[^\p{L}\p{M}'’-]+/u).filter((word) => word !== '' && !titleWord.test(word));
}

export interface Gazetteer {
  /** Who is meant by these words of a name (lower case, no title)? A tie with a third party goes to the third party. */
  readonly whoIs: (words: readonly string[]) => Meant;
  /** Is this value (phone, e-mail, number, date, address) the subject's own? */
  readonly isOfSubject: (value: string) => boolean;
}

export function gazetteerOf({ subject, staff, thirdParties }: CaseKnown): Gazetteer {
  const people: readonly Person[] = [
    ...(subject === null ? [] : [subject.name, ...subject.aliases].map((name): Person => ({ who: 'subject', words: wordsOfName(name) }))),
    ...staff.map((name): Person => ({ who: 'staff', words: wordsOfName(name) })),
    ...thirdParties.map((name): Person => ({ who: 'third party', words: wordsOfName(name) })),
  ];
  const values = subject === null ? [] : subject.values.filter((value) => value !== '');
  return {
    whoIs: (words) => {
      const scored = people.map(({ who, words: own }) => ({ who, score: likeness(words, own) })).filter(({ score }) => score > 0);
      const best = Math.max(0, ...scored.map(({ score }) => score));
      const meant = scored.filter(({ score }) => score === best).map(({ who }) => who);
      if (meant.includes('third party')) return 'third party';
      return meant[0] ?? 'unknown';
    },
    isOfSubject: (value) => values.some((own) => isSameValue(own, value)),
  };
}

/** 0 when the words cannot mean this person; more for each word in full. Initials must agree with the name they shorten. */
function likeness(words: readonly string[], own: readonly string[]): number {
  if (words.length === 0 || own.length === 0) return 0;
  let score = 0;
  let at = 0;
  for (const word of words) {
    const full = own.indexOf(word, at);
    const short = own.findIndex((part, i) => i >= at && (part.startsWith(word) && word.length === 1 || isSpellingOf(word, part)));
    const found = full >= 0 ? full : short;
    if (found < 0) return 0;
    score += full >= 0 ? 2 : 1;
    at = found + 1;
  }
  const hasWhole = words.some((word) => word.length > 1);
  return hasWhole ? score : words.length === own.length ? 1 : 0;
}

/** A slip of one letter in a long word is still the same name. */
function isSpellingOf(word: string, part: string): boolean {
  if (word.length < 6 || Math.abs(word.length - part.length) > 1) return false;
  let [i, j, slips] = [0, 0, 0];
  while (i < word.length && j < part.length) {
    if (word[i] === part[j]) {
      i += 1;
      j += 1;
      continue;
    }
    slips += 1;
    if (word.length >= part.length) i += 1;
    if (part.length >= word.length) j += 1;
  }
  return slips + (word.length - i) + (part.length - j) <= 1;
}

function isSameValue(own: string, value: string): boolean {
  const [one, other] = [foldText(own), foldText(value)];
  if (one === other) return one !== '';
  const [digits, otherDigits] = [own.replace(/\D/g, '').replace(/^44/, '0'), value.replace(/\D/g, '').replace(/^440?/, '0')];
  const isNumber = !/[a-z]/i.test(own + value);
  if (isNumber && digits.length >= 9 && digits === otherDigits) return true;
  if (isNumber && digits.length === 8 && dayOf(own) !== null) return dayOf(own) === dayOf(value);
  if (dayOf(own) !== null && dayOf(own) === dayOf(value)) return true;
  return !isNumber && /\d/.test(own) && other.length >= 6 && isPartOf(one, other);
}

/** The beginning or the end of an address or number, cut between whole numbers: 4 Larch Close is no part of 14 Larch Close. */
function isPartOf(whole: string, part: string): boolean {
  if (whole.startsWith(part)) return !(/\d$/.test(part) && /^\d/.test(whole.slice(part.length)));
  return whole.endsWith(part) && !(/^\d/.test(part) && /\d$/.test(whole.slice(0, -part.length)));
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A date however written, as YYYY-MM-DD; null when it is none. */
function dayOf(text: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  if (iso !== null) return iso[0];
  const numbers = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  if (numbers !== null) return `${numbers[3] ?? ''}-${(numbers[2] ?? '').padStart(2, '0')}-${(numbers[1] ?? '').padStart(2, '0')}`;
  const worded = /^(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3})[a-z]*,? (\d{4})$/i.exec(text.trim());
  const month = worded === null ? -1 : monthNames.indexOf((worded[2] ?? '').toLowerCase());
  return worded === null || month < 0 ? null : `${worded[3] ?? ''}-${String(month + 1).padStart(2, '0')}-${(worded[1] ?? '').padStart(2, '0')}`;
}
