/** Records why a system that gave no answer is left out, so that the case can go on without it. */

import type { StaffActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { Conflict, NotFound } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { closeDataRequest } from '../data-requests/close-data-request.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { sealText } from '../platform/sealing.ts';
import type { Case } from './case.ts';
import { finishIfCollected } from './finish-collecting.ts';
import { caseKeyScope, excusePlace } from './places.ts';
import { excuseSearch, findSearch } from './search-store.ts';
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
  const key = await tools.keys.keyFor(caseKeyScope(found.id));
  const record = { actor, action: 'system.leave-out', about: { type: 'Case', id: found.id }, caseId: found.id, details: { system: systemId } };
  await recordedChange(tools.database, record, async (change) => {
    await lockCase(change, found.id);
    const sealedBecause = sealText(key, excusePlace(found.id, systemId), because);
    const isExcused = await excuseSearch(change, { caseId: found.id, systemId, attempt: search.attempt, sealedBecause, by: actor.accountId });
    const isWaiting = standingOf(search) === 'waiting for a service';
    const isClosed = !isWaiting || (await closeDataRequest(change, { caseId: found.id, systemId, attempt: search.attempt, by: actor.accountId, at: tools.clock.now() }));
    if (!isExcused || !isClosed) throw new Conflict('case-changed');
    await finishIfCollected(change, found.id);
  });
}
