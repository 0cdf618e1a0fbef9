/** The only SQL about requests, their drafts and their clocks. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';

export interface RequestRow {
  readonly id: string;
  readonly case_id: string;
  readonly draft_id: string | null;
  readonly reference: string;
  readonly kind: string;
  readonly account_id: string | null;
  readonly data_subject_id: string | null;
  readonly state: string;
  readonly nation: string;
  readonly received_at: Date;
  readonly due_on: string | null;
  readonly target_on: string | null;
  readonly services: readonly string[];
  readonly from_on: string | null;
  readonly to_on: string | null;
  /** The team of the service that answers it; null where officers of information governance do. */
  readonly for_team: string | null;
  readonly sealed_help: Buffer | null;
}

const requestColumns = ['id', 'case_id', 'draft_id', 'reference', 'kind', 'account_id', 'data_subject_id', 'state', 'nation', 'received_at', 'due_on', 'target_on', 'services', 'from_on', 'to_on', 'for_team', 'sealed_help'] as const;

export async function findRequestOfCase(read: Read, caseId: string): Promise<RequestRow | null> {
  const row = await read<RequestRow>('requests').where({ case_id: caseId }).first(...requestColumns);
  return row ?? null;
}

export async function findRequestOfDraft(read: Read, draftId: string): Promise<RequestRow | null> {
  const row = await read<RequestRow>('requests').where({ draft_id: draftId }).first(...requestColumns);
  return row ?? null;
}

const mostRequestsShown = 100;

export async function requestsOfAccount(read: Read, accountId: string): Promise<readonly RequestRow[]> {
  return read<RequestRow>('requests').where({ account_id: accountId }).orderBy('received_at', 'desc').limit(mostRequestsShown).select(...requestColumns);
}

/** False, and nothing is written, when a request of the same draft is there already. */
export async function insertRequest(change: Change, row: RequestRow): Promise<boolean> {
  const inserted = await change.write<RequestRow>('requests').insert({ ...row, services: [...row.services] }).onConflict('draft_id').ignore().returning('id');
  return inserted.length === 1;
}

/** True when the request stood in one of the states named; nothing is written otherwise. */
export async function moveState(change: Change, id: string, move: { readonly from: readonly string[]; readonly to: string; readonly closedAt: Date | null }): Promise<boolean> {
  const moved = await change.write<RequestRow & { closed_at: Date | null; version: number }>('requests')
    .where({ id })
    .whereIn('state', [...move.from])
    .update({ state: move.to, closed_at: move.closedAt });
  return moved === 1;
}

export interface DueDayRow {
  readonly request_id: string;
  readonly because: string;
  readonly due_on: string | null;
  /** The clock and its trace as they were worked out; kept, not recomputed for show. */
  readonly working: unknown;
  readonly computed_at: Date;
}

export async function insertDueDay(change: Change, row: Omit<DueDayRow, 'working'> & { readonly working: string }): Promise<void> {
  await change.write<Omit<DueDayRow, 'working'> & { working: string }>('due_days').insert(row);
}

export interface DraftRow {
  readonly id: string;
  readonly account_id: string;
  readonly kind: string;
  readonly sealed_answers: Buffer;
  readonly version: number;
  readonly created_at: Date;
  readonly expires_at: Date;
}

export async function findDraft(read: Read, id: string, now: Date): Promise<DraftRow | null> {
  const row = await read<DraftRow>('request_drafts').where({ id }).where('expires_at', '>', now).first('id', 'account_id', 'kind', 'sealed_answers', 'version', 'created_at', 'expires_at');
  return row ?? null;
}

export async function insertDraft(change: Change, row: DraftRow): Promise<void> {
  await change.write<DraftRow>('request_drafts').insert(row);
}

/** True when nobody changed the draft since that version. */
export async function updateDraft(change: Change, row: Pick<DraftRow, 'id' | 'sealed_answers' | 'version'>): Promise<boolean> {
  const changed = await change.write<DraftRow>('request_drafts').where({ id: row.id, version: row.version }).update({ sealed_answers: row.sealed_answers, version: row.version + 1 });
  return changed === 1;
}

export async function deleteDraft(change: Change, id: string): Promise<void> {
  await change.write<DraftRow>('request_drafts').where({ id }).delete();
}

export interface OwnRequestRow {
  readonly id: string;
  readonly case_id: string;
  readonly kind: string;
  readonly for_team: string | null;
  readonly account_id: string;
  readonly reference: string;
  readonly state: string;
  readonly received_at: Date;
  readonly due_on: string | null;
  readonly services: readonly string[];
  readonly from_on: string | null;
  readonly to_on: string | null;
  readonly working: unknown;
  /** Sealed bodies in base64. */
  readonly messages: unknown;
  readonly answer_id: string | null;
  /** Sealed, in base64; null for every other kind. */
  readonly rectification: unknown;
}

// One statement for the whole tracker: the request, its latest working, its messages and its answer.
const ownRequest = `
  select r.id, r.case_id, r.kind, r.for_team, r.account_id, r.reference, r.state, r.received_at, r.due_on, r.services, r.from_on, r.to_on,
    (select d.working from due_days d where d.request_id = r.id order by d.id desc limit 1) as working,
    (select json_agg(json_build_object('id', m.id, 'kind', m.kind, 'sealed_body', translate(encode(m.sealed_body, 'base64'), E'\\n', ''), 'created_at', m.created_at) order by m.created_at)
      from messages m where m.request_id = r.id) as messages,
    (select d.answer_id from disclosures d where d.case_id = r.case_id and d.recalled_at is null order by d.released_at desc limit 1) as answer_id,
    case when r.kind = 'rectification' then (select json_build_object('item', translate(encode(x.sealed_item, 'base64'), E'\\n', ''), 'words', translate(encode(x.sealed_words, 'base64'), E'\\n', ''))
      from rectifications x where x.request_id = r.id) end as rectification
  from requests r`;
const ownRequestById = `${ownRequest} where r.id = ?`;
const ownRequestByDraft = `${ownRequest} where r.draft_id = ?`;

export async function ownRequestRow(read: Read, which: string | { readonly draftId: string }): Promise<OwnRequestRow | null> {
  const isDraft = typeof which === 'object';
  const rows = await read.raw<OwnRequestRow>(isDraft ? ownRequestByDraft : ownRequestById, [isDraft ? which.draftId : which]);
  return rows[0] ?? null;
}

/** Requests of an account that were made before anyone knew whose records they are about. */
export async function requestsWithoutSubject(read: Read, accountId: string): Promise<readonly Pick<RequestRow, 'id' | 'case_id'>[]> {
  return read<RequestRow>('requests').where({ account_id: accountId }).whereNull('data_subject_id').orderBy('received_at').limit(mostRequestsShown).select('id', 'case_id');
}

export async function giveSubject(change: Change, requestId: string, dataSubjectId: string): Promise<void> {
  await change.write<RequestRow>('requests').where({ id: requestId }).whereNull('data_subject_id').update({ data_subject_id: dataSubjectId });
}
