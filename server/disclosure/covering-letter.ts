/** The covering letter of an answer: every part that Art. 15 of the UK GDPR requires, each a field of its own. */

import type { Translate } from '../../client/views/page.ts';

/** In the order in which they are read. Law: Art. 15(1)(a)-(h) and (ea), 15(1A), 15(2), 15(3); DPA 2018 s.164A, s.165. */
export const letterPartNames = [
  'confirmation',
  'copy',
  'purposes',
  'categories',
  'recipients',
  'retention',
  'source',
  'automatedDecisions',
  'transfers',
  'search',
  'leftOut',
  'rights',
  'challenge',
  'complaintToCouncil',
  'complaintToCommissioner',
  'support',
] as const;

export type LetterPartName = (typeof letterPartNames)[number];

export interface LetterPart {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** Lines that belong together as a list, such as one for each service. */
  readonly lines: readonly string[];
}

export type CoveringLetter = Readonly<Record<LetterPartName, LetterPart>>;

/** What one service holds and why, as its holding states it. */
export interface ServiceFacts {
  readonly service: string;
  readonly purposes: readonly string[];
  readonly categories: readonly string[];
  /** Named recipients, not kinds of recipient (Art. 15(1)(c)). */
  readonly recipients: readonly string[];
  readonly retention: string;
  /** Where the data came from if not from the person (Art. 15(1)(g)). */
  readonly source: string;
}

export interface SearchedService {
  readonly service: string;
  readonly searchedOn: string;
  readonly isHeld: boolean;
}

export interface LetterFacts {
  readonly holdings: readonly ServiceFacts[];
  readonly searched: readonly SearchedService[];
  /** Decisions taken by machine alone, with their logic and effects; an empty list says that there are none. */
  readonly automatedDecisions: readonly string[];
  /** Transfers abroad with their safeguards; an empty list says that there are none. */
  readonly transfers: readonly string[];
  readonly council: { readonly name: string; readonly phone: string; readonly hours: string };
  readonly formatDay: (isoDay: string) => string;
}

/** Thrown instead of building a letter that the law would call incomplete. */
export class LetterLacksPart extends Error {
  override readonly name = 'LetterLacksPart';
  readonly part: LetterPartName;

  constructor(part: LetterPartName) {
    super(`the covering letter lacks the part ${part}`);
    this.part = part;
  }
}

/** The parts that are absent or say nothing. */
export function missingLetterParts(letter: Partial<CoveringLetter>): readonly LetterPartName[] {
  return letterPartNames.filter((name) => {
    const part = letter[name];
    if (part === undefined || part.heading.trim() === '') return true;
    return [...part.paragraphs, ...part.lines].every((words) => words.trim() === '');
  });
}

/** @throws LetterLacksPart naming the first part that is missing or empty. */
export function requireWholeLetter(letter: Partial<CoveringLetter>): CoveringLetter {
  const [missing] = missingLetterParts(letter);
  if (missing !== undefined) throw new LetterLacksPart(missing);
  // Every name was just seen to be present.
  return letter as CoveringLetter;
}

type ServiceList = 'purposes' | 'categories' | 'recipients';

function perService(facts: LetterFacts, list: ServiceList, t: Translate): readonly string[] {
  return facts.holdings.map(({ service, [list]: entries }) => {
    if (entries.length === 0 && list === 'recipients') return t('disclosure.letter.recipients.none', { service });
    return entries.length === 0 ? '' : t('disclosure.letter.line', { service, text: entries.join('; ') });
  });
}

function searchLines(facts: LetterFacts, t: Translate): readonly string[] {
  return facts.searched.map(({ service, searchedOn, isHeld }) =>
    t(isHeld ? 'disclosure.letter.search.held' : 'disclosure.letter.search.nothing', { service, date: facts.formatDay(searchedOn) }),
  );
}

/**
 * Writes the letter from what is known of each holding.
 * @throws LetterLacksPart if a service leaves a required part unsaid: an empty line is a gap, never a blank line.
 */
export function writeLetter(facts: LetterFacts, t: Translate): CoveringLetter {
  const part = (name: LetterPartName, lines: readonly string[] = []): LetterPart => {
    if (lines.some((line) => line.trim() === '')) throw new LetterLacksPart(name);
    return { heading: t(`disclosure.letter.${name}.heading`), paragraphs: [t(`disclosure.letter.${name}.text`, { ...facts.council })], lines };
  };
  const listed = (name: 'automatedDecisions' | 'transfers', lines: readonly string[]): LetterPart =>
    lines.length > 0 ? part(name, lines) : { ...part(name), paragraphs: [t(`disclosure.letter.${name}.none`)] };
  const service = (name: 'retention' | 'source'): readonly string[] =>
    facts.holdings.map((holding) => (holding[name].trim() === '' ? '' : t('disclosure.letter.line', { service: holding.service, text: holding[name] })));
  const needed = (name: LetterPartName, lines: readonly string[]): LetterPart => {
    if (lines.length === 0 && facts.holdings.length > 0) throw new LetterLacksPart(name);
    return part(name, lines);
  };
  return requireWholeLetter({
    confirmation: facts.holdings.length > 0 ? part('confirmation') : { ...part('confirmation'), paragraphs: [t('disclosure.letter.confirmation.nothing')] },
    copy: part('copy'),
    purposes: needed('purposes', perService(facts, 'purposes', t)),
    categories: needed('categories', perService(facts, 'categories', t)),
    recipients: needed('recipients', perService(facts, 'recipients', t)),
    retention: needed('retention', service('retention')),
    source: needed('source', service('source')),
    automatedDecisions: listed('automatedDecisions', facts.automatedDecisions),
    transfers: listed('transfers', facts.transfers),
    search: needed('search', searchLines(facts, t)),
    leftOut: part('leftOut'),
    rights: part('rights'),
    challenge: part('challenge'),
    complaintToCouncil: part('complaintToCouncil'),
    complaintToCommissioner: part('complaintToCommissioner'),
    support: part('support'),
  });
}
