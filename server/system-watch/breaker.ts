/** When a system that keeps failing is left alone for a while, so that it recovers and nobody waits for it. */

import type { FaultReason } from '../connected-systems/connector.ts';

export interface SystemState {
  readonly lastAskedAt: Date | null;
  readonly lastAnsweredAt: Date | null;
  /** Why the last asking failed; null when it was answered. */
  readonly lastReason: FaultReason | null;
  readonly failuresInARow: number;
  readonly restingUntil: Date | null;
}

export const neverAsked: SystemState = { lastAskedAt: null, lastAnsweredAt: null, lastReason: null, failuresInARow: 0, restingUntil: null };

/** What an asking came to, as the breaker sees it: an answer, whatever it said, or the reason there was none. */
export type AskingEnd = { readonly isAnswer: true } | { readonly isAnswer: false; readonly reason: FaultReason };

const failuresBeforeRest = 3;
const restMinutes = [2, 5, 15, 30] as const;

/** An answer forgets every failure. From the third failure in a row on, each brings a longer rest, up to half an hour. */
export function afterAsking(state: SystemState, end: AskingEnd, now: Date): SystemState {
  if (end.isAnswer) return { lastAskedAt: now, lastAnsweredAt: now, lastReason: null, failuresInARow: 0, restingUntil: null };
  const failuresInARow = state.failuresInARow + 1;
  const rest = restMinutes[Math.min(failuresInARow - failuresBeforeRest, restMinutes.length - 1)];
  const restingUntil = rest === undefined ? null : new Date(now.getTime() + rest * 60_000);
  return { ...state, lastAskedAt: now, lastReason: end.reason, failuresInARow, restingUntil };
}

/** Once the rest is over, the next asking is the trial: it ends the row of failures or begins a longer rest. */
export function isResting({ restingUntil }: SystemState, now: Date): boolean {
  return restingUntil !== null && now < restingUntil;
}
