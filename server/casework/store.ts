/** The only SQL about cases and declared conflicts. */

import type { Knex } from 'knex';
import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import { keptWorkingSchema, type KeptWorking } from '../requests/request-clock.ts';
import { isStage, isWithApprover, type Case, type Stage } from './case.ts';

interface CaseRow {
  readonly id: string;
  readonly request_id: string;
  readonly reference: string;
  readonly kind: string;
  readonly stage: string;
  readonly version: number;
  readonly owner_account_id: string | null;
  readonly is_restricted: boolean;
  readonly is_rehearsal: boolean;
  readonly data_subject_id: string | null;
  readonly account_id: string | null;
  readonly nation: string;
  readonly received_at: Date;
  readonly approve_by_on: string | null;
  readonly due_on: string | null;
  readonly services: readonly string[];
  readonly for_team: string | null;
  readonly from_on: string | null;
  readonly to_on: string | null;
  readonly closed_at: Date | null;
}

const columns = [
  'c.id', 'c.request_id', 'r.reference', 'r.kind', 'c.stage', 'c.version', 'c.owner_account_id', 'c.is_restricted', 'c.is_rehearsal', 'r.data_subject_id',
  'r.account_id', 'r.nation', 'r.received_at', 'c.approve_by_on', 'c.due_on', 'r.services', 'r.for_team', 'r.from_on', 'r.to_on', 'c.closed_at',
] as const;

function selectCases(read: Read): Knex.QueryBuilder<CaseRow, CaseRow[]> {
  const query: Knex.QueryBuilder<CaseRow, CaseRow[]> = read<CaseRow>('cases as c');
  void query.join('requests as r', 'r.case_id', 'c.id').select(...columns);
  return query;
}

/** Null when there is none, or the reader may not see it. */
export async function findCaseRow(read: Read, caseId: string): Promise<Case | null> {
  const rows: readonly CaseRow[] = await selectCases(read).where('c.id', caseId).limit(1);
  const [row] = rows;
  return row === undefined ? null : caseFrom(row);
}

export interface QueueFilter {
  readonly view: 'mine' | 'unowned' | 'all';
  readonly accountId: string;
  readonly stage: Stage | null;
  /** Only what this team of a service decides. */
  readonly team: string | null;
  /** Only cases to approve by this day or earlier. */
  readonly approveByOn: string | null;
  /** From 1. */
  readonly page: number;
}

export const queuePageSize = 50;

/** Open cases by the day to approve by; one more than a page holds tells that there is a next page. */
export async function listCases(read: Read, filter: QueueFilter): Promise<readonly Case[]> {
  const query = selectCases(read).whereNull('c.closed_at');
  if (filter.view === 'mine') void query.where('c.owner_account_id', filter.accountId);
  if (filter.view === 'unowned') void query.whereNull('c.owner_account_id');
  if (filter.stage !== null) void query.where('c.stage', filter.stage);
  if (filter.team !== null) void query.where('r.for_team', filter.team);
  if (filter.approveByOn !== null) void query.where('c.approve_by_on', '<=', filter.approveByOn);
  const rows: readonly CaseRow[] = await query
    .orderByRaw('c.approve_by_on nulls last, c.id')
    .limit(queuePageSize + 1)
    .offset((filter.page - 1) * queuePageSize);
  return rows.map(caseFrom);
}

/** Cases of the team that nobody owns, as far as the reader may see them. */
export async function countUnowned(read: Read): Promise<number> {
  const [row] = await read.raw<{ count: number }>('select count(*)::integer as count from cases where owner_account_id is null and closed_at is null');
  return row?.count ?? 0;
}

export interface NewCase {
  readonly id: string;
  readonly request_id: string;
  readonly stage: Stage;
  readonly is_restricted: boolean;
  readonly is_rehearsal: boolean;
  readonly approve_by_on: string | null;
  readonly due_on: string | null;
}

export async function insertCase(change: Change, row: NewCase): Promise<void> {
  await change.write<NewCase>('cases').insert(row);
}

interface StageChange {
  readonly caseId: string;
  readonly version: number;
  readonly from: Stage;
  readonly to: Stage;
  readonly returnedBy?: string;
}

/** False when somebody changed the case meanwhile. */
export async function updateStage(change: Change, { caseId, version, from, to, returnedBy }: StageChange): Promise<boolean> {
  const changed = await change.write.raw<{ id: string }>(
    `update cases set stage = ?, version = version + 1, returned_by = coalesce(?, returned_by), closed_at = case when ? = 'closed' then now() else closed_at end
     where id = ? and version = ? and stage = ? returning id`,
    [to, returnedBy ?? null, to, caseId, version, from],
  );
  return changed.length === 1;
}

