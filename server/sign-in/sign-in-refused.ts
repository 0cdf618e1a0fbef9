/** Why a sign-in came to nothing: closed words for the log and the page, never what a provider or a browser wrote. */

import type { SignInTransaction } from './transactions.ts';

export const refusals = [
  'malformed-answer',
  'unknown-transaction',
  'wrong-provider',
  'cancelled',
  'provider-refused',
  'provider-unavailable',
  'token-refused',
  'too-weak',
  'too-old',
  'somebody-else',
  'unknown-staff',
  'account-disabled',
] as const;

export type Refusal = (typeof refusals)[number];

export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
  readonly refusal: Refusal;
  /** The sign-in that was under way, once it is known; it says where to go on. */
  readonly transaction: SignInTransaction | null;

  constructor(refusal: Refusal, options: ErrorOptions & { readonly transaction?: SignInTransaction } = {}) {
    super(`sign-in refused: ${refusal}`, options);
    this.refusal = refusal;
    this.transaction = options.transaction ?? null;
  }
}
