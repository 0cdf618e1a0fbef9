/** The marks of a case for whoever clears and releases it: what is hidden, and the words that were looked at and kept. */

import { exemptionOf, isShownAsNeutral } from '../../policies/exemptions.ts';
import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { unsealText, type SealingKey } from '../platform/sealing.ts';
import { isRemoved, type Rect } from './mark.ts';
import { quotePlace } from './places.ts';
import { acceptedOfCase, hasDecidedMarks, marksOfItem, type MarkRow } from './store.ts';

export interface AcceptedMark {
  readonly id: string;
  readonly itemId: string;
  readonly page: number;
  /** Places in the page's text; absent for an area. */
  readonly start?: number;
  readonly end?: number;
  readonly rect?: Rect;
  readonly quote: string;
  readonly exemption: string;
  readonly isNeutral: boolean;
}

/** In the order of items, pages and places. Marks of items that are not seen any more are left out. */
export async function acceptedMarks(tools: Pick<Tools, 'keys'>, read: Read, caseId: string): Promise<readonly AcceptedMark[]> {
  const rows = await acceptedOfCase(read, caseId);
  if (rows.length === 0) return [];
  const key = await tools.keys.keyFor(`case:${caseId}`);
  return rows.map((row) => accepted(key, row));
}

/** The marks of one item alone: an answer is built item by item, and must not open every mark each time. */
export async function acceptedMarksOfItem(tools: Pick<Tools, 'keys'>, read: Read, asked: { readonly caseId: string; readonly itemId: string }): Promise<readonly AcceptedMark[]> {
  const rows = (await marksOfItem(read, asked.itemId)).filter((row) => row.case_id === asked.caseId && row.state === 'accepted');
  if (rows.length === 0) return [];
  const key = await tools.keys.keyFor(`case:${asked.caseId}`);
  return rows.map((row) => accepted(key, row));
}

/** Whether an officer had a hand in what is hidden, on a case of their own or of a colleague. */
export function hasMarked(read: Read, caseId: string, accountId: string): Promise<boolean> {
  return hasDecidedMarks(read, caseId, accountId);
}

/** Words of one item that an officer looked at and left visible. */
export async function keptWords(tools: Pick<Tools, 'keys'>, read: Read, asked: { readonly caseId: string; readonly itemId: string }): Promise<readonly string[]> {
  const rows = await marksOfItem(read, asked.itemId);
  const kept = rows.filter((row) => row.state === 'rejected' && !isRemoved({ state: row.state, why: row.suggested_why, proposedBy: row.proposed_by }));
  if (kept.length === 0) return [];
  const key = await tools.keys.keyFor(`case:${asked.caseId}`);
  return [...new Set(kept.map((row) => quoteOf(key, row)).filter((quote) => quote !== ''))];
}

function quoteOf(key: SealingKey, row: Pick<MarkRow, 'id' | 'sealed_quote'>): string {
  return row.sealed_quote === null ? '' : unsealText(key, quotePlace(row.id), row.sealed_quote);
}

/** @throws Error for an accepted mark without a reason, which no step makes. */
function accepted(key: SealingKey, row: MarkRow): AcceptedMark {
  const exemption = row.exemption === null ? null : exemptionOf(row.exemption);
  if (exemption === null) throw new Error('an accepted mark has no reason');
  return {
    id: row.id,
    itemId: row.item_id,
    page: row.page,
    ...(row.start_at === null || row.end_at === null ? {} : { start: row.start_at, end: row.end_at }),
    ...(row.rect === null ? {} : { rect: row.rect }),
    quote: quoteOf(key, row),
    exemption: exemption.id,
    isNeutral: isShownAsNeutral(exemption, null),
  };
}
