/** Whether a case was shredded, for pages that go on showing the rest of it. */

import type { Read } from '../platform/database.ts';
import { shreddedAt as ask } from './store.ts';

/** Null for a case whose words can still be read. */
export function shreddedAt(read: Read, caseId: string): Promise<Date | null> {
  return ask(read, caseId);
}
