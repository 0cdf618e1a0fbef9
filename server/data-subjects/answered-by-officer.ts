/** Whether an officer goes through a person's data with them instead of the page. */

import type { Read } from '../platform/database.ts';
import { isAnsweredByOfficer as ask } from './store.ts';

/** Says nothing of why; there are many everyday reasons. */
export function isAnsweredByOfficer(read: Read, dataSubjectId: string): Promise<boolean> {
  return ask(read, dataSubjectId);
}
