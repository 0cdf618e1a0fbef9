/** Moves a request to another of the states its requester sees, as its case goes on. */

import { Conflict } from '../platform/errors.ts';
import type { Change } from '../platform/recorded-change.ts';
import { canMove, requestStates, type RequestState } from './request.ts';
import { findRequestOfCase, moveState } from './store.ts';

export interface Move {
  readonly caseId: string;
  readonly to: RequestState;
  /** Set when the request ends with this step. */
  readonly closedAt?: Date;
}

/** Part of the change that gives the reason. Standing still writes nothing. @throws Conflict when the request cannot go there */
export async function moveRequest(change: Change, { caseId, to, closedAt }: Move): Promise<void> {
  const row = await findRequestOfCase(change.write, caseId);
  // What became of a rectification is said by its decision, and not by how far its case has come.
  if (row === null || row.state === to || row.kind === 'rectification') return;
  const from = requestStates.filter((state) => state !== to && canMove(state, to));
  const isMoved = await moveState(change, row.id, { from, to, closedAt: closedAt ?? null });
  if (!isMoved) throw new Conflict('request-changed');
}
