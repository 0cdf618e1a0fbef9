/** Records why a system that gave no answer is left out, so that the case can go on without it. */

import type { StaffActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { Conflict, NotFound } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { closeDataRequest } from '../data-requests/close-data-request.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import { sealText } from '../platform/sealing.ts';
import type { Case } from './case.ts';
import { finishIfCollected } from './finish-collecting.ts';
import { matchesOf } from './match-store.ts';
import { caseKeyScope, excusePlace } from './places.ts';
import { askAgain } from './retry-system.ts';
import { excuseOthers, excuseSearch, findSearch, type Excuse } from './search-store.ts';
import { lockCase } from './store.ts';
import { mayExcuse, standingOf } from './system-search.ts';

export interface ExcuseSystem {
  readonly found: Case;
  readonly systemId: string;
  readonly because: string;
}

/** @throws Conflict if it has answered, or was left out by somebody else, meanwhile. */
export async function excuseSystem(tools: Pick<Tools, 'database' | 'keys' | 'clock'>, actor: StaffActor, { found, systemId, because }: ExcuseSystem): Promise<void> {
  const search = await asActor(tools.database, actor, (read) => findSearch(read, found.id, systemId));
  if (search === null) throw new NotFound('no such search');
  if (!mayExcuse(search)) throw new Conflict('case-changed');
  const standing = standingOf(search);
  const key = await tools.keys.keyFor(caseKeyScope(found.id));
  const record = { actor, action: 'system.leave-out', about: { type: 'Case', id: found.id }, caseId: found.id, details: { system: systemId } };
  await recordedChange(tools.database, record, async (change) => {
    await lockCase(change, found.id);
    const sealedBecause = sealText(key, excusePlace(found.id, systemId), because);
    const excuse = { caseId: found.id, systemId, attempt: search.attempt, sealedBecause, by: actor.accountId };
    if (standing === 'match to decide' && (await collectDecided(change, excuse, tools.clock.now()))) return;
    const isExcused = await excuseSearch(change, excuse);
    const isWaiting = standing === 'waiting for a service';
    const isClosed = !isWaiting || (await closeDataRequest(change, { caseId: found.id, systemId, attempt: search.attempt, by: actor.accountId, at: tools.clock.now() }));
    if (!isExcused || !isClosed) throw new Conflict('case-changed');
    await finishIfCollected(change, found.id);
  });
}

/** Whoever was decided to be meant is collected all the same, and the reason stands for the others. False when nobody was. */
async function collectDecided(change: Change, excuse: Excuse, at: Date): Promise<boolean> {
  const { caseId, systemId, attempt, by } = excuse;
  const isAnyoneMeant = (await matchesOf(change.write, caseId)).some((match) => match.system_id === systemId && match.state === 'certain');
  if (!isAnyoneMeant) return false;
  await askAgain(change, { caseId, systemId, attempt, askedBy: by, at });
  await excuseOthers(change, { ...excuse, attempt: attempt + 1 });
  return true;
}
