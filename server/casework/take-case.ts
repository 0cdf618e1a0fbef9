/** Gives a case that nobody owns to the officer who takes it. */

import type { StaffActor } from '../platform/actor.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { takeUpRectification } from '../requests/take-up-rectification.ts';
import type { Case } from './case.ts';
import { updateOwner } from './store.ts';

/** Taking a case twice is taking it once. @throws Conflict if somebody else took it, or changed it, meanwhile. */
export async function takeCase(tools: Pick<Tools, 'database'>, actor: StaffActor, found: Pick<Case, 'id' | 'version' | 'ownerAccountId'>): Promise<void> {
  if (found.ownerAccountId === actor.accountId) return;
  await recordedChange(tools.database, { actor, action: 'case.take', about: { type: 'Case', id: found.id }, caseId: found.id }, async (change) => {
    const isTaken = await updateOwner(change, { caseId: found.id, version: found.version, accountId: actor.accountId });
    if (!isTaken) throw new Conflict('case-changed');
    await takeUpRectification(change, found.id);
  });
}
