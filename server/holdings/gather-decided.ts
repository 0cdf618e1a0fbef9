/** Gathers what systems hold as officers decided they are read: a system that rests is left alone, and stands there as one that did not answer. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { withDecided } from '../system-watch/as-decided.ts';
import type { Gathered, HoldingsDesk, Question } from './gather-holdings.ts';
import type { Subject } from './own-subject.ts';
import { mayBeShownLive } from './shown-live.ts';

export interface Desk {
  readonly desk: HoldingsDesk;
  readonly systems: readonly ConnectedSystem[];
}

/** In the order of the systems that may be shown live. @param withinMs as the desk takes it */
export async function gatherDecided({ desk, systems }: Desk, asked: { readonly subject: Subject } & Pick<Question, 'now' | 'log'>, withinMs?: number): Promise<readonly Gathered[]> {
  const { subject, now, log } = asked;
  const shown = systems.filter((system) => mayBeShownLive(system.describe())).map((system) => withDecided(system, subject.decided));
  const gathered = await desk.gather(shown.filter(({ isResting }) => !isResting).map(({ system }) => system), { dataSubjectId: subject.dataSubjectId, identity: subject.identity, now, log }, withinMs);
  return shown.flatMap(({ system, isResting }): readonly Gathered[] =>
    isResting ? [{ system, summary: { outcome: 'errored', reason: 'resting' }, askedAt: now }] : gathered.filter((each) => each.system.key === system.key),
  );
}
