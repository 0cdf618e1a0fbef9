/** Decides in a rehearsal, in an officer's place, which candidate is the planted person; in no other case. */

import type { MatchCandidate } from '../connected-systems/connector.ts';
import { actorReference, type WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { blindIndex, unsealJson } from '../platform/sealing.ts';
import { findCase } from './find-case.ts';
import { candidateSchema } from './item-facts.ts';
import { matchesOf, updateMatch, type MatchRow } from './match-store.ts';
import { candidatePlace, caseKeyScope } from './places.ts';
import { askAgain } from './retry-system.ts';
import { findSearch } from './search-store.ts';

/** False when no candidate is hers beyond doubt: somebody who is only like her is a real person, and not collected. @throws Error in any case but a rehearsal */
export async function decidePlanted(tools: Pick<Tools, 'database' | 'clock' | 'keys'>, actor: WorkerActor, systemId: string): Promise<boolean> {
  const caseId = actor.caseId ?? '';
  const { found, matches, search } = await asActor(tools.database, actor, async (read) => ({ found: await findCase(read, caseId), matches: await matchesOf(read, caseId), search: await findSearch(read, caseId, systemId) }));
  if (found?.isRehearsal !== true || search === null) throw new Error('only the people of a rehearsal are decided about by a machine');
  const key = await tools.keys.keyFor(caseKeyScope(caseId));
  const candidateOf = (row: MatchRow): MatchCandidate => unsealJson(key, candidatePlace(row.id), { sealed: row.sealed_candidate, schema: candidateSchema });
  const probable = matches.filter((row) => row.system_id === systemId && row.state === 'probable').map((row) => ({ id: row.id, candidate: candidateOf(row) }));
  const hers = probable.find(({ candidate }) => hasOwnIdentifier(candidate));
  if (hers === undefined) return false;
  const at = tools.clock.now();
  const by = actorReference(actor);
  const subjectKey = await tools.keys.keyFor(`subject:${found.dataSubjectId}`);
  const record = { actor, action: 'match.decide', about: { type: 'Match', id: hers.id }, caseId, details: { system: systemId, from: 'probable', state: 'certain' } };
  await recordedChange(tools.database, record, async (change) => {
    for (const { id, candidate } of probable) {
      const personIndex = blindIndex(subjectKey, 'matched-person', `${systemId}|${candidate.reference}`);
      const isDecided = await updateMatch(change, { matchId: id, from: 'probable', to: id === hers.id ? 'certain' : 'rejected', by, at, personIndex });
      if (!isDecided) throw new Error('somebody else decided about the people of a rehearsal');
    }
    await askAgain(change, { caseId, systemId, attempt: search.attempt, askedBy: by, at });
  });
  return true;
}

const ownFields: readonly string[] = ['person number', 'national insurance number', 'NHS number', 'account', 'phone', 'e-mail'];

/** What nobody else has: her number, or the address or telephone she was planted with. */
function hasOwnIdentifier({ agreed, compared, messages }: MatchCandidate): boolean {
  if (messages?.by === 'correspondent' || messages?.by === 'number') return true;
  return [...agreed, ...(compared ?? []).filter(({ likeness }) => likeness === 'agrees').map(({ field }) => field)].some((field) => ownFields.includes(field));
}
