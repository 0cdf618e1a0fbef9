/** A redaction mark: its states, who may move it from one to the next, and what each step needs. */

import { exemptionOf } from '../../policies/exemptions.ts';

export type MarkState = 'suggested' | 'accepted' | 'rejected' | 'needs decision';

/** In unrotated PDF points from the bottom left: x0, y0, x1, y1. */
export type Rect = readonly [number, number, number, number];

/** Where a mark lies: words of a page's text (`end` exclusive), or an area of the page. */
export type MarkPlace = { readonly start: number; readonly end: number } | { readonly rect: Rect };

export interface Mark {
  readonly id: string;
  readonly caseId: string;
  readonly itemId: string;
  /** From 1. */
  readonly page: number;
  readonly place: MarkPlace;
  readonly state: MarkState;
  readonly exemption: string | null;
  /** A key of locales/.../redaction.json: why a machine suggested it; null for one that a person drew. */
  readonly why: string | null;
  /** 0 to 1; null for one that a person drew. */
  readonly score: number | null;
  /** The words under the mark; empty for an area. */
  readonly quote: string;
  readonly note: MarkNote;
  readonly proposedBy: string;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly version: number;
}

/** What an officer adds to a decision. */
export interface MarkNote {
  /** Who the words are about, in the officer's words; empty when not said. */
  readonly person: string;
  readonly rejectedFor: RejectScope | null;
  /** What a mark that needs a decision waits for; empty when not said. */
  readonly awaits: string;
}

export type RejectScope = 'place' | 'person';

export const emptyNote: MarkNote = { person: '', rejectedFor: null, awaits: '' };

export const detector = 'detector';

const nextStates: Readonly<Record<MarkState, readonly MarkState[]>> = {
  suggested: ['accepted', 'rejected', 'needs decision'],
  accepted: ['accepted', 'rejected', 'needs decision'],
  rejected: ['accepted', 'needs decision'],
  'needs decision': ['accepted', 'rejected'],
};

export type MarkDecision =
  | { readonly to: 'accepted'; readonly exemption: string; readonly person: string }
  | { readonly to: 'rejected'; readonly scope: RejectScope }
  | { readonly to: 'needs decision'; readonly awaits: string };

/** What stands in the way of a decision; each is a key of locales/.../redaction.json. */
export type MarkProblem = 'reason-needed' | 'reason-locked' | 'opinion-needed' | 'not-from-here';

/** Null when the decision may be made. A reason is always needed to hide, and must be one that can apply to this request. */
export function problemOf(mark: Pick<Mark, 'state'>, decision: MarkDecision, offered: ReadonlySet<string>): MarkProblem | null {
  if (!nextStates[mark.state].includes(decision.to)) return 'not-from-here';
  return decision.to === 'accepted' ? problemOfReason(decision.exemption, offered) : null;
}

/** Health information may be withheld as harmful only on an opinion that the test is met. DPA 2018 Sch. 3 para 5(2). */
const needsOpinion: ReadonlySet<string> = new Set(['health-harm']);

export function problemOfReason(exemption: string, offered: ReadonlySet<string>): Exclude<MarkProblem, 'not-from-here'> | null {
  if (exemptionOf(exemption) === null) return 'reason-needed';
  if (needsOpinion.has(exemption)) return 'opinion-needed';
  return offered.has(exemption) ? null : 'reason-locked';
}

export interface Decided {
  readonly state: MarkState;
  readonly exemption: string | null;
  readonly note: MarkNote;
}

/** The mark's new state, reason and note. A rejected mark keeps no reason. */
export function decided(mark: Pick<Mark, 'note' | 'exemption'>, decision: MarkDecision): Decided {
  switch (decision.to) {
    case 'accepted':
      return { state: 'accepted', exemption: decision.exemption, note: { ...mark.note, person: decision.person, rejectedFor: null, awaits: '' } };
    case 'rejected':
      return { state: 'rejected', exemption: null, note: { ...mark.note, rejectedFor: decision.scope, awaits: '' } };
    case 'needs decision':
      return { state: 'needs decision', exemption: mark.exemption, note: { ...mark.note, rejectedFor: null, awaits: decision.awaits } };
  }
}

/** Still to be decided: clearance waits for it. */
export function isUndecided(state: MarkState): boolean {
  return state === 'suggested' || state === 'needs decision';
}

/** One that a person drew and took back again: nothing is shown of it any more. */
export function isRemoved(mark: Pick<Mark, 'state' | 'why' | 'proposedBy'>): boolean {
  return mark.state === 'rejected' && mark.why === null && mark.proposedBy !== detector;
}

/** The same words however they are cased and spaced; two different people of one name are told apart by an officer alone. */
export function foldedQuote(quote: string): string {
  return quote.normalize('NFKC').toLowerCase().replace(/[’']s\b/gu, '').replace(/[\s\u00a0]+/gu, ' ').trim();
}

/** Health information may be neither released nor withheld without an opinion. DPA 2018 Sch. 3 paras 5 and 6. */
export function stateOfSuggestion(type: string): 'suggested' | 'needs decision' {
  return type === 'HEALTH' || type === safeguardingPaper ? 'needs decision' : 'suggested';
}

/** Papers of a MARAC, a MAPPA or an IDVA go to the safeguarding lead or a lawyer first. */
export const safeguardingPaper = 'SAFEGUARDING';
