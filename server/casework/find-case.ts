/** Finds a case with the facts of its request, and how far it has come. */

import type { Read } from '../platform/database.ts';
import { undecidedCounts } from '../redaction/count-marks.ts';
import { noProgress, type Case, type Progress } from './case.ts';
import { countsOf, hasVettedCase } from './item-store.ts';
import { findCaseRow } from './store.ts';

/** Null when there is none, or the reader may not see it: both are 404. */
export function findCase(read: Read, caseId: string): Promise<Case | null> {
  return findCaseRow(read, caseId);
}

/** By case id; a case for which nothing was asked has no progress. */
export async function progressOf(read: Read, caseIds: readonly string[]): Promise<ReadonlyMap<string, Progress>> {
  const counts = await countsOf(read, caseIds);
  const undecided = await undecidedCounts(read, caseIds);
  return new Map(
    counts.map((row) => [
      row.case_id,
      {
        systems: row.systems,
        unanswered: row.unanswered,
        stillAsked: row.still_asked,
        matchesToDecide: row.matches_to_decide,
        items: row.items,
        pages: row.pages,
        itemsBeingRead: row.items_being_read,
        itemsInQuarantine: row.items_in_quarantine,
        decisionsLeft: undecided.get(row.case_id) ?? 0,
        pagesToCheck: row.pages_to_check,
      },
    ]),
  );
}

export async function caseProgress(read: Read, caseId: string): Promise<Progress> {
  return (await progressOf(read, [caseId])).get(caseId) ?? noProgress;
}

/** Whoever let a page, a match or a missing answer pass has vetted the case, and is no second officer for it. */
export function hasVetted(read: Read, caseId: string, accountId: string): Promise<boolean> {
  return hasVettedCase(read, caseId, accountId);
}
