/** Moves a case from one stage to the next, once, however many press at the same time. */

import { Conflict } from '../platform/errors.ts';
import type { Change } from '../platform/recorded-change.ts';
import { mayMove, type Stage } from './case.ts';
import { moveRequest } from '../requests/move-request.ts';
import type { RequestState } from '../requests/request.ts';
import { updateStage } from './store.ts';

export interface MoveCase {
  readonly caseId: string;
  /** The version of the case that the decision was made on. */
  readonly version: number;
  readonly from: Stage;
  readonly to: Stage;
  /** Who gives it back to its owner; they still see it afterwards. */
  readonly returnedBy?: string;
}

/** What the requester is told; holds, clearance and failed checks are all “Checking it”. */
const seenByRequester: Readonly<Partial<Record<Stage, RequestState>>> = { collecting: 'finding', redacting: 'checking', submitted: 'checking', released: 'ready', closed: 'closed' };

/** @throws Conflict if the case is no longer as it was seen. @throws RangeError for a step that no case takes. */
export async function moveCase(change: Change, move: MoveCase): Promise<void> {
  if (!mayMove(move.from, move.to)) throw new RangeError(`no case goes from ${move.from} to ${move.to}`);
  const isMoved = await updateStage(change, move);
  if (!isMoved) throw new Conflict('case-changed');
  const seen = seenByRequester[move.to];
  if (seen !== undefined) await moveRequest(change, { caseId: move.caseId, to: seen });
  change.alsoRecord({ action: 'case.move', about: { type: 'Case', id: move.caseId }, caseId: move.caseId, details: { from: move.from, to: move.to } });
}
