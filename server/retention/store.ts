/** The only SQL about shredded cases, and about what is swept away. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';

export interface ShreddedRow {
  readonly case_id: string;
  readonly shredded_at: Date;
  readonly shredded_by: string;
}

/** Null when there is no such case. */
export async function stageOf(read: Read, caseId: string): Promise<string | null> {
  const row = await read<{ id: string; stage: string }>('cases').where({ id: caseId }).first('stage');
  return row?.stage ?? null;
}

/** False when the case was shredded before. */
export async function insertShredded(change: Change, row: ShreddedRow): Promise<boolean> {
  const made = await change.write<ShreddedRow>('shredded_cases').insert(row).onConflict('case_id').ignore().returning('case_id');
  return made.length === 1;
}

/** Nobody is told that an answer can be opened that nobody can read. */
export async function closeAnswers(change: Change, caseId: string, at: Date): Promise<void> {
  await change.write<{ case_id: string; recalled_at: Date | null }>('disclosures').where({ case_id: caseId }).whereNull('recalled_at').update({ recalled_at: at });
}

export async function shreddedAt(read: Read, caseId: string): Promise<Date | null> {
  const row = await read<ShreddedRow>('shredded_cases').where({ case_id: caseId }).first('shredded_at');
  return row?.shredded_at ?? null;
}

interface Draft {
  readonly id: string;
  readonly expires_at: Date;
}

export async function countExpiredDrafts(read: Read, now: Date): Promise<number> {
  const [row] = await read.raw<{ count: number }>('select count(*)::integer as count from request_drafts where expires_at <= ?', [now]);
  return row?.count ?? 0;
}

export async function deleteExpiredDrafts(change: Change, now: Date): Promise<number> {
  return change.write<Draft>('request_drafts').where('expires_at', '<=', now).delete();
}

/** Those of the ids that some record knows, in any case. */
export async function knownFiles(read: Read, fileIds: readonly string[]): Promise<readonly string[]> {
  const rows = await read.raw<{ file_id: string }>('select known_files(?) as file_id', [[...fileIds]]);
  return rows.map(({ file_id: id }) => id);
}

const pageSize = 1_000;

/** In the order of their ids, from after the one given. */
export async function shreddedAfter(read: Read, caseId: string): Promise<readonly string[]> {
  const rows = await read<ShreddedRow>('shredded_cases').where('case_id', '>', caseId).orderBy('case_id').limit(pageSize).select('case_id');
  return rows.map(({ case_id: id }) => id);
}

/** Every sealed file of a case and of its answers, in the order of their ids, from after the one given. */
export async function filesOf(read: Read, caseId: string, after: string): Promise<readonly string[]> {
  const rows = await read.raw<{ file_id: string }>(
    `select file_id from (
       select original_file_id as file_id from items where case_id = ?
       union select text_file_id from items where case_id = ? and text_file_id is not null
       union select file_id from answer_files where case_id = ?
       union select file_id from reply_files where case_id = ?) files
     where file_id > ? order by file_id limit ?`,
    [caseId, caseId, caseId, caseId, after, pageSize],
  );
  return rows.map(({ file_id: id }) => id);
}
