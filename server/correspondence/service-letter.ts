/** A letter to a service, by e-mail: it says which data request it is about and what to press, and nothing about anybody. */

import { z } from 'zod';
import type { Place } from '../platform/sealing.ts';

/** Each kind has its sentences under `data-requests.letters.<kind>` in the language files. */
export const serviceLetterKinds = ['data-request', 'chase', 'escalation', 'question-answered', 'new-link'] as const;
export type ServiceLetterKind = (typeof serviceLetterKinds)[number];

/** Whom it is for: the contact of the service, or who is asked when the contact does not answer. */
export type Addressee = 'contact' | 'escalation';

export type LetterState = 'waiting' | 'sent' | 'failed' | 'not wanted';

/** Why a letter did not go out: a closed word. */
export type LetterProblem = 'refused-by-server' | 'no-mail-server' | 'restricted' | 'not-open';

export const letterSchema = z.object({ to: z.string(), name: z.string(), subject: z.string(), text: z.string() });
export type LetterText = Readonly<z.infer<typeof letterSchema>>;

/** Stands in the kept text where the link goes: the link itself is made when the letter leaves, and is kept nowhere. */
export const linkMark = '[link]';

export function letterPlace(id: string): Place {
  return { table: 'service_letters', column: 'sealed_letter', id };
}

/** A mail server that does not answer is tried again for two hours. */
export const retryAfterMinutes = 15;
export const mostTries = 8;

/** What to do when a letter could not be handed over: the mail server's own no is final, its silence is not. */
export function afterFailure(error: unknown, tries: number): LetterProblem | 'again' {
  const code = error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0;
  if (code >= 500) return 'refused-by-server';
  return tries >= mostTries ? 'no-mail-server' : 'again';
}
