/** Reads what a provider's redirect brought back, taking nothing that is missing, doubled or oversized. */

import { SignInRefused } from './sign-in-refused.ts';

export interface CallbackAnswer {
  readonly state: string;
  /** Exactly one of `code` and `error` is present. */
  readonly code: string | null;
  readonly error: string | null;
  /** Who says they answer, where the provider says so. Source: RFC 9207. */
  readonly issuer: string | null;
}

const maxQueryLength = 4_096;
const maxLengths = { state: 128, code: 2_048, error: 64, iss: 512 } as const;

/** @throws SignInRefused `malformed-answer` */
export function readCallbackAnswer(address: string): CallbackAnswer {
  const query = address.includes('?') ? address.slice(address.indexOf('?') + 1) : '';
  if (query.length > maxQueryLength) throw new SignInRefused('malformed-answer');
  const parameters = new URLSearchParams(query);
  const state = single(parameters, 'state');
  const code = single(parameters, 'code');
  const error = single(parameters, 'error');
  const issuer = single(parameters, 'iss');
  if (state === null || (code === null) === (error === null)) throw new SignInRefused('malformed-answer');
  return { state, code, error, issuer };
}

function single(parameters: URLSearchParams, name: keyof typeof maxLengths): string | null {
  const values = parameters.getAll(name);
  const [value] = values;
  if (value === undefined) return null;
  const isPlain = values.length === 1 && value.length > 0 && value.length <= maxLengths[name] && /^[\x20-\x7e]+$/.test(value);
  if (!isPlain) throw new SignInRefused('malformed-answer');
  return value;
}
