/** Reads what an officer decided about an item, or says what is missing. */

import { maxRectificationLength, outcomes, type RectificationDecision } from './rectification.ts';

export interface TypedDecision {
  readonly outcome: string;
  readonly words: string;
  readonly told: string;
}

export interface ReadDecision {
  readonly decision: RectificationDecision | null;
  /** Keys of the language files, by field. */
  readonly problems: Readonly<Record<string, string>>;
}

/** A person is always told what was done, or why not.   Source: UK GDPR Art. 12(3) and (4), 16. */
export function decisionIn({ outcome: chosen, words, told }: TypedDecision): ReadDecision {
  const outcome = outcomes.find((known) => known === chosen);
  const problems: Record<string, string> = {};
  if (outcome === undefined) problems['outcome'] = 'rectification.problems.outcome';
  if (words.trim() === '') problems['words'] = 'rectification.problems.words';
  if (words.length > maxRectificationLength) problems['words'] = 'rectification.problems.long';
  if (told.length > maxRectificationLength) problems['told'] = 'rectification.problems.long';
  if (outcome === undefined || Object.keys(problems).length > 0) return { decision: null, problems };
  return { decision: { outcome, words: words.trim(), told: told.trim() }, problems };
}
