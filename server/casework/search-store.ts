/** The only SQL about what each connected system was asked for a case. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import type { Outcome, SystemSearch } from './system-search.ts';

interface SearchRow {
  readonly system_id: string;
  readonly service: string;
  readonly asked_by: string;
  readonly outcome: Outcome | null;
  readonly reason: string | null;
  readonly excused_by: string | null;
  readonly item_count: number;
  readonly page_count: number;
  readonly attempt: number;
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
}

const oneSearch = 'select system_id, service, asked_by, outcome, reason, excused_by, item_count, page_count, attempt, started_at, ended_at from system_searches where case_id = ? and system_id = ?';

export async function searchesOf(read: Read, caseId: string): Promise<readonly SystemSearch[]> {
  const rows = await read.raw<SearchRow>(
    // The pages of a system are known only once its documents were read.
    `select s.system_id, s.service, s.asked_by, s.outcome, s.reason, s.excused_by, s.item_count, s.attempt, s.started_at, s.ended_at,
       coalesce((select sum(case when i.page_count > 0 then i.page_count else coalesce(k.page_count, 0) end)::integer from items i left join items k on k.id = i.kept_item_id where i.case_id = s.case_id and i.system_id = s.system_id and i.attempt = s.attempt), 0) as page_count
     from system_searches s where s.case_id = ? order by s.system_id limit 200`,
    [caseId],
  );
  return rows.map(searchFrom);
}

export async function findSearch(read: Read, caseId: string, systemId: string): Promise<SystemSearch | null> {
  const rows = await read.raw<SearchRow>(oneSearch, [caseId, systemId]);
  const [row] = rows;
  return row === undefined ? null : searchFrom(row);
}

export interface NewSearch {
  readonly caseId: string;
  readonly systemId: string;
  readonly service: string;
  readonly askedBy: string;
  readonly at: Date;
}

export async function startSearch(change: Change, { caseId, systemId, service, askedBy, at }: NewSearch): Promise<void> {
  await change.write('system_searches').insert({ case_id: caseId, system_id: systemId, service, asked_by: askedBy, attempt: 1, started_at: at });
}

interface Attempt {
  readonly caseId: string;
  readonly systemId: string;
  /** The attempt that is left behind. */
  readonly attempt: number;
  readonly askedBy: string;
  readonly at: Date;
}

const keepAttempt = `
  insert into search_attempts (case_id, system_id, attempt, asked_by, outcome, reason, item_count, sealed_query, excused_because_sealed, excused_by, started_at, ended_at)
  select case_id, system_id, attempt, asked_by, outcome, reason, item_count, sealed_query, excused_because_sealed, excused_by, started_at, ended_at
  from system_searches where case_id = ? and system_id = ? and attempt = ?`;

/** Begins the next attempt of a search; the one before is kept, and what it brought is seen no more. Null when somebody else did so meanwhile. Lock the case first. */
export async function restartSearch(change: Change, { caseId, systemId, attempt, askedBy, at }: Attempt): Promise<number | null> {
  await change.write.raw(keepAttempt, [caseId, systemId, attempt]);
  const changed = await change.write.raw<{ attempt: number }>(
    `update system_searches set attempt = attempt + 1, outcome = null, reason = null, item_count = 0, page_count = 0,
       excused_because_sealed = null, excused_by = null, sealed_query = null, asked_by = ?, started_at = ?, ended_at = null
     where case_id = ? and system_id = ? and attempt = ? returning attempt`,
    [askedBy, at, caseId, systemId, attempt],
  );
  return changed[0]?.attempt ?? null;
}

export interface SearchPart {
  readonly caseId: string;
  readonly systemId: string;
  readonly attempt: number;
  /** How many items were there when this part began: the fence against a second worker at the same part. */
  readonly itemsBefore: number;
  readonly itemsAfter: number;
  readonly sealedQuery: Buffer | null;
}

/** Moves a running search on by one part; false when another worker has done so, or the attempt is over. */
export async function advanceSearch(change: Change, part: SearchPart): Promise<boolean> {
  const changed = await change.write.raw<{ system_id: string }>(
    `update system_searches set item_count = ?, sealed_query = coalesce(?, sealed_query)
     where case_id = ? and system_id = ? and attempt = ? and ended_at is null and item_count = ? returning system_id`,
    [part.itemsAfter, part.sealedQuery, part.caseId, part.systemId, part.attempt, part.itemsBefore],
  );
  return changed.length === 1;
}

export interface SearchEnd {
  readonly caseId: string;
  readonly systemId: string;
  readonly attempt: number;
  readonly outcome: Outcome | null;
  readonly reason: string | null;
  readonly at: Date;
}

