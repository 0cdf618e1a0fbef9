/** The ways in which a person can show which records are theirs, and when waiting has gone on long enough. */

/** None of them asks what somebody close to the person could answer. */
export const proofWays = ['identity-check', 'office', 'worker', 'call', 'posted-code'] as const;
export type ProofWay = (typeof proofWays)[number];

export type ProofState = 'waiting' | 'not matched' | 'accepted' | 'refused';

export function isProofWay(word: string): word is ProofWay {
  return (proofWays as readonly string[]).includes(word);
}

/** What the binding says of how it was made. */
export type Evidence = 'provider identity check' | 'checked by an officer';

/** Working days within which the council says whether it could match. */
export const answerWithinWorkingDays = 5;

export interface FoundIn {
  readonly system: string;
  readonly answer: 'found' | 'none' | 'probable' | 'no answer';
  readonly reference?: string;
}

export type Verdict =
  | { readonly isOnePerson: true; readonly personNumbers: Readonly<Record<string, string>> }
  | { readonly isOnePerson: false };

/**
 * One person is meant when at least one system knows them for certain and none knows two people alike.
 * A system that did not answer neither helps nor stops: its number is found later, by name, date of birth and address.
 */
export function verdictOn(answers: readonly FoundIn[]): Verdict {
  const certain = answers.filter((answer) => answer.answer === 'found');
  if (certain.length === 0 || answers.some((answer) => answer.answer === 'probable')) return { isOnePerson: false };
  return { isOnePerson: true, personNumbers: Object.fromEntries(certain.map(({ system, reference }) => [system, reference ?? ''])) };
}