/** False when somebody took it, or changed it, meanwhile. */
export async function updateOwner(change: Change, taken: { readonly caseId: string; readonly version: number; readonly accountId: string }): Promise<boolean> {
  const changed = await change.write.raw<{ id: string }>(
    'update cases set owner_account_id = ?, version = version + 1 where id = ? and version = ? and owner_account_id is null returning id',
    [taken.accountId, taken.caseId, taken.version],
  );
  return changed.length === 1;
}

export async function releaseOwner(change: Change, caseId: string, accountId: string): Promise<void> {
  await change.write.raw('update cases set owner_account_id = null, version = version + 1 where id = ? and owner_account_id = ?', [caseId, accountId]);
}

export async function insertConflict(change: Change, caseId: string, accountId: string): Promise<void> {
  await change.write.raw('insert into case_conflicts (case_id, account_id) values (?, ?) on conflict do nothing', [caseId, accountId]);
}

/** Waits for other changes of the case; what follows in this change sees them. */
export async function lockCase(change: Change, caseId: string): Promise<void> {
  await change.write.raw('select id from cases where id = ? for update', [caseId]);
}

/** The latest working of the due day as it was kept, step by step; empty when there is none. */
export async function dueWorking(read: Read, requestId: string): Promise<KeptWorking['trace']> {
  const [row] = await read.raw<{ working: unknown }>('select working from due_days where request_id = ? order by id desc limit 1', [requestId]);
  const kept = keptWorkingSchema.safeParse(row?.working);
  return kept.success ? kept.data.trace : [];
}

export interface TimelineEntry {
  readonly id: number;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorReference: string;
  readonly action: string;
}

const mostEntries = 500;

/** The case's own part of the audit log, latest first. */
export async function timelineOf(read: Read, caseId: string): Promise<readonly TimelineEntry[]> {
  const rows = await read.raw<{ id: number; at: Date; actor_kind: string; actor_reference: string; action: string }>(
    'select id, at, actor_kind, actor_reference, action from audit.of_case(?, ?)',
    [caseId, mostEntries],
  );
  return rows.map((row) => ({ id: row.id, at: row.at, actorKind: row.actor_kind, actorReference: row.actor_reference, action: row.action }));
}

export interface UsageRow {
  readonly at: Date;
  readonly actorReference: string;
  readonly actorRole: string;
  readonly what: string;
  readonly why: string;
}

/** Who looked at what of this case, latest first. */
export async function usageOf(read: Read, caseId: string): Promise<readonly UsageRow[]> {
  const rows = await read.raw<{ at: Date; actor_reference: string; actor_role: string; what: string; why: string }>(
    'select at, actor_reference, actor_role, what, why from usage_entries where case_id = ? order by id desc limit ?',
    [caseId, mostEntries],
  );
  return rows.map((row) => ({ at: row.at, actorReference: row.actor_reference, actorRole: row.actor_role, what: row.what, why: row.why }));
}

interface ProfileRow {
  readonly id: string;
  readonly sealed_profile: Buffer | null;
}

/** Sealed profiles of staff accounts; those of residents are behind a wall. */
export async function profilesOf(read: Read, accountIds: readonly string[]): Promise<readonly ProfileRow[]> {
  if (accountIds.length === 0) return [];
  return read.raw<ProfileRow>("select id, sealed_profile from accounts where id = any(?) and provider = 'staff' order by id limit 1000", [[...accountIds]]);
}

function caseFrom(row: CaseRow): Case {
  if (!isStage(row.stage)) throw new Error('a case is in no known stage');
  return {
    id: row.id,
    requestId: row.request_id,
    reference: row.reference,
    kind: row.kind,
    stage: row.stage,
    version: row.version,
    ownerAccountId: row.owner_account_id ?? '',
    isUnowned: row.owner_account_id === null,
    isRestricted: row.is_restricted,
    isRehearsal: row.is_rehearsal,
    isWithApprover: isWithApprover(row.stage),
    dataSubjectId: row.data_subject_id ?? '',
    requesterAccountId: row.account_id ?? '',
    nation: row.nation,
    receivedAt: row.received_at,
    approveByOn: row.approve_by_on,
    dueOn: row.due_on,
    services: row.services,
    forTeam: row.for_team ?? '',
    fromOn: row.from_on,
    toOn: row.to_on,
    closedAt: row.closed_at,
  };
}

/** Whoever had taken it as an ordinary case has it no longer. */
/** False when it was restricted already. */
export async function setRestricted(change: Change, caseId: string): Promise<boolean> {
  const restricted = await change.write.raw<{ id: string }>('update cases set is_restricted = true, owner_account_id = null, returned_by = null, version = version + 1 where id = ? and not is_restricted returning id', [caseId]);
  return restricted.length === 1;
}