/** Ends an attempt: from here on its items are seen. A reason to leave others out stands beside an answer alone. False when it has ended already. */
export async function endSearch(change: Change, end: SearchEnd): Promise<boolean> {
  const isAnswered = end.outcome === 'held' || end.outcome === 'not held';
  const changed = await change.write.raw<{ system_id: string }>(
    `update system_searches set outcome = ?, reason = ?, ended_at = ?,
       excused_by = case when ? then excused_by end, excused_because_sealed = case when ? then excused_because_sealed end
     where case_id = ? and system_id = ? and attempt = ? and ended_at is null returning system_id`,
    [end.outcome, end.reason, end.at, isAnswered, isAnswered, end.caseId, end.systemId, end.attempt],
  );
  return changed.length === 1;
}

/** The machine's part of an attempt is over and a person's begins. False when the attempt is not this one any more. */
export async function handToService(change: Change, search: Pick<SearchEnd, 'caseId' | 'systemId' | 'attempt' | 'at'> & { readonly reason: string; readonly sealedQuery: Buffer }): Promise<boolean> {
  const changed = await change.write.raw<{ system_id: string }>(
    `update system_searches set outcome = null, reason = ?, ended_at = ?, sealed_query = ?
     where case_id = ? and system_id = ? and attempt = ? and ended_at is null returning system_id`,
    [search.reason, search.at, search.sealedQuery, search.caseId, search.systemId, search.attempt],
  );
  return changed.length === 1;
}

/** The person has answered, and what they sent is about to be kept. False when the attempt was left out or is over. */
export async function takeFromService(change: Change, search: Pick<SearchEnd, 'caseId' | 'systemId' | 'attempt'> & { readonly reason: string }): Promise<boolean> {
  const changed = await change.write.raw<{ system_id: string }>(
    `update system_searches set reason = null, ended_at = null, item_count = 0
     where case_id = ? and system_id = ? and attempt = ? and excused_by is null and outcome is null and (reason = ? or ended_at is null) returning system_id`,
    [search.caseId, search.systemId, search.attempt, search.reason],
  );
  return changed.length === 1;
}

export interface Excuse {
  readonly caseId: string;
  readonly systemId: string;
  readonly attempt: number;
  readonly sealedBecause: Buffer;
  readonly by: string;
}

export async function excuseSearch(change: Change, excuse: Excuse): Promise<boolean> {
  const changed = await change.write.raw<{ system_id: string }>(
    `update system_searches set excused_because_sealed = ?, excused_by = ?
     where case_id = ? and system_id = ? and attempt = ? and ended_at is not null and coalesce(outcome, '') not in ('held', 'not held') returning system_id`,
    [excuse.sealedBecause, excuse.by, excuse.caseId, excuse.systemId, excuse.attempt],
  );
  return changed.length === 1;
}

/** Leaves out whoever is undecided, while those who were decided to be meant are collected. */
export async function excuseOthers(change: Change, excuse: Excuse): Promise<void> {
  await change.write.raw(
    `update system_searches set excused_because_sealed = ?, excused_by = ?
     where case_id = ? and system_id = ? and attempt = ? and ended_at is null returning system_id`,
    [excuse.sealedBecause, excuse.by, excuse.caseId, excuse.systemId, excuse.attempt],
  );
}

/** What the search was asked with and why it was left out, still sealed. */
export async function sealedOf(read: Read, caseId: string, systemId: string): Promise<{ readonly query: Buffer | null; readonly because: Buffer | null }> {
  const rows = await read.raw<{ sealed_query: Buffer | null; excused_because_sealed: Buffer | null }>(
    'select sealed_query, excused_because_sealed from system_searches where case_id = ? and system_id = ?',
    [caseId, systemId],
  );
  return { query: rows[0]?.sealed_query ?? null, because: rows[0]?.excused_because_sealed ?? null };
}

function searchFrom(row: SearchRow): SystemSearch {
  return {
    systemId: row.system_id,
    service: row.service,
    askedBy: row.asked_by,
    outcome: row.outcome,
    reason: row.reason,
    isExcused: row.excused_by !== null,
    itemCount: row.item_count,
    pageCount: row.page_count,
    attempt: row.attempt,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

export interface AttemptRow {
  readonly case_id: string;
  readonly system_id: string;
  readonly attempt: number;
  readonly asked_by: string;
  readonly outcome: Outcome | null;
  readonly reason: string | null;
  readonly item_count: number;
  readonly excused_because_sealed: Buffer | null;
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
}

/** The attempts that were left behind, latest first within a system; a retry keeps the one before it. */
export async function attemptsOf(read: Read, caseId: string): Promise<readonly AttemptRow[]> {
  return read.raw<AttemptRow>(
    `select case_id, system_id, attempt, asked_by, outcome, reason, item_count, excused_because_sealed, started_at, ended_at
     from search_attempts where case_id = ? order by system_id, attempt desc limit 2000`,
    [caseId],
  );
}
