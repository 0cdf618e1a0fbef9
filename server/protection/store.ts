/** The only SQL about protection. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';

export interface ProtectionRow {
  readonly data_subject_id: string;
  readonly sealed_reason: Buffer;
  readonly set_by: string;
}

export async function insertProtection(change: Change, row: ProtectionRow): Promise<void> {
  await change.write<ProtectionRow>('protections').insert(row).onConflict('data_subject_id').ignore();
}

/** Until the end of this change nobody files a request about the person; whoever was about to has done so. */
export async function holdFiling(change: Change, dataSubjectId: string): Promise<void> {
  await change.write.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`protection|${dataSubjectId}`]);
}

/** Every open case about the person that was not restricted before; whoever had one has it no longer. */
export async function restrictCasesOf(change: Change, dataSubjectId: string): Promise<readonly string[]> {
  const rows = await change.write.raw<{ case_id: string }>('select restrict_cases_of(?) as case_id', [dataSubjectId]);
  return rows.map(({ case_id: id }) => id);
}

const mostProtected = 10_000;

/** Protected people other than the one a case is about. */
export async function protectedSubjects(read: Read, caseId: string): Promise<readonly string[]> {
  const rows = await read.raw<{ data_subject_id: string }>(
    `select p.data_subject_id from protections p
     where p.data_subject_id not in (select r.data_subject_id from requests r where r.case_id = ? and r.data_subject_id is not null)
     order by p.data_subject_id limit ?`,
    [caseId, mostProtected],
  );
  return rows.map(({ data_subject_id: id }) => id);
}

export async function subjectOfCase(read: Read, caseId: string): Promise<string | null> {
  const [row] = await read.raw<{ data_subject_id: string | null }>('select data_subject_id from requests where case_id = ? limit 1', [caseId]);
  return row?.data_subject_id ?? null;
}
