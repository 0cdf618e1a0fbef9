/** Approves exactly the files that were seen, or returns them; by another officer than the one who prepared them. */

import type { Case } from '../casework/case.ts';
import { hasVetted } from '../casework/find-case.ts';
import { moveCase } from '../casework/move-case.ts';
import type { StaffActor } from '../platform/actor.ts';
import { Conflict, NotAllowed } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import { sealText } from '../platform/sealing.ts';
import { hasMarked } from '../redaction/marks-of-case.ts';
import { bundleHash, isOwnWork, type Bundle } from './bundle.ts';
import { caseKey, commentsPlace, presentContents } from './contents.ts';
import { decideBundle } from './store.ts';

export interface Decision {
  readonly actor: StaffActor;
  readonly found: Case;
  readonly bundle: Bundle;
  /** The hash that stood on the page on which the decision was made. */
  readonly seenHash: string;
  readonly comments: string;
}

/** @throws Conflict when the files are no longer those that were seen. @throws NotAllowed for whoever prepared them. */
export async function approveBundle(tools: Tools, decision: Decision): Promise<void> {
  await decide(tools, decision, {
    to: 'approved',
    stage: 'approved',
    check: async (change) => {
      const { found, actor } = decision;
      if (await hasMarked(change.write, found.id, actor.accountId)) throw new NotAllowed('you-prepared-it');
      if (await hasVetted(change.write, found.id, actor.accountId)) throw new NotAllowed('you-prepared-it');
      const present = bundleHash(await presentContents(tools, change.write, found.id));
      if (present !== decision.bundle.hash) throw new Conflict('files-changed');
    },
  });
}

/** @throws Conflict when another bundle than the one that was seen waits by now. @throws NotAllowed for whoever prepared it. */
export async function returnBundle(tools: Tools, decision: Decision): Promise<void> {
  await decide(tools, decision, { to: 'returned', stage: 'redacting', check: () => Promise.resolve() });
}

interface Outcome {
  readonly to: 'approved' | 'returned';
  readonly stage: 'approved' | 'redacting';
  /** Made when the case's row is held, so that no mark changes between looking and deciding. */
  readonly check: (change: Change) => Promise<void>;
}

async function decide(tools: Tools, { actor, found, bundle, seenHash, comments }: Decision, { to, stage, check }: Outcome): Promise<void> {
  if (isOwnWork(actor.accountId, bundle, found)) throw new NotAllowed('you-prepared-it');
  if (seenHash !== bundle.hash) throw new Conflict('files-changed');
  const key = await caseKey(tools, found.id);
  const record = { actor, action: `bundle.${to === 'approved' ? 'approve' : 'return'}`, about: { type: 'Bundle', id: bundle.id }, caseId: found.id, details: { hash: bundle.hash } };
  await recordedChange(tools.database, record, async (change) => {
    const isDecided = await decideBundle(change, {
      id: bundle.id,
      from: 'submitted',
      to,
      decidedBy: actor.accountId,
      decidedAt: tools.clock.now(),
      sealedComments: comments === '' ? null : sealText(key, commentsPlace(bundle.id), comments),
    });
    if (!isDecided) throw new Conflict('already-decided');
    await moveCase(change, { caseId: found.id, version: found.version, from: 'submitted', to: stage, ...(to === 'returned' ? { returnedBy: actor.accountId } : {}) });
    await check(change);
  });
}
