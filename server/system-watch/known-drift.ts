/** What is known of the drift of every system, for pages that speak of a search. */

import type { Read } from '../platform/database.ts';
import type { DriftDecision, DriftPlace } from './drift.ts';
import { driftDecided, driftFound } from './store.ts';

export interface KnownDrift {
  readonly found: readonly DriftPlace[];
  readonly decided: readonly DriftDecision[];
}

/** By system; nothing for one without drift. */
export async function knownDrift(read: Read): Promise<(systemId: string) => KnownDrift> {
  const [found, decided] = [await driftFound(read), await driftDecided(read)];
  return (systemId) => ({ found: found.get(systemId) ?? [], decided: decided.get(systemId) ?? [] });
}
