/** What it means that a connected system may know somebody: a probable person of its records, until an officer decides. */

import type { MatchCandidate } from '../connected-systems/connector.ts';
import type { Case } from './case.ts';

export type MatchState = 'probable' | 'certain' | 'rejected';

export type MatchAnswer = 'same' | 'not-same' | 'cannot-tell';

export const stateAfter: Readonly<Record<MatchAnswer, MatchState>> = { same: 'certain', 'not-same': 'rejected', 'cannot-tell': 'probable' };

/** A match with the facts of its case, as the policies ask about it. */
export interface Match extends Pick<Case, 'ownerAccountId' | 'isUnowned' | 'isRestricted' | 'isWithApprover'> {
  readonly id: string;
  readonly found: Case;
  readonly systemId: string;
  readonly state: MatchState;
  readonly candidate: MatchCandidate;
}
