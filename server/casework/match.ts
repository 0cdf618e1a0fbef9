/** What it means that a connected system may know somebody: a probable person of its records, until an officer decides. */

import type { FieldComparison } from '../connected-systems/compared-fields.ts';
import type { MatchCandidate, MatchFact } from '../connected-systems/connector.ts';
import type { Case } from './case.ts';
import type { MaskedIdentity } from './masking.ts';

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
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

/** How likely it is that both are one person, as it is said beside the number. */
export type Likelihood = 'almost-certain' | 'very-likely' | 'likely' | 'possible' | 'unlikely' | 'very-unlikely';

const leastOf: readonly (readonly [least: number, words: Likelihood])[] = [[0.99, 'almost-certain'], [0.9, 'very-likely'], [0.6, 'likely'], [0.3, 'possible'], [0.05, 'unlikely']];

export function likelihoodOf(probability: number): Likelihood {
  return leastOf.find(([least]) => probability >= least)?.[1] ?? 'very-unlikely';
}

/** How much a field says, and which way. */
export type Strength = 'for-strongly' | 'for' | 'for-little' | 'against-little' | 'against' | 'against-strongly';

const strongBits = 9;
const plainBits = 4;
const leastBits = 0.4;

export function strengthOf(weight: number): Strength | null {
  const bits = Math.abs(weight);
  if (bits < leastBits) return null;
  const way = weight > 0 ? 'for' : 'against';
  if (bits >= strongBits) return `${way}-strongly`;
  if (bits < plainBits) return `${way}-little`;
  return way;
}

const namedIn: Readonly<Record<FieldComparison['field'], readonly MatchFact[]>> = {
  'person number': ['person number'], 'national insurance number': ['national insurance number'], 'NHS number': ['NHS number'], name: ['name', 'former name'],
  'date of birth': ['date of birth', 'day and month swapped'], address: ['present address', 'former address'], account: [], phone: [], 'e-mail': [],
};

/** The fields beside one another. A match that was kept before fields were compared one by one says what it knew. */
export function fieldsToShow(candidate: MatchCandidate, ours: MaskedIdentity): readonly FieldComparison[] {
  if (candidate.compared !== undefined) return candidate.compared;
  const shown: Readonly<Partial<Record<FieldComparison['field'], readonly [string, string]>>> = {
    name: [ours.name, candidate.maskedName], 'date of birth': [ours.dateOfBirth, candidate.maskedDateOfBirth], address: [ours.address, candidate.maskedAddress],
  };
  return (['name', 'date of birth', 'address', 'national insurance number', 'NHS number', 'person number'] as const).map((field) => {
    const has = (facts: readonly MatchFact[]): boolean => namedIn[field].some((fact) => facts.includes(fact));
    const likeness = has(candidate.agreed) ? 'agrees' : has(candidate.differed) ? 'differs' : 'not held';
    const [mine, theirs] = shown[field] ?? ['', ''];
    return { field, likeness, how: candidate.agreed.includes('day and month swapped') && field === 'date of birth' ? ['day and month swapped'] : [], weight: 0, ours: mine, theirs };
  });
}
