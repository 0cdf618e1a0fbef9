/** Records that an officer must not work on a case, such as that of a relation: from then on it is not found for them. */

import type { StaffActor } from '../platform/actor.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import type { Case } from './case.ts';
import { insertConflict, releaseOwner } from './store.ts';

/** A case of one's own goes back to the team. Declaring twice is declaring once. */
export async function declareConflict(tools: Pick<Tools, 'database'>, actor: StaffActor, found: Pick<Case, 'id' | 'ownerAccountId'>): Promise<void> {
  const record = { actor, action: 'case.declare-conflict', about: { type: 'Case', id: found.id }, caseId: found.id };
  await recordedChange(tools.database, record, async (change) => {
    if (found.ownerAccountId === actor.accountId) await releaseOwner(change, found.id, actor.accountId);
    await insertConflict(change, found.id, actor.accountId);
  });
}
