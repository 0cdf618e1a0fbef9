/** Finds places in a page's text: the words an officer typed, every place of one value, and the line around each. */

import { mentionsOf } from './engine/propagation.ts';
import { foldedQuote } from './mark.ts';

export interface TextPlace {
  readonly start: number;
  readonly end: number;
}

/** Every place of these words, however they are cased and spaced; the longest run of text searched is a page. */
export function placesOfWords(words: string, text: string): readonly TextPlace[] {
  const parts = words.trim().split(/\s+/u).filter((part) => part !== '');
  if (parts.length === 0) return [];
  const pattern = new RegExp(parts.map(escaped).join('[\\s\\u00a0]+'), 'giu');
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

export interface ValuePlace extends TextPlace {
  /** Why a person should look twice: other letters than the mark's own. */
  readonly isAlike: boolean;
}

const lettersOnly = /^[\p{L}\p{M}\s.,'’-]+$/u;

/** Every place of a value, and for a name its other forms: initials, surname first, parts. Left to right, not overlapping. */
export function placesOfValue(quote: string, text: string): readonly ValuePlace[] {
  const same = placesOfWords(quote, text).map((place) => ({ ...place, isAlike: true }));
  const mentions = lettersOnly.test(quote) ? mentionsOf(quote, text) : [];
  const others = mentions
    .filter((mention) => !same.some((place) => mention.start < place.end && place.start < mention.end))
    .map(({ start, end }) => ({ start, end, isAlike: foldedQuote(text.slice(start, end)) === foldedQuote(quote) }));
  return [...same, ...others].sort((one, other) => one.start - other.start);
}

export interface LineAround {
  readonly before: string;
  readonly at: string;
  readonly after: string;
}

const contextCharacters = 60;

/** The line in which a place stands, cut to what can be read at a glance. */
export function lineAround(text: string, { start, end }: TextPlace): LineAround {
  const from = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - contextCharacters);
  const lineEnd = text.indexOf('\n', end);
  const to = Math.min(lineEnd === -1 ? text.length : lineEnd, end + contextCharacters);
  return { before: text.slice(from, start), at: text.slice(start, end), after: text.slice(end, to) };
}

function escaped(part: string): string {
  return part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
