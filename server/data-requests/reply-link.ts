/** What a one-time link to a data request is made of, and what it is swapped for: secrets of 256 bits, of which only hashes are kept. */

import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { timeLimits } from '../../policies/time-limits.ts';

const secretBytes = 32;
const secretPattern = /^[A-Za-z0-9_-]{43}$/;

export function newSecret(): string {
  return randomBytes(secretBytes).toString('base64url');
}

/** Anything that is no secret of ours is not even looked up. */
export function isSecret(text: string): boolean {
  return secretPattern.test(text);
}

/** No salt and no stretching: what is hashed is as random as a key. */
export function hashOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export function linkExpiry(madeAt: Date): Date {
  return new Date(madeAt.getTime() + timeLimits.replyLinkDays * 86_400_000);
}

export function sessionEnd(startedAt: Date): Date {
  return new Date(startedAt.getTime() + timeLimits.replySessionMinutes * 60_000);
}

/** Stands in every form of the session; whoever has not its secret cannot make it. */
export function formTokenOf(sessionSecret: string): string {
  return createHmac('sha256', sessionSecret).update('reply-form').digest('base64url');
}

export function isFormTokenOf(sessionSecret: string, given: string): boolean {
  const [one, other] = [Buffer.from(formTokenOf(sessionSecret)), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
