/** Keeps who may be meant in a system, the likeliest first: whom an officer decided about stays decided, whoever is new waits. */

import type { MatchCandidate } from '../connected-systems/connector.ts';
import { newId } from '../platform/ids.ts';
import type { Change } from '../platform/recorded-change.ts';
import { sealJson, unsealJson, type SealingKey } from '../platform/sealing.ts';
import { candidateSchema } from './item-facts.ts';
import { insertMatches, matchesOf, refreshMatch, type MatchRow } from './match-store.ts';
import { candidatePlace } from './places.ts';

export interface Merging {
  readonly caseId: string;
  readonly systemId: string;
  readonly key: SealingKey;
  /** Best first. */
  readonly candidates: readonly MatchCandidate[];
}

/** False when nobody is left to decide about: every one of them was rejected before. */
export async function mergeMatches(change: Change, { caseId, systemId, key, candidates }: Merging): Promise<boolean> {
  const before = (await matchesOf(change.write, caseId)).filter((match) => match.system_id === systemId);
  const known = new Map(before.map((row) => [referenceOf(key, row), row]));
  for (const [rank, candidate] of candidates.entries()) {
    const row = known.get(candidate.reference);
    if (row?.state === 'probable') await refreshMatch(change, { id: row.id, rank, sealed_candidate: sealJson(key, candidatePlace(row.id), candidate) });
  }
  const added = [...candidates.entries()].filter(([, { reference }]) => !known.has(reference)).map(([rank, candidate]) => {
    const id = newId();
    return { id, case_id: caseId, system_id: systemId, rank, sealed_candidate: sealJson(key, candidatePlace(id), candidate), state: 'probable' as const };
  });
  await insertMatches(change, added);
  return added.length > 0 || before.some(({ state }) => state !== 'rejected');
}

/** The person of the system, as that system numbers them. */
export function referenceOf(key: SealingKey, row: MatchRow): string {
  return unsealJson(key, candidatePlace(row.id), { sealed: row.sealed_candidate, schema: candidateSchema }).reference;
}
