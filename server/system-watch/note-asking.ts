/** Notes within a change how one asking of a system ended, for its state and for its day. */

import type { FaultReason } from '../connected-systems/connector.ts';
import { civilDay } from '../platform/clock.ts';
import type { Change } from '../platform/recorded-change.ts';
import { afterAsking, type AskingEnd } from './breaker.ts';
import { countAsking, lockState, writeState } from './store.ts';

export interface AskingToNote {
  readonly systemId: string;
  /** In the words of `ask-system.ts`; an asking that was never made notes nothing. */
  readonly answer: { readonly outcome: string; readonly reason?: FaultReason };
  readonly items: number;
  /** Of a planted person: noted for its state, and in no figure of its day. */
  readonly isRehearsal?: boolean;
  readonly at: Date;
}

export async function noteAsking(change: Change, { systemId, answer, items, at, isRehearsal = false }: AskingToNote): Promise<void> {
  const end = endOf(answer);
  if (end === null) return;
  await writeState(change, systemId, afterAsking(await lockState(change, systemId), end, at));
  if (!isRehearsal) await countAsking(change, { systemId, day: civilDay(at), isFailure: !end.isAnswer, items });
}

/** Null for what says nothing about the system: it was switched off, left to rest, or goes on in another part. */
function endOf({ outcome, reason }: AskingToNote['answer']): AskingEnd | null {
  if (outcome === 'suspended' || outcome === 'more' || reason === 'resting') return null;
  return outcome === 'errored' ? { isAnswer: false, reason: reason ?? 'unexpected' } : { isAnswer: true };
}
