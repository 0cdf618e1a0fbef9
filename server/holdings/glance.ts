/** Counts what the live view would show a person now, for somebody who is about to ask for it. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { ResidentActor } from '../platform/actor.ts';
import type { House } from '../platform/house.ts';
import { gatherDecided } from './gather-decided.ts';
import type { HoldingsDesk } from './gather-holdings.ts';
import { ownSubject } from './own-subject.ts';
import { recordsShownLive } from './shown-live.ts';

/** Asking is never kept waiting: what has not answered by then is not counted. */
const glanceMs = 250;

export interface Glance {
  readonly house: Pick<House, 'database' | 'keys' | 'clock' | 'log' | 'stepUp'>;
  readonly actor: ResidentActor;
  readonly session: Parameters<House['stepUp']>[1]['session'];
}

/** How many items can be read now without waiting. Zero for whoever may not see them as they are signed in, for any reason, and when it cannot be told. */
export async function glance({ house, actor, session }: Glance, desk: HoldingsDesk, systems: readonly ConnectedSystem[]): Promise<number> {
  const now = house.clock.now();
  if (actor.dataSubjectId === null || house.stepUp({ act: 'see-what-we-hold', object: '' }, { actor, session }, now) !== null) return 0;
  try {
    const subject = await ownSubject(house, actor);
    if (typeof subject === 'string') return 0;
    const gathered = await gatherDecided({ desk, systems }, { subject, now, log: house.log }, glanceMs);
    return gathered.reduce((count, { system, summary }) => count + (summary?.outcome === 'held' ? recordsShownLive(system.describe(), summary.records).length : 0), 0);
  } catch (error) {
    // Whoever asks for a copy must not be stopped by an offer.
    house.log.fault('glance', error);
    return 0;
  }
}
