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

/** What an officer may have seen or heard; no photograph, smartphone or journey is needed for the last three. */
export const officerEvidence = ['passport', 'driving-licence', 'biometric-card', 'letters-and-worker', 'call-back', 'video'] as const;
export type OfficerEvidence = (typeof officerEvidence)[number];

/** So often may details be tried before a request is closed: the form must not serve to find out who is known. */
export const mostTries = 5;

/** Working days within which the council says whether it could match. */
export const answerWithinWorkingDays = 5;

export interface FoundIn {
  readonly system: string;
  /** `whole`: one person alone, probable, whose name, day of birth and address all agree and whom nothing contradicts. */
  readonly answer: 'found' | 'none' | 'probable' | 'whole' | 'no answer';
  readonly reference?: string;
}

export type Verdict =
  | { readonly isOnePerson: true; readonly personNumbers: Readonly<Record<string, string>> }
  | { readonly isOnePerson: false };

/**
 * One person is meant when at least one system knows them for certain: by a number of their own. Where an officer has seen evidence of
 * the name, the day of birth and the address, a person of whom all three agree is enough: that officer decides who it is.
 * A system that knows somebody less well, or did not answer, neither helps nor stops: an officer decides there, when it is collected.
 */
export function verdictOn(answers: readonly FoundIn[], by: { readonly isSeenByOfficer: boolean }): Verdict {
  const certain = answers.filter(({ answer }) => answer === 'found' || (answer === 'whole' && by.isSeenByOfficer));
  if (certain.length === 0) return { isOnePerson: false };
  return { isOnePerson: true, personNumbers: Object.fromEntries(certain.map(({ system, reference }) => [system, reference ?? ''])) };
}
