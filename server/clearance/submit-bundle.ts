/** Submits a case for clearance: everything decided, bound together under one hash. */

import { mayMove, maySubmit, type Case } from '../casework/case.ts';
import { caseProgress } from '../casework/find-case.ts';
import { moveCase } from '../casework/move-case.ts';
import type { StaffActor } from '../platform/actor.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { newId } from '../platform/ids.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { bundleHash } from './bundle.ts';
import { caseKey, presentContents, sealContents } from './contents.ts';
import { bundlesOf, insertBundle } from './store.ts';

/** Moving the case first holds its row: no mark is decided between looking and binding.
 *  @throws Conflict when something still blocks the case, or it changed since it was seen. */
export async function submitBundle(tools: Tools, actor: StaffActor, found: Case): Promise<string> {
  if (!mayMove(found.stage, 'submitted')) throw new Conflict('still-blocked');
  const id = newId();
  const key = await caseKey(tools, found.id);
  const record = { actor, action: 'bundle.submit', about: { type: 'Bundle', id }, caseId: found.id };
  await recordedChange(tools.database, record, async (change) => {
    await moveCase(change, { caseId: found.id, version: found.version, from: found.stage, to: 'submitted' });
    if (!maySubmit(found, await caseProgress(change.write, found.id))) throw new Conflict('still-blocked');
    const contents = await presentContents(tools, change.write, found.id);
    const [latest] = await bundlesOf(change.write, found.id);
    await insertBundle(change, {
      id,
      case_id: found.id,
      number: (latest?.number ?? 0) + 1,
      hash: bundleHash(contents),
      state: 'submitted',
      prepared_by: actor.accountId,
      submitted_at: tools.clock.now(),
      sealed_contents: sealContents(key, id, contents),
    });
  });
  return id;
}
