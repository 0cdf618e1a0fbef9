/** Counts how often the live view was enough, and how often it was not, without a word of whose. */

import type { ResidentActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { countSaid, insertSaid, type SaidBefore } from './answers-store.ts';

/** A count that fails is told to the log, and stops nobody. The audit log is not told who. */
export async function countBeforeAsking(tools: Pick<Tools, 'database' | 'clock' | 'log'>, actor: ResidentActor, said: SaidBefore): Promise<void> {
  const on = civilDay(tools.clock.now());
  const record = { actor, recordedAs: { kind: 'visitor' }, action: 'answer-before-asking.count', about: { type: 'AnswerBeforeAsking', id: on } } as const;
  try {
    await recordedChange(tools.database, record, (change) => insertSaid(change, { said_on: on, said }));
  } catch (error) {
    tools.log.fault('answers before asking', error);
  }
}

const lastDays = 30;

export interface AnswersBeforeAsking {
  readonly answered: number;
  readonly carriedOn: number;
  readonly days: number;
}

/** Of the last 30 days. Zero for every reader but the manager. */
export async function answersBeforeAsking(read: Read, now: Date): Promise<AnswersBeforeAsking> {
  const counted = await countSaid(read, civilDay(new Date(now.getTime() - lastDays * 86_400_000)));
  return { answered: counted.answered, carriedOn: counted['carried on'], days: lastDays };
}
