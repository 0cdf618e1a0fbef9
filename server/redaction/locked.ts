/** Keeps marks as they are while the case is with the approver, whoever presses at the same moment. */

import { isStage, isWithApprover } from '../casework/case.ts';
import { Conflict } from '../platform/errors.ts';
import type { Change } from '../platform/recorded-change.ts';
import { stageForMarking } from './store.ts';

/** Holds the case's row for the length of the change. @throws Conflict while it is with the approver */
export async function refuseWhileWithApprover(change: Change, caseId: string): Promise<void> {
  const stage = await stageForMarking(change, caseId);
  if (stage === null || !isStage(stage) || isWithApprover(stage)) throw new Conflict('with-the-approver');
}
