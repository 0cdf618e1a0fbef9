/** Records an officer's decision about a probable match, and asks the system again when the decision changes what it holds. */

import type { StaffActor } from '../platform/actor.ts';
import type { Read } from '../platform/database.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import { unsealJson } from '../platform/sealing.ts';
import type { Case } from './case.ts';
import { candidateSchema } from './item-facts.ts';
import { stateAfter, type Match, type MatchAnswer } from './match.ts';
import { candidatePlace, caseKeyScope } from './places.ts';
import { askAgain } from './retry-system.ts';
import { findMatchRow, findSearch, matchesOf, updateMatch } from './search-store.ts';

export async function findMatch(tools: Pick<Tools, 'keys'>, read: Read, asked: { readonly found: Case; readonly matchId: string }): Promise<Match | null> {
  const { found, matchId } = asked;
  const row = await findMatchRow(read, found.id, matchId);
  if (row === null) return null;
  const key = await tools.keys.keyFor(caseKeyScope(found.id));
  const candidate = unsealJson(key, candidatePlace(row.id), { sealed: row.sealed_candidate, schema: candidateSchema });
  const { ownerAccountId, isUnowned, isRestricted, isWithApprover } = found;
  return { id: row.id, found, systemId: row.system_id, state: row.state, candidate, ownerAccountId, isUnowned, isRestricted, isWithApprover };
}

/** Changing the answer undoes the one before. @throws Conflict if somebody else answered meanwhile. */
export async function decideMatch(tools: Pick<Tools, 'database' | 'clock'>, actor: StaffActor, decided: { readonly match: Match; readonly answer: MatchAnswer }): Promise<void> {
  const { match } = decided;
  const to = stateAfter[decided.answer];
  if (match.state === to) return;
  const { found, systemId } = match;
  const at = tools.clock.now();
  const record = { actor, action: 'match.decide', about: { type: 'Match', id: match.id }, caseId: found.id, details: { system: systemId, state: to } };
  await recordedChange(tools.database, record, async (change) => {
    const isDecided = await updateMatch(change, { matchId: match.id, from: match.state, to, by: actor.accountId, at });
    if (!isDecided) throw new Conflict('match-decided');
    if (to === 'certain') await rejectOthers(change, match, { by: actor.accountId, at });
    await goOn(change, match, { askedBy: actor.accountId, at });
  });
}

/** One person of a system is meant at most. */
async function rejectOthers(change: Change, match: Match, { by, at }: { readonly by: string; readonly at: Date }): Promise<void> {
  const others = (await matchesOf(change.write, match.found.id)).filter(({ id, system_id: systemId, state }) => systemId === match.systemId && id !== match.id && state !== 'rejected');
  for (const { id, state } of others) await updateMatch(change, { matchId: id, from: state, to: 'rejected', by, at });
}

/** The job reads the decisions and ends as held, not held, or waiting for the next one. */
async function goOn(change: Change, { found, systemId }: Match, asked: { readonly askedBy: string; readonly at: Date }): Promise<void> {
  const search = await findSearch(change.write, found.id, systemId);
  if (search === null || search.endedAt === null) throw new Conflict('case-changed');
  await askAgain(change, { caseId: found.id, systemId, attempt: search.attempt, ...asked });
}
