/** The rules an ID token must meet beyond its signature: when it was made, how strong, how fresh, for whom. */

import { authenticatorLadder } from '../../policies/step-up.ts';
import { clockSkewSeconds, isAtLeast } from './assurance.ts';
import { authenticatorOf, dialects, type DialectName } from './providers.ts';
import type { Refusal } from './sign-in-refused.ts';
import type { SignInTransaction } from './transactions.ts';

/** Claims as they came, after the signature, issuer, audience, nonce and expiry were checked. */
export type TokenClaims = Readonly<Record<string, unknown>> & { readonly sub: string; readonly iat: number };

/** Source: OpenID Connect Core 2. */
const maxSubjectLength = 255;
const maxFutureSeconds = 60;
const maxTokenAgeSeconds = 10 * 60;

/** Null when the token may be believed; else why not. Time is in seconds since 1970. */
export function refusalOf(claims: TokenClaims, transaction: SignInTransaction, nowSeconds: number): Refusal | null {
  if (claims.sub.length === 0 || claims.sub.length > maxSubjectLength) return 'token-refused';
  if (!isMadeForThisAsking(claims.iat, transaction, nowSeconds)) return 'token-refused';
  const { auth_time: authTime } = claims;
  if (!isInstant(authTime) || authTime > nowSeconds + maxFutureSeconds) return 'token-refused';
  if (transaction.expectedSubject !== null && claims.sub !== transaction.expectedSubject) return 'somebody-else';
  if (isOlderThanAsked(authTime, transaction)) return 'too-old';
  const strength = authenticatorOf(transaction.dialect, strengthWord(claims, transaction.dialect));
  return isAtLeast(strength, transaction.neededStrength) ? null : 'too-weak';
}

function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function isMadeForThisAsking(issuedAt: unknown, transaction: SignInTransaction, nowSeconds: number): boolean {
  if (!isInstant(issuedAt)) return false;
  const isNotAhead = issuedAt <= nowSeconds + maxFutureSeconds;
  const isRecent = issuedAt >= nowSeconds - maxTokenAgeSeconds;
  return isNotAhead && isRecent && issuedAt >= transaction.startedAtSeconds - maxFutureSeconds;
}

/** Judged on what came back: providers ignore max_age and prompt, and the address can be edited on the way. */
function isOlderThanAsked(authTime: number, { maxAgeSeconds, startedAtSeconds }: SignInTransaction): boolean {
  return maxAgeSeconds !== null && authTime < startedAtSeconds - maxAgeSeconds - clockSkewSeconds;
}

/** The provider's word for the strength of the sign-in; of several, the strongest that we know. */
export function strengthWord(claims: TokenClaims, dialect: DialectName): string {
  const said = claims[dialects[dialect].strengthClaim];
  const words = (Array.isArray(said) ? said : [said]).filter((word) => typeof word === 'string');
  const rung = (word: string) => authenticatorLadder.indexOf(authenticatorOf(dialect, word));
  return words.toSorted((one, other) => rung(other) - rung(one))[0] ?? '';
}

export function identityWord(claims: TokenClaims, dialect: DialectName): string {
  const said = claims[dialects[dialect].identityClaim];
  return typeof said === 'string' ? said : '';
}

export function methodsUsed(claims: TokenClaims): readonly string[] {
  const { amr } = claims;
  return Array.isArray(amr) ? amr.filter((method) => typeof method === 'string').slice(0, 8) : [];
}
