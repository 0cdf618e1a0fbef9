/** Asks each system regularly whether it answers, and compares what it has with its description. */

import { checkSystem, compareWithDescription, type CheckAnswer, type DriftAnswer } from '../connected-systems/ask-system.ts';
import { usualLimits, type ConnectedSystem } from '../connected-systems/connector.ts';
import { civilDay } from '../platform/clock.ts';
import type { Actor } from '../platform/actor.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import type { DriftPlace } from './drift.ts';
import { noteAsking } from './note-asking.ts';
import { replaceDrift } from './store.ts';

export const watchLimits = { ...usualLimits, idleMs: 8_000, wholeMs: 20_000 };

/** What looking at one system came to. Nobody's data is asked for. */
export interface Looked {
  readonly check: CheckAnswer;
  readonly drift: DriftAnswer;
}

export async function lookAt(system: ConnectedSystem, signal: AbortSignal): Promise<Looked> {
  const asked = { signal, limits: watchLimits };
  const check = await checkSystem(system, asked);
  return { check, drift: check.outcome === 'reachable' ? await compareWithDescription(system, asked) : { outcome: 'cannot tell' } };
}

export async function keepLooked(change: Change, system: ConnectedSystem, { looked, at }: { readonly looked: Looked; readonly at: Date }): Promise<void> {
  await noteAsking(change, { systemId: system.key, answer: looked.check, items: 0, at });
  if (looked.drift.outcome !== 'compared') return;
  const { unknown, gone } = looked.drift.drift;
  const placed = (kind: DriftPlace['kind']) => (place: string): DriftPlace => ({ place, kind, foundOn: civilDay(at) });
  await replaceDrift(change, system.key, [...unknown.map(placed('unknown')), ...gone.map(placed('gone'))]);
}

/** Side by side, so that a system that hangs keeps no other waiting; one change for the whole round. */
export async function watchSystems(tools: Pick<Tools, 'database' | 'clock'>, systems: readonly ConnectedSystem[], signal: AbortSignal): Promise<void> {
  const watched = systems.filter(({ answeredBy, suspended }) => answeredBy === undefined && suspended === undefined);
  if (watched.length === 0) return;
  const looks = await Promise.all(watched.map(async (system) => ({ system, looked: await lookAt(system, signal) })));
  const reachable = looks.filter(({ looked }) => looked.check.outcome === 'reachable').length;
  const actor: Actor = { kind: 'worker', job: 'watch-systems', caseId: null };
  const details = { reachable, failed: looks.length - reachable };
  await recordedChange(tools.database, { actor, action: 'system.watch', about: { type: 'ConnectedSystem', id: 'all' }, details }, async (change) => {
    for (const { system, looked } of looks) await keepLooked(change, system, { looked, at: tools.clock.now() });
  });
}
