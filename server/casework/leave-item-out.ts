/** Records why an item that stays in quarantine is left out, so that the case can go on without it. It stays where it is, and is never opened. */

import type { StaffActor } from '../platform/actor.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { sealText } from '../platform/sealing.ts';
import { caseKeyScope, leftOutPlace } from './places.ts';
import { overdueBefore } from './quarantine.ts';
import { markLeftOut } from './quarantine-store.ts';
import { lockCase } from './store.ts';

export interface LeaveItemOut {
  readonly caseId: string;
  readonly itemId: string;
  readonly because: string;
}

/** @throws Conflict if it was let out, or left out by somebody else, meanwhile. */
export async function leaveItemOut(tools: Pick<Tools, 'database' | 'keys' | 'clock'>, actor: StaffActor, { caseId, itemId, because }: LeaveItemOut): Promise<void> {
  const key = await tools.keys.keyFor(caseKeyScope(caseId));
  const record = { actor, action: 'item.leave-out', about: { type: 'Item', id: itemId }, caseId };
  await recordedChange(tools.database, record, async (change) => {
    await lockCase(change, caseId);
    const at = tools.clock.now();
    const isLeftOut = await markLeftOut(change, { itemId, sealedBecause: sealText(key, leftOutPlace(itemId), because), by: actor.accountId, at, overdueBefore: overdueBefore(at) });
    if (!isLeftOut) throw new Conflict('case-changed');
  });
}
