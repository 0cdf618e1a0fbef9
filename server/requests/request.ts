/** A request as its requester sees it: what was asked, where it stands, and when the answer is due. */

import type { Nation } from '../../policies/bank-holidays.ts';

export const requestStates = ['received', 'waiting-for-you', 'finding', 'checking', 'ready', 'closed'] as const;
/** The only words a tracker ever shows; holds, consultations and safety work are all “Checking it”. */
export type RequestState = (typeof requestStates)[number];

export const requestKinds = ['access', 'rectification'] as const;
export type RequestKind = (typeof requestKinds)[number];

/** Only a request for a copy pauses while the council asks what is meant.   Source: UK GDPR Art. 12A(5). */
export function pausesForClarification(kind: RequestKind): boolean {
  return kind === 'access';
}

export interface RequestScope {
  /** Keys of connected systems' services; empty means everything. */
  readonly services: readonly string[];
  /** YYYY-MM-DD; null on either side means without limit. */
  readonly fromOn: string | null;
  readonly toOn: string | null;
}

export interface Request extends RequestScope {
  readonly id: string;
  readonly caseId: string;
  readonly reference: string;
  readonly kind: RequestKind;
  readonly accountId: string;
  readonly dataSubjectId: string | null;
  readonly state: RequestState;
  readonly nation: Nation;
  readonly receivedAt: Date;
  readonly dueOn: string | null;
}

/** Which steps remain at each state, so that a requester sees what happens next. */
export function isOpen(state: RequestState): boolean {
  return state !== 'closed';
}

const moves: Readonly<Record<RequestState, readonly RequestState[]>> = {
  received: ['waiting-for-you', 'finding', 'checking', 'closed'],
  'waiting-for-you': ['received', 'finding', 'checking', 'closed'],
  finding: ['waiting-for-you', 'checking', 'closed'],
  checking: ['waiting-for-you', 'finding', 'ready', 'closed'],
  ready: ['checking', 'closed'],
  closed: ['finding'],
};

/** Standing still is always allowed: the same step taken twice is one step. */
export function canMove(from: RequestState, to: RequestState): boolean {
  return from === to || moves[from].includes(to);
}
