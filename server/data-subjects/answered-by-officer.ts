/** Whether an officer goes through a person's data with them instead of the page. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import { holdProtection, isAnsweredByOfficer as ask } from './store.ts';

/** Says nothing of why; there are many everyday reasons. */
export function isAnsweredByOfficer(read: Read, dataSubjectId: string): Promise<boolean> {
  return ask(read, dataSubjectId);
}

/** For a change that opens a case by the answer: the answer cannot become another before that change has ended. */
export async function isToBeRestricted(change: Change, dataSubjectId: string): Promise<boolean> {
  await holdProtection(change, dataSubjectId);
  return ask(change.write, dataSubjectId);
}
