/** The only SQL about collected items and the pages a person has to read. An item is seen once the attempt it came with has ended as held. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import type { FoldReason } from './folding.ts';
import type { ItemState, ReviewNote } from './item.ts';

export interface ItemRow {
  readonly id: string;
  readonly case_id: string;
  readonly system_id: string;
  readonly attempt: number;
  /** Dense over the items of the case that are seen and kept, in the order they came; one that is folded has the number of the one kept. */
  readonly number: number;
  readonly kind: 'record' | 'document';
  readonly parent_item_id: string | null;
  readonly media_type: string;
  readonly held_on: string | null;
  readonly byte_count: number;
  readonly page_count: number;
  readonly content_sha256: string;
  readonly sealed_title: Buffer;
  readonly sealed_facts: Buffer | null;
  readonly original_file_id: string;
  readonly text_file_id: string | null;
  readonly state: ItemState;
  readonly refused_because: string | null;
  readonly collected_at: Date;
  readonly kept_item_id: string | null;
  readonly folded_because: FoldReason | null;
  readonly is_kept_apart: boolean;
  /** A copy made for review; null where the original is read. */
  readonly review_file_id: string | null;
  readonly review_note: ReviewNote | null;
}

const seenItems = `
  select i.id, i.case_id, i.system_id, i.attempt, (row_number() over (partition by i.kept_item_id is null order by i.number))::integer as number, i.kind, i.parent_item_id, i.media_type, i.held_on,
    i.byte_count, i.page_count, i.content_sha256, i.sealed_title, i.sealed_facts, i.original_file_id, i.text_file_id, i.state, i.refused_because, i.collected_at, i.kept_item_id, i.folded_because,
    i.kept_apart_by is not null as is_kept_apart, i.review_file_id, i.review_note
  from items i join system_searches s on s.case_id = i.case_id and s.system_id = i.system_id and s.attempt = i.attempt
  where i.case_id = ? and s.outcome = 'held'`;

const allKept = `select * from (${seenItems}) seen where kept_item_id is null order by number limit ?`;
const folded = `
  with seen as (${seenItems})
  select f.id, f.case_id, f.system_id, f.attempt, k.number, f.kind, f.parent_item_id, f.media_type, f.held_on, f.byte_count, f.page_count, f.content_sha256, f.sealed_title,
    f.sealed_facts, f.original_file_id, f.text_file_id, f.state, f.refused_because, f.collected_at, f.kept_item_id, f.folded_because, f.is_kept_apart, f.review_file_id, f.review_note
  from seen f join seen k on k.id = f.kept_item_id`;
const allFolded = `${folded} order by k.number, f.number limit ?`;
const oneFolded = `${folded} where f.id = ?`;
const oneKept = `select * from (${seenItems}) seen where id = ? and kept_item_id is null`;
const checksOfSeen = `
  select p.item_id, p.page, p.why, p.checked_by, p.checked_at from page_checks p join (${seenItems}) i on i.id = p.item_id and i.kept_item_id is null
  order by i.number, p.page limit ?`;

/** More than the thickest file known; it only keeps a list from being endless. */
const mostItems = 20_000;

export async function seenItemsOf(read: Read, caseId: string): Promise<readonly ItemRow[]> {
  return read.raw<ItemRow>(allKept, [caseId, mostItems]);
}

/** Those in whose place another is worked on, beside the one that is. */
export async function foldedItemsOf(read: Read, caseId: string): Promise<readonly ItemRow[]> {
  return read.raw<ItemRow>(allFolded, [caseId, mostItems]);
}

export async function seenItem(read: Read, caseId: string, itemId: string): Promise<ItemRow | null> {
  const [kept] = await read.raw<ItemRow>(oneKept, [caseId, itemId]);
  if (kept !== undefined) return kept;
  const [beside] = await read.raw<ItemRow>(oneFolded, [caseId, itemId]);
  return beside ?? null;
}

