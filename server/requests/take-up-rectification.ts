/** Tells the person who said that something is wrong that somebody is looking at it. */

import type { Change } from '../platform/recorded-change.ts';
import { statesBefore } from './rectification.ts';
import { findRequestOfCase, moveState } from './store.ts';

/** Part of the change in which an officer takes the case; nothing for requests of any other kind. */
export async function takeUpRectification(change: Change, caseId: string): Promise<void> {
  const row = await findRequestOfCase(change.write, caseId);
  if (row?.kind === 'rectification') await moveState(change, row.id, { from: statesBefore('looking'), to: 'looking', closedAt: null });
}
