/** Finds whatever could identify a person or a case in a judgment: dates, places, bodies, case numbers, amounts. */
import { datePattern } from './personal-dates.ts';
import type { Finding } from '../suggestion.ts';
import { notNames } from './name-words.ts';
import { isJoined, tokensOf, type Token } from './word-tokens.ts';

const dates = new RegExp(`(?<![\\w])(?:${datePattern}|(?:january|february|march|april|may|june|july|august|september|october|november|december) \\d{4}|\\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)|(?:1[89]|20)\\d{2})(?![\\w])`, 'giu');
const caseNumbers = /(?<!\w)(?:\d{1,6}\/\d{2,4}|[A-Z]{1,4}[- ]?\d{2,}(?:[/-]\d+)*|\d{5,})(?!\w)/gu;

/** Courts, laws and roles that stand in every judgment and single nobody out. */
const common = new Set('court convention article articles section commission republic registrar rule rules chamber president grand government law code criminal civil supreme constitutional procedure protocol european rights human judge judges agent ministry foreign affairs application applicant case'.split(' '));

export function findEverythingTelling(text: string): readonly Finding[] {
  const found = (pattern: RegExp, type: Finding['type']): readonly Finding[] =>
    [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length, type, score: 0.6, why: 'identifies-the-case' }));
  return [...found(dates, 'DATETIME'), ...found(caseNumbers, 'CODE'), ...capitals(text)];
}

/** Runs of capital words that are not every judgment's own. */
function capitals(text: string): readonly Finding[] {
  const tokens = tokensOf(text);
  const findings: Finding[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const first = tokens[i];
    if (first === undefined || !isTelling(first)) continue;
    let last = i;
    for (let next = tokens[last + 1], current: Token = first; next !== undefined && isJoined(current, next) && isTelling(next); next = tokens[last + 1]) {
      last += 1;
      current = next;
    }
    const [start, end] = [first.start, tokens[last]?.end ?? first.end];
    if (last > i || !first.startsSentence) findings.push({ start, end, type: 'LOC', score: 0.5, why: 'identifies-the-case' });
    i = last;
  }
  return findings;
}

const isTelling = (token: Token): boolean => token.isCapital && token.text.length > 1 && !common.has(token.lower) && !notNames.has(token.lower);