/** The facts of the items that an attempt, still running, has brought so far. */
export async function factsOfAttempt(read: Read, attempt: { readonly caseId: string; readonly systemId: string; readonly attempt: number }): Promise<readonly Pick<ItemRow, 'id' | 'sealed_facts'>[]> {
  return read.raw<Pick<ItemRow, 'id' | 'sealed_facts'>>('select id, sealed_facts from items where case_id = ? and system_id = ? and attempt = ? order by number limit ?', [
    attempt.caseId, attempt.systemId, attempt.attempt, mostItems,
  ]);
}

/** What an attempt brought that is to be read by itself. */
export async function keptOfAttempt(read: Read, attempt: { readonly caseId: string; readonly systemId: string; readonly attempt: number }): Promise<readonly string[]> {
  const rows = await read.raw<{ id: string }>("select id from items where case_id = ? and system_id = ? and attempt = ? and kept_item_id is null and state <> 'in quarantine' order by number limit ?", [
    attempt.caseId, attempt.systemId, attempt.attempt, mostItems,
  ]);
  return rows.map(({ id }) => id);
}

/** The highest number given in a case, seen or not. Lock the case first. */
export async function lastNumber(read: Read, caseId: string): Promise<number> {
  const rows = await read.raw<{ last: number | null }>('select max(number) as last from items where case_id = ?', [caseId]);
  return rows[0]?.last ?? 0;
}

export type NewItem = Omit<ItemRow, 'text_file_id' | 'page_count' | 'collected_at' | 'kept_item_id' | 'folded_because' | 'is_kept_apart' | 'review_file_id' | 'review_note'> & { readonly collected_at: Date };

const rowsAtOnce = 200;

export async function insertItems(change: Change, rows: readonly NewItem[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) await change.write<NewItem>('items').insert(rows.slice(from, from + rowsAtOnce));
}

export interface ReadResult {
  readonly itemId: string;
  readonly state: Exclude<ItemState, 'collected'>;
  readonly refusedBecause: string | null;
  readonly pageCount: number;
  readonly textFileId: string | null;
  readonly reviewFileId: string | null;
  readonly reviewNote: ReviewNote | null;
}

/** False when the item was read already: a second worker at the same item changes nothing. */
export async function keepReading(change: Change, result: ReadResult): Promise<boolean> {
  const changed = await change.write.raw<{ id: string }>(
    `update items set state = ?, refused_because = ?, page_count = ?, text_file_id = ?, review_file_id = ?, review_note = ? where id = ? and state = 'collected' returning id`,
    [result.state, result.refusedBecause, result.pageCount, result.textFileId, result.reviewFileId, result.reviewNote, result.itemId],
  );
  return changed.length === 1;
}

export interface PageCheck {
  readonly itemId: string;
  readonly page: number;
  readonly why: string;
  readonly checkedBy: string | null;
  readonly checkedAt: Date | null;
}

export async function insertPageChecks(change: Change, caseId: string, checks: readonly Pick<PageCheck, 'itemId' | 'page' | 'why'>[]): Promise<void> {
  const rows = checks.map(({ itemId, page, why }) => ({ item_id: itemId, case_id: caseId, page, why }));
  for (let from = 0; from < rows.length; from += rowsAtOnce) await change.write('page_checks').insert(rows.slice(from, from + rowsAtOnce));
}

interface CheckRow {
  readonly item_id: string;
  readonly page: number;
  readonly why: string;
  readonly checked_by: string | null;
  readonly checked_at: Date | null;
}

/** The pages of the items that are seen which a machine could not read well enough. */
export async function pageChecksOf(read: Read, caseId: string): Promise<readonly PageCheck[]> {
  const rows = await read.raw<CheckRow>(checksOfSeen, [caseId, mostItems]);
  return rows.map((row) => ({ itemId: row.item_id, page: row.page, why: row.why, checkedBy: row.checked_by, checkedAt: row.checked_at }));
}

