/** Records that a named officer has read a page which a machine could not. */

import type { StaffActor } from '../platform/actor.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { checkPage } from './item-store.ts';

/** A second press changes nothing: the first name and time stay. */
export async function confirmPageRead(tools: Pick<Tools, 'database' | 'clock'>, actor: StaffActor, read: { readonly caseId: string; readonly itemId: string; readonly page: number }): Promise<void> {
  const record = { actor, action: 'page.confirm-read', about: { type: 'Item', id: read.itemId }, caseId: read.caseId, details: { page: read.page } };
  const at = tools.clock.now();
  await recordedChange(tools.database, record, async (change) => {
    await checkPage(change, { itemId: read.itemId, page: read.page, by: actor.accountId, at });
  });
}
