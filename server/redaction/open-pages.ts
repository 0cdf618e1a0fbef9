/** Finds the pages on which decisions are left, in the order in which a case is read. */

import type { Read } from '../platform/database.ts';
import { undecidedPages } from './store.ts';

export interface OpenPage {
  readonly itemId: string;
  readonly page: number;
  readonly count: number;
}

export async function openPages(read: Read, caseId: string): Promise<readonly OpenPage[]> {
  const rows = await undecidedPages(read, caseId);
  return rows.map(({ item_id: itemId, page, count }) => ({ itemId, page, count }));
}

export async function firstOpenPage(read: Read, caseId: string): Promise<OpenPage | null> {
  const [first] = await openPages(read, caseId);
  return first ?? null;
}