/** False when it was checked already. */
export async function checkPage(change: Change, check: { readonly itemId: string; readonly page: number; readonly by: string; readonly at: Date }): Promise<boolean> {
  const changed = await change.write.raw<{ page: number }>(
    'update page_checks set checked_by = ?, checked_at = ? where item_id = ? and page = ? and checked_by is null returning page',
    [check.by, check.at, check.itemId, check.page],
  );
  return changed.length === 1;
}

const vettedBy = `select 1 as one from page_checks where case_id = ? and checked_by = ?
  union all select 1 from matches where case_id = ? and decided_by = ?
  union all select 1 from item_checks where case_id = ? and left_out_by = ?
  union all select 1 from system_searches where case_id = ? and excused_by = ? limit 1`;

/** True if this account ever let an unread page, a match or a system that did not answer pass in this case. */
export async function hasVettedCase(read: Read, caseId: string, accountId: string): Promise<boolean> {
  const rows = await read.raw<{ one: number }>(vettedBy, [caseId, accountId, caseId, accountId, caseId, accountId, caseId, accountId]);
  return rows.length > 0;
}

export interface CaseCounts {
  readonly case_id: string;
  readonly systems: number;
  readonly unanswered: number;
  readonly still_asked: number;
  readonly matches_to_decide: number;
  readonly items: number;
  readonly pages: number;
  readonly items_being_read: number;
  readonly items_in_quarantine: number;
  readonly pages_to_check: number;
}

/** How far each of these cases has come, but for its marks. */
export async function countsOf(read: Read, caseIds: readonly string[]): Promise<readonly CaseCounts[]> {
  return read.raw<CaseCounts>(
    `with asked as (
       select case_id, count(*)::integer as systems,
         (count(*) filter (where ended_at is null or (coalesce(outcome, '') not in ('held', 'not held') and excused_by is null)))::integer as unanswered,
         (count(*) filter (where ended_at is null))::integer as still_asked
       from system_searches where case_id = any(?) group by case_id),
     seen as (
       select i.case_id, count(*)::integer as items, coalesce(sum(i.page_count), 0)::integer as pages,
         (count(*) filter (where i.state = 'collected' or (i.state = 'in quarantine' and coalesce(q.scan, 'waiting') = 'waiting' and q.left_out_by is null)))::integer as items_being_read,
         (count(*) filter (where i.state = 'in quarantine' and q.scan <> 'waiting' and q.left_out_by is null))::integer as items_in_quarantine,
         coalesce(sum((select count(*) from page_checks p where p.item_id = i.id and p.checked_by is null)), 0)::integer as pages_to_check
       from items i join system_searches s on s.case_id = i.case_id and s.system_id = i.system_id and s.attempt = i.attempt left join item_checks q on q.item_id = i.id
       where i.case_id = any(?) and s.outcome = 'held' and i.kept_item_id is null group by i.case_id),
     undecided as (
       select m.case_id, count(*)::integer as matches_to_decide from matches m
       join system_searches s on s.case_id = m.case_id and s.system_id = m.system_id
       where m.case_id = any(?) and m.state = 'probable' and s.reason = 'match-to-decide' and s.excused_by is null group by m.case_id)
     select a.case_id, a.systems, a.unanswered, a.still_asked, coalesce(u.matches_to_decide, 0) as matches_to_decide, coalesce(i.items, 0) as items,
       coalesce(i.pages, 0) as pages, coalesce(i.items_being_read, 0) as items_being_read, coalesce(i.items_in_quarantine, 0) as items_in_quarantine, coalesce(i.pages_to_check, 0) as pages_to_check
     from asked a left join seen i on i.case_id = a.case_id left join undecided u on u.case_id = a.case_id limit ?`,
    [[...caseIds], [...caseIds], [...caseIds], caseIds.length],
  );
}
