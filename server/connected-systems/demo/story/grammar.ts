/** The whole grammar of the thick file. */
import type { Era } from './actors.ts';
import { assessmentPhrases } from './phrases-assessment.ts';
import { episodePhrases } from './phrases-episodes.ts';
import { homePhrases } from './phrases-home.ts';
import { leavingPhrases } from './phrases-leaving.ts';
import { meetingPhrases } from './phrases-meetings.ts';
import { placedPhrases } from './phrases-placed.ts';
import type { Grammar } from './teller.ts';

/** The choices of every part together: a symbol may have some in several files. */
function together(parts: readonly Grammar[]): Grammar {
  const all = new Map<string, readonly string[]>();
  for (const [symbol, choices] of parts.flatMap((part) => Object.entries(part))) {
    all.set(symbol, [...(all.get(symbol) ?? []), ...choices]);
  }
  return Object.fromEntries(all);
}

export const grammar: Grammar = together([homePhrases, placedPhrases, leavingPhrases, meetingPhrases, assessmentPhrases, episodePhrases]);

/** The symbol of what happens in an era. */
export function eventOf(era: Era): '#event-home#' | '#event-placed#' | '#event-leaving#' {
  switch (era.key) {
    case 'home':
      return '#event-home#';
    case 'hollis':
    case 'gran':
    case 'addo':
      return '#event-placed#';
    case 'leaving':
      return '#event-leaving#';
  }
}
