/** The only SQL about quarantine: which items wait to be looked over, what the look came to, and which are left out. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import type { ItemState } from './item.ts';
import type { Scan } from './quarantine.ts';

export interface Attempt {
  readonly caseId: string;
  readonly systemId: string;
  readonly attempt: number;
}

const rowsAtOnce = 500;
const mostItems = 20_000;

export async function insertChecks(change: Change, caseId: string, items: readonly { readonly id: string; readonly scan: Scan }[]): Promise<void> {
  const rows = items.map(({ id, scan }) => ({ item_id: id, case_id: caseId, scan }));
  for (let from = 0; from < rows.length; from += rowsAtOnce) await change.write('item_checks').insert(rows.slice(from, from + rowsAtOnce));
}

export interface WaitingRow {
  readonly id: string;
  readonly media_type: string;
  readonly byte_count: number;
  readonly original_file_id: string;
  readonly is_kept: boolean;
}

/** Those of an attempt that are not left out and were never let out, nor found infected; none of an attempt that another has followed. */
export async function waitingItems(read: Read, { caseId, systemId, attempt }: Attempt): Promise<readonly WaitingRow[]> {
  return read.raw<WaitingRow>(
    `select i.id, i.media_type, i.byte_count::float8 as byte_count, i.original_file_id, i.kept_item_id is null as is_kept
     from items i join item_checks c on c.item_id = i.id
       join system_searches s on s.case_id = i.case_id and s.system_id = i.system_id and s.attempt = i.attempt
     where i.case_id = ? and i.system_id = ? and i.attempt = ? and i.state = 'in quarantine' and c.scan in ('waiting', 'no answer')
     order by i.number limit ?`,
    [caseId, systemId, attempt, mostItems],
  );
}

export interface CheckResult {
  readonly itemId: string;
  readonly scan: Scan;
  readonly foundType: string | null;
  readonly isOtherType: boolean;
  readonly state: Extract<ItemState, 'in quarantine' | 'collected' | 'refused'>;
  readonly refusedBecause: string | null;
  readonly at: Date;
}

/** False when it was let out, or found infected, meanwhile. */
export async function keepCheck(change: Change, result: CheckResult): Promise<boolean> {
  const rows = await change.write.raw<{ id: string }>(`update items set state = ?, refused_because = ? where id = ? and state = 'in quarantine' returning id`, [result.state, result.refusedBecause, result.itemId]);
  if (rows.length === 0) return false;
  await change.write.raw('update item_checks set scan = ?, found_type = ?, is_other_type = ?, checked_at = ? where item_id = ?', [
    result.scan, result.foundType, result.isOtherType, result.at, result.itemId,
  ]);
  return true;
}

/** Everything that still waits when the scanner gives no answer. */
export async function keepNoAnswer(change: Change, { caseId, systemId, attempt }: Attempt, at: Date): Promise<void> {
  await change.write.raw(
    `update item_checks c set scan = 'no answer', checked_at = ? from items i
     where i.id = c.item_id and i.case_id = ? and i.system_id = ? and i.attempt = ? and i.state = 'in quarantine' and c.scan = 'waiting'`,
    [at, caseId, systemId, attempt],
  );
}

export interface CheckRow {
  readonly item_id: string;
  readonly scan: Scan;
  readonly found_type: string | null;
  readonly is_other_type: boolean;
  readonly left_out_because_sealed: Buffer | null;
}

export async function checkRowsOf(read: Read, caseId: string): Promise<readonly CheckRow[]> {
  return read.raw<CheckRow>('select item_id, scan, found_type, is_other_type, left_out_because_sealed from item_checks where case_id = ? order by item_id limit ?', [caseId, mostItems]);
}

/** False when it was let out or left out meanwhile. */
export async function markLeftOut(change: Change, leaving: { readonly itemId: string; readonly sealedBecause: Buffer; readonly by: string; readonly at: Date }): Promise<boolean> {
  const rows = await change.write.raw<{ item_id: string }>(
    `update item_checks c set left_out_because_sealed = ?, left_out_by = ?, left_out_at = ? from items i
     where i.id = c.item_id and c.item_id = ? and i.state = 'in quarantine' and c.scan in ('no answer', 'infected') and c.left_out_by is null returning c.item_id`,
    [leaving.sealedBecause, leaving.by, leaving.at, leaving.itemId],
  );
  return rows.length === 1;
}
