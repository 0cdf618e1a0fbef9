/** Starts the release of an approved bundle: from here on the worker does it, and takes it up again if it is stopped. */

import type { Case } from '../casework/case.ts';
import { moveCase } from '../casework/move-case.ts';
import type { StaffActor } from '../platform/actor.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { bundleHash, type Bundle } from './bundle.ts';
import { presentContents } from './contents.ts';
import { findBundleRow } from './store.ts';

export interface Releasing {
  readonly actor: StaffActor;
  readonly found: Case;
  readonly bundle: Bundle;
}

/** @throws Conflict when the approval no longer holds for what is there. */
export async function releaseBundle(tools: Tools, { actor, found, bundle }: Releasing): Promise<void> {
  const record = { actor, action: 'bundle.release', about: { type: 'Bundle', id: bundle.id }, caseId: found.id, details: { hash: bundle.hash } };
  await recordedChange(tools.database, record, async (change) => {
    const row = await findBundleRow(change.write, bundle.id);
    const present = bundleHash(await presentContents(tools, change.write, found.id));
    if (row?.state !== 'approved' || present !== row.hash) throw new Conflict('files-changed');
    await moveCase(change, { caseId: found.id, version: found.version, from: 'approved', to: 'releasing' });
    await change.enqueue('release-answer', { caseId: found.id, bundleId: bundle.id });
  });
}
