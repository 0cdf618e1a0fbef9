/** Tries the connection of one system because an officer asks, and keeps what came of it. */

import type { CheckAnswer } from '../connected-systems/ask-system.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { StaffActor } from '../platform/actor.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { keepLooked, lookAt, watchLimits } from './watch-systems.ts';

export interface Tested {
  readonly check: CheckAnswer;
  readonly milliseconds: number;
}

/** Recorded before it reaches into another team's system, and again with what it found; an answer ends a rest. */
export async function testSystem(tools: Pick<Tools, 'database' | 'clock'>, actor: StaffActor, system: ConnectedSystem): Promise<Tested> {
  const about = { type: 'ConnectedSystem', id: system.key };
  await recordedChange(tools.database, { actor, action: 'system.test', about }, () => Promise.resolve());
  const beganAtMs = performance.now();
  const looked = await lookAt(system, AbortSignal.timeout(2 * watchLimits.wholeMs));
  const milliseconds = Math.round(performance.now() - beganAtMs);
  await recordedChange(tools.database, { actor, action: 'system.tested', about, details: { outcome: looked.check.outcome } }, (change) => keepLooked(change, system, { looked, at: tools.clock.now() }));
  return { check: looked.check, milliseconds };
}
