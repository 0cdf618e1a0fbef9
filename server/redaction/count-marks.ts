/** Counts the decisions that are still open, for one case or for a whole queue of them. */

import type { Read } from '../platform/database.ts';
import { countUndecided } from './store.ts';

/** Suggested marks and those that need a decision, on items that are seen; by case id. */
export async function undecidedCounts(read: Read, caseIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const counts = await countUndecided(read, caseIds);
  return new Map(counts.map(({ case_id: caseId, count }) => [caseId, count]));
}
