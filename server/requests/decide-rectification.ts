/** Decides what is put right: the decision, the state, the end of the case and the message, in one change. */

import type { Case } from '../casework/case.ts';
import { moveCase } from '../casework/move-case.ts';
import { writeTo } from '../correspondence/write-to.ts';
import type { StaffActor } from '../platform/actor.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { sealJson } from '../platform/sealing.ts';
import { rectificationPlace } from './file-rectification.ts';
import { keepDecision } from './rectification-store.ts';
import { statesBefore, type RectificationDecision } from './rectification.ts';
import { moveState } from './store.ts';

export interface Deciding {
  readonly found: Case;
  readonly decision: RectificationDecision;
}

/** @throws Conflict when it was decided, or its case changed, meanwhile */
export async function decideRectification(tools: Tools, actor: StaffActor, { found, decision }: Deciding): Promise<void> {
  const at = tools.clock.now();
  const key = await tools.keys.keyFor(`case:${found.id}`);
  const sealed = sealJson(key, rectificationPlace('sealed_decision', found.requestId), decision);
  const record = { actor, action: 'rectification.decide', about: { type: 'request', id: found.requestId }, caseId: found.id, details: { outcome: decision.outcome } };
  await recordedChange(tools.database, record, async (change) => {
    const isKept = await keepDecision(change, { requestId: found.requestId, sealed, by: actor.accountId, at });
    const isMoved = isKept && (await moveState(change, found.requestId, { from: statesBefore(decision.outcome), to: decision.outcome, closedAt: at }));
    if (!isMoved) throw new Conflict('case-changed');
    await writeTo(tools, change, {
      accountId: found.requesterAccountId,
      requestId: found.requestId,
      caseId: found.id,
      kind: `rectification-${decision.outcome}`,
      body: { values: { told: decision.told.trim() }, words: decision.words.trim() },
    });
    await moveCase(change, { caseId: found.id, version: found.version, from: 'received', to: 'closed' });
  });
}
