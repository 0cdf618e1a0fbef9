/** The only SQL about the people of connected systems of whom an officer decides whether they are meant. */

import { civilDay } from '../platform/clock.ts';
import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import type { MatchState } from './match.ts';

export interface MatchRow {
  readonly id: string;
  readonly case_id: string;
  readonly system_id: string;
  /** From 0, the likeliest first. */
  readonly rank: number;
  readonly sealed_candidate: Buffer;
  readonly state: MatchState;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
}

/** By system, the likeliest first. */
export async function matchesOf(read: Read, caseId: string): Promise<readonly MatchRow[]> {
  return read.raw<MatchRow>('select id, case_id, system_id, rank, sealed_candidate, state, decided_by, decided_at from matches where case_id = ? order by system_id, rank, created_at, id limit 500', [caseId]);
}

export async function findMatchRow(read: Read, caseId: string, matchId: string): Promise<MatchRow | null> {
  const rows = await read.raw<MatchRow>('select id, case_id, system_id, rank, sealed_candidate, state, decided_by, decided_at from matches where case_id = ? and id = ?', [caseId, matchId]);
  return rows[0] ?? null;
}

export async function insertMatches(change: Change, rows: readonly Pick<MatchRow, 'id' | 'case_id' | 'system_id' | 'rank' | 'sealed_candidate' | 'state'>[]): Promise<void> {
  if (rows.length > 0) await change.write('matches').insert([...rows]);
}

/** What a system says now of somebody about whom nothing is decided takes the place of what it said before. */
export async function refreshMatch(change: Change, row: Pick<MatchRow, 'id' | 'rank' | 'sealed_candidate'>): Promise<void> {
  await change.write.raw("update matches set sealed_candidate = ?, rank = ? where id = ? and state = 'probable' returning id", [row.sealed_candidate, row.rank, row.id]);
}

export interface MatchDecision {
  readonly matchId: string;
  readonly from: MatchState;
  readonly to: MatchState;
  readonly by: string;
  readonly at: Date;
  /** The keyed hash of this person of this system, which a later case of the same data subject asks for. */
  readonly personIndex: Buffer;
}

/** False when somebody else decided meanwhile. */
export async function updateMatch(change: Change, { matchId, from, to, by, at, personIndex }: MatchDecision): Promise<boolean> {
  const changed = await change.write.raw<{ id: string }>(
    'update matches set state = ?, decided_by = ?, decided_at = ?, person_index = ?, rejected_with = null where id = ? and state = ? returning id',
    [to, by, at, personIndex, matchId, from],
  );
  return changed.length === 1;
}

interface OneOfMany {
  readonly match: { readonly id: string; readonly caseId: string; readonly systemId: string };
  readonly by: string;
  readonly at: Date;
}

/** In a rehearsal one planted person is meant alone: the others are not, for as long as this answer stands. */
export async function rejectOthers(change: Change, { match, by, at }: OneOfMany): Promise<void> {
  await change.write.raw(
    `update matches set state = 'rejected', decided_by = ?, decided_at = ?, rejected_with = ?
     where case_id = ? and system_id = ? and id <> ? and state <> 'rejected' returning id`,
    [by, at, match.id, match.caseId, match.systemId, match.id],
  );
}

/** One answer once rejected all the others of its system: what nobody had looked at by itself is to be decided again with it. */
export async function reopenOthers(change: Change, matchId: string): Promise<void> {
  await change.write.raw("update matches set state = 'probable', decided_by = null, decided_at = null, rejected_with = null where rejected_with = ? returning id", [matchId]);
}

export interface EarlierDecision {
  readonly reference: string;
  readonly state: MatchState;
  readonly decidedOn: string;
}

/** The latest decision about the same person of the same system in another case of the same data subject, as far as the reader may see it. */
export async function decidedBefore(read: Read, asked: { readonly personIndex: Buffer; readonly caseId: string }): Promise<EarlierDecision | null> {
  const rows = await read.raw<{ reference: string; state: MatchState; decided_at: Date }>(
    `select r.reference, m.state, m.decided_at from matches m join requests r on r.case_id = m.case_id
     where m.person_index = ? and m.case_id <> ? and m.state <> 'probable' and m.rejected_with is null
     order by m.decided_at desc limit 1`,
    [asked.personIndex, asked.caseId],
  );
  const [row] = rows;
  return row === undefined ? null : { reference: row.reference, state: row.state, decidedOn: civilDay(row.decided_at) };
}
