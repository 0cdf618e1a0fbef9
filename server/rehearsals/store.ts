/** The only SQL about rehearsals. */

import { z } from 'zod';
import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import type { Rehearsal, RehearsalResult } from './rehearsal.ts';

interface RehearsalRow {
  readonly id: string;
  readonly case_id: string;
  readonly is_nightly: boolean;
  readonly begun_at: Date;
  readonly planted: number;
  readonly ended_at: Date | null;
  readonly found: number | null;
  readonly missed: unknown;
}

const missedSchema = z.array(z.object({ system: z.string(), record: z.string(), because: z.string() })).nullable();
const columns = 'id, case_id, is_nightly, begun_at, planted, ended_at, found, missed';
const latest = `select ${columns} from rehearsals order by begun_at desc, id limit ?`;
const ofCase = `select ${columns} from rehearsals where case_id = ?`;

export async function insertRehearsal(change: Change, row: Pick<RehearsalRow, 'id' | 'case_id' | 'is_nightly' | 'begun_at' | 'planted'>): Promise<void> {
  await change.write('rehearsals').insert(row);
}

/** False when it had ended before. */
export async function endRehearsal(change: Change, caseId: string, { found, missed, at }: RehearsalResult & { readonly at: Date }): Promise<boolean> {
  const ended = await change.write.raw<{ id: string }>('update rehearsals set ended_at = ?, found = ?, missed = ? where case_id = ? and ended_at is null returning id', [at, found, JSON.stringify(missed), caseId]);
  return ended.length === 1;
}

export async function latestRehearsals(read: Read, limit: number): Promise<readonly Rehearsal[]> {
  return (await read.raw<RehearsalRow>(latest, [limit])).map(rehearsalFrom);
}

export async function rehearsalOfCase(read: Read, caseId: string): Promise<Rehearsal | null> {
  const [row] = await read.raw<RehearsalRow>(ofCase, [caseId]);
  return row === undefined ? null : rehearsalFrom(row);
}

function rehearsalFrom(row: RehearsalRow): Rehearsal {
  return {
    id: row.id,
    caseId: row.case_id,
    isNightly: row.is_nightly,
    begunAt: row.begun_at,
    planted: row.planted,
    endedAt: row.ended_at,
    found: row.found,
    missed: missedSchema.parse(row.missed) ?? [],
  };
}
