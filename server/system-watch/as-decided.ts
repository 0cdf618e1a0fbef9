/** A connected system as officers decided it is read: with the columns they classed as personal, unless it rests. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { Read } from '../platform/database.ts';
import { isResting } from './breaker.ts';
import { driftStanding } from './drift.ts';
import { driftDecided, driftFound, statesOf, systemsAsDecided, type DecidedSystem } from './store.ts';

export interface SystemAsDecided {
  readonly system: ConnectedSystem;
  /** It failed several times in a row and is left alone for a while. */
  readonly isResting: boolean;
}

export async function asDecided(read: Read, systems: readonly ConnectedSystem[], now: Date): Promise<readonly SystemAsDecided[]> {
  const [states, found, decided] = [await statesOf(read), await driftFound(read), await driftDecided(read)];
  return systems.map((system) => {
    const state = states.get(system.key);
    const { alsoRead } = driftStanding(found.get(system.key) ?? [], decided.get(system.key) ?? []);
    const columns = alsoRead.flatMap(({ place, plainName }) => (plainName === null ? [] : [{ place, plainName }]));
    return { system: columns.length === 0 ? system : (system.including?.(columns) ?? system), isResting: state !== undefined && isResting(state, now) };
  });
}

/** By system; of those about which nothing is decided, and which do not rest, there is nothing. */
export type DecidedSystems = ReadonlyMap<string, DecidedSystem>;

/** For residents, who may not read how systems fare: one query tells what their page needs. */
export function decidedForResidents(read: Read, now: Date): Promise<DecidedSystems> {
  return systemsAsDecided(read, now);
}

export function withDecided(system: ConnectedSystem, decided: DecidedSystems): SystemAsDecided {
  const known = decided.get(system.key);
  if (known === undefined) return { system, isResting: false };
  return { system: known.alsoRead.length === 0 ? system : (system.including?.(known.alsoRead) ?? system), isResting: known.isResting };
}
