/** The sign-ins a browser has begun and not yet finished: a few, short-lived, each usable once. */

import type { ActOnObject } from './assurance.ts';
import type { DialectName, ProviderName } from './providers.ts';
import type { AuthenticatorStrength } from '../../policies/step-up.ts';

export interface SignInTransaction {
  readonly provider: ProviderName;
  readonly issuer: string;
  readonly dialect: DialectName;
  readonly redirectUri: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly startedAtSeconds: number;
  readonly neededStrength: AuthenticatorStrength;
  /** Words sent as acr_values; empty when none were. */
  readonly acrValues: string;
  /** Null when no age was asked for; 0 when a new sign-in was demanded. */
  readonly maxAgeSeconds: number | null;
  /** Set on step-up: whoever comes back must be this person. */
  readonly expectedSubject: string | null;
  readonly purpose: ActOnObject | null;
  /** A path of ours, already checked. */
  readonly returnTo: string;
  /** A form that was sent when the new sign-in was asked for, sealed. */
  readonly sealedForm: string | null;
}

/** Keyed by `state`. A session keeps this. */
export type SignInTransactions = Readonly<Record<string, SignInTransaction>>;

export const maxTransactions = 5;
export const transactionLifeSeconds = 10 * 60;

function isAlive(transaction: SignInTransaction, nowSeconds: number): boolean {
  const age = nowSeconds - transaction.startedAtSeconds;
  return age >= 0 && age <= transactionLifeSeconds;
}

/** With one more begun; the oldest gives way when there are too many. */
export function withTransaction(
  begun: SignInTransactions,
  state: string,
  transaction: SignInTransaction,
): SignInTransactions {
  const alive = Object.entries(begun).filter(([, each]) => isAlive(each, transaction.startedAtSeconds));
  return Object.fromEntries([...alive, [state, transaction] as const].slice(-maxTransactions));
}

export interface Taken {
  /** Null when this session never began such a sign-in, it is too old, or it was used before. */
  readonly transaction: SignInTransaction | null;
  readonly left: SignInTransactions;
}

/** Takes the transaction out, so that no answer counts twice. */
export function takeTransaction(begun: SignInTransactions, state: string, nowSeconds: number): Taken {
  const found = Object.hasOwn(begun, state) ? begun[state] : undefined;
  const left = Object.fromEntries(Object.entries(begun).filter(([key]) => key !== state));
  return { transaction: found !== undefined && isAlive(found, nowSeconds) ? found : null, left };
}

/**
 * What may survive a sign-in in another tab: the same provider's, and only for the person now signed in.
 * Without that, a sign-in somebody planted beforehand could later swap the person.
 */
export function keptForPerson(begun: SignInTransactions, person: { readonly provider: ProviderName; readonly subject: string }): SignInTransactions {
  const same = Object.entries(begun).filter(([, each]) => each.provider === person.provider && (each.expectedSubject ?? person.subject) === person.subject);
  return Object.fromEntries(same.map(([state, each]) => [state, { ...each, expectedSubject: person.subject }]));
}
