/** What was asked of each system for a case, and what each answered. */

import type { Read } from '../platform/database.ts';
import { searchesOf as stored } from './search-store.ts';
import type { SystemSearch } from './system-search.ts';

export function searchesOf(read: Read, caseId: string): Promise<readonly SystemSearch[]> {
  return stored(read, caseId);
}
