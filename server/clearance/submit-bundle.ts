/** Submits a case for clearance: everything decided, bound together under one hash. */

import { whatBlocks, type Case } from '../casework/case.ts';
import { caseProgress } from '../casework/find-case.ts';
import { moveCase } from '../casework/move-case.ts';
import type { StaffActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { newId } from '../platform/ids.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { bundleHash } from './bundle.ts';
import { caseKey, presentContents, sealContents } from './contents.ts';
import { bundlesOf, insertBundle } from './store.ts';

/** @throws Conflict when something still blocks the case, or it changed since it was seen. */
export async function submitBundle(tools: Tools, actor: StaffActor, found: Case): Promise<string> {
  const blocks = whatBlocks(found, await asActor(tools.database, actor, (read) => caseProgress(read, found.id)));
  if (found.stage !== 'redacting' || blocks.length > 0) throw new Conflict('still-blocked');
  const id = newId();
  const key = await caseKey(tools, found.id);
  const record = { actor, action: 'bundle.submit', about: { type: 'Bundle', id }, caseId: found.id };
  await recordedChange(tools.database, record, async (change) => {
    await moveCase(change, { caseId: found.id, version: found.version, from: 'redacting', to: 'submitted' });
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
