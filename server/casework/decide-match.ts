/** Records an officer's decision about a probable match, and asks the system again when the decision changes what it holds. */

import type { StaffActor } from '../platform/actor.ts';
import type { Read } from '../platform/database.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import { blindIndex, unsealJson } from '../platform/sealing.ts';
import type { Case } from './case.ts';
import { candidateSchema } from './item-facts.ts';
import { stateAfter, type Match, type MatchAnswer } from './match.ts';
import { decidedBefore, findMatchRow, matchesOf, reopenOthers, updateMatch, type EarlierDecision } from './match-store.ts';
import { candidatePlace, caseKeyScope } from './places.ts';
import { askAgain } from './retry-system.ts';
import { findSearch } from './search-store.ts';
import { lockCase } from './store.ts';
import { standingOf } from './system-search.ts';

export async function findMatch(tools: Pick<Tools, 'keys'>, read: Read, asked: { readonly found: Case; readonly matchId: string }): Promise<Match | null> {
  const { found, matchId } = asked;
  const row = await findMatchRow(read, found.id, matchId);
  if (row === null) return null;
  const key = await tools.keys.keyFor(caseKeyScope(found.id));
  const candidate = unsealJson(key, candidatePlace(row.id), { sealed: row.sealed_candidate, schema: candidateSchema });
  const { ownerAccountId, isUnowned, isRestricted, isWithApprover } = found;
  return {
    id: row.id, found, systemId: row.system_id, state: row.state, candidate, decidedBy: row.decided_by, decidedAt: row.decided_at,
    ownerAccountId, isUnowned, isRestricted, isWithApprover,
  };
}

/** What stands beside a match: who else of that system may be meant, and what was decided of this person in another case. */
export interface BesideMatch {
  /** Every candidate of the system, this one too, the likeliest first. */
  readonly candidates: readonly Pick<Match, 'id' | 'state'>[];
  readonly earlier: EarlierDecision | null;
}

/** An earlier decision is shown and never applied by itself: another case, another officer, and perhaps another record by now. */
export async function besideMatch(tools: Pick<Tools, 'keys'>, read: Read, match: Match): Promise<BesideMatch> {
  const candidates = (await matchesOf(read, match.found.id)).filter(({ system_id: systemId }) => systemId === match.systemId);
  const earlier = await decidedBefore(read, { personIndex: await personIndexOf(tools, match), caseId: match.found.id });
  return { candidates: candidates.map(({ id, state }) => ({ id, state })), earlier };
}

/** Under the data subject's own key: it says nothing of anybody to whoever has not that key, and nothing across two people. */
async function personIndexOf(tools: Pick<Tools, 'keys'>, { found, systemId, candidate }: Match): Promise<Buffer> {
  return blindIndex(await tools.keys.keyFor(`subject:${found.dataSubjectId}`), 'matched-person', `${systemId}|${candidate.reference}`);
}

/**
 * Each record is answered for by itself: one person may have several. Changing the answer undoes the one before, until the case is with the approver.
 * @throws Conflict if somebody else answered meanwhile, or the case went to clearance.
 */
export async function decideMatch(tools: Pick<Tools, 'database' | 'clock' | 'keys'>, actor: StaffActor, decided: { readonly match: Match; readonly answer: MatchAnswer }): Promise<void> {
  const { match } = decided;
  const to = stateAfter[decided.answer];
  if (match.found.isWithApprover) throw new Conflict('case-changed');
  // That somebody looked and could not tell is worth keeping; the same decision twice is not.
  if (match.state === to && to !== 'probable') return;
  const { found, systemId } = match;
  const at = tools.clock.now();
  const personIndex = await personIndexOf(tools, match);
  const record = { actor, action: 'match.decide', about: { type: 'Match', id: match.id }, caseId: found.id, details: { system: systemId, from: match.state, state: to } };
  await recordedChange(tools.database, record, async (change) => {
    // Of two answers at once the second sees the first, so that the last one goes on.
    await lockCase(change, found.id);
    const isDecided = await updateMatch(change, { matchId: match.id, from: match.state, to, by: actor.accountId, at, personIndex });
    if (!isDecided) throw new Conflict('match-decided');
    if (match.state === 'certain') await reopenOthers(change, match.id);
    if (match.state !== to) await goOn(change, match, { askedBy: actor.accountId, at });
  });
}

/** While somebody else is undecided the system waits on; then the job reads the decisions and ends as held or not held. */
async function goOn(change: Change, { found, systemId }: Match, asked: { readonly askedBy: string; readonly at: Date }): Promise<void> {
  const search = await findSearch(change.write, found.id, systemId);
  if (search === null || search.endedAt === null) throw new Conflict('case-changed');
  const isWaiting = standingOf(search) === 'match to decide' && !search.isExcused;
  if (isWaiting && (await matchesOf(change.write, found.id)).some((each) => each.system_id === systemId && each.state === 'probable')) return;
  await askAgain(change, { caseId: found.id, systemId, attempt: search.attempt, ...asked });
}
