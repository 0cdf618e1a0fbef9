/** The only SQL about quarantine: which items wait to be looked over, what the look came to, and which are left out. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import { isWithApprover, stages } from './case.ts';
import type { ItemState } from './item.ts';
import type { Scan } from './quarantine.ts';

export interface Attempt {
  readonly caseId: string;
  readonly systemId: string;
  readonly attempt: number;
}

/** Those in which a case waits for its items: nothing is looked over for one that an approver has, or that is closed. */
const stagesOfWork = stages.filter((stage) => !isWithApprover(stage));

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
  readonly scan: Extract<Scan, 'waiting' | 'no answer'>;
}

/**
 * Those of an attempt that are not left out and were never let out, nor found infected; none of an attempt that another has followed, nor of
 * a case that waits for nothing any more. What was never looked at has its turn before what the scanner gave no answer about.
 */
export async function waitingItems(read: Read, { caseId, systemId, attempt }: Attempt): Promise<readonly WaitingRow[]> {
  return read.raw<WaitingRow>(
    `select i.id, i.media_type, i.byte_count::float8 as byte_count, i.original_file_id, i.kept_item_id is null as is_kept, c.scan
     from items i join item_checks c on c.item_id = i.id
       join system_searches s on s.case_id = i.case_id and s.system_id = i.system_id and s.attempt = i.attempt join cases on cases.id = i.case_id
     where i.case_id = ? and i.system_id = ? and i.attempt = ? and i.state = 'in quarantine' and c.scan in ('waiting', 'no answer') and c.left_out_by is null
       and cases.stage = any(?)
     order by (c.scan = 'waiting') desc, c.checked_at nulls first, i.number limit ?`,
    [caseId, systemId, attempt, [...stagesOfWork], mostItems],
  );
}

/** Cases of which some item was last looked at before this; none of a rehearsal, which nobody reads. */
export async function casesAwaitingALook(read: Read, before: Date): Promise<readonly string[]> {
  const rows = await read.raw<{ id: string }>('select id from cases_awaiting_a_look(?) as id limit ?', [before, mostItems]);
  return rows.map(({ id }) => id);
}

/** Attempts of a case that ended with items nobody looks at any more: the job that should have has died. */
export async function abandonedAttempts(read: Read, caseId: string, before: Date): Promise<readonly Attempt[]> {
  return read.raw<Attempt>(
    `select i.case_id as "caseId", i.system_id as "systemId", i.attempt from items i join item_checks c on c.item_id = i.id join cases on cases.id = i.case_id
       join system_searches s on s.case_id = i.case_id and s.system_id = i.system_id and s.attempt = i.attempt
     where i.case_id = ? and i.state = 'in quarantine' and c.scan in ('waiting', 'no answer') and c.left_out_by is null and s.ended_at < ? and cases.stage = any(?)
       and not exists (select from pgboss.job j where j.name = 'check-items' and j.state in ('created', 'retry', 'active')
         and j.data->>'caseId' = i.case_id and j.data->>'systemId' = i.system_id and j.data->>'attempt' = i.attempt::text)
     group by i.case_id, i.system_id, i.attempt limit 200`,
    [caseId, before, [...stagesOfWork]],
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

/** False when it was let out, found infected, or left out meanwhile. */
export async function keepCheck(change: Change, result: CheckResult): Promise<boolean> {
  const rows = await change.write.raw<{ id: string }>(`update items i set state = ?, refused_because = ? from item_checks c, cases
     where i.id = ? and i.state = 'in quarantine' and c.item_id = i.id and c.left_out_by is null and cases.id = i.case_id and cases.stage = any(?) returning i.id`, [result.state, result.refusedBecause, result.itemId, [...stagesOfWork]]);
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
     where i.id = c.item_id and i.case_id = ? and i.system_id = ? and i.attempt = ? and i.state = 'in quarantine' and c.scan = 'waiting' and c.left_out_by is null`,
    [at, caseId, systemId, attempt],
  );
}

export interface CheckRow {
  readonly item_id: string;
  readonly scan: Scan;
  readonly found_type: string | null;
  readonly is_other_type: boolean;
  readonly left_out_because_sealed: Buffer | null;
  readonly collected_at: Date;
}

export async function checkRowsOf(read: Read, caseId: string): Promise<readonly CheckRow[]> {
  return read.raw<CheckRow>(
    'select c.item_id, c.scan, c.found_type, c.is_other_type, c.left_out_because_sealed, i.collected_at from item_checks c join items i on i.id = c.item_id where c.case_id = ? order by c.item_id limit ?',
    [caseId, mostItems],
  );
}

/** False when it was let out or left out meanwhile. */
export async function markLeftOut(change: Change, leaving: { readonly itemId: string; readonly sealedBecause: Buffer; readonly by: string; readonly at: Date; readonly overdueBefore: Date }): Promise<boolean> {
  const rows = await change.write.raw<{ item_id: string }>(
    `update item_checks c set left_out_because_sealed = ?, left_out_by = ?, left_out_at = ? from items i
     where i.id = c.item_id and c.item_id = ? and i.state = 'in quarantine' and (c.scan in ('no answer', 'too large', 'infected') or (c.scan = 'waiting' and i.collected_at < ?)) and c.left_out_by is null returning c.item_id`,
    [leaving.sealedBecause, leaving.by, leaving.at, leaving.itemId, leaving.overdueBefore],
  );
  return rows.length === 1;
}
