/** The only SQL about data requests, the steps of their ladder and the questions that contacts ask back. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import { dayOf, lyingSince, openStates, type DataRequest, type DataRequestState, type Step, type StepTaken } from './data-request.ts';

interface DataRequestRow {
  readonly id: string;
  readonly reference: string;
  readonly case_id: string;
  readonly data_subject_id: string;
  readonly system_id: string;
  readonly attempt: number;
  readonly state: DataRequestState;
  readonly asked_on: string;
  readonly due_on: string;
  readonly outcome: 'held' | 'not held' | null;
  readonly answered_at: Date | null;
  readonly settled_at: Date | null;
  readonly version: number;
  readonly steps: readonly { readonly step: Step; readonly on: string }[];
}

const selected = `
  select d.id, d.reference, d.case_id, d.data_subject_id, d.system_id, d.attempt, d.state, d.asked_on, d.due_on, d.outcome, d.answered_at, d.settled_at, d.version,
    coalesce((select jsonb_agg(jsonb_build_object('step', s.step, 'on', s.taken_on) order by s.id) from data_request_steps s where s.data_request_id = d.id), '[]') as steps
  from data_requests d`;

const one = `${selected} where d.id = ?`;
const ofCase = `${selected} where d.case_id = ? order by d.system_id, d.attempt desc limit 500`;
const listed = `
  select listed.*, c.is_restricted, r.reference as case_reference from (${selected}) listed
  join cases c on c.id = listed.case_id join requests r on r.case_id = c.id
  where listed.state = any (?) and (? or c.owner_account_id = ? or (? and c.is_restricted)) and (?::date is null or listed.due_on < ?::date)
  order by listed.due_on, listed.id limit ? offset ?`;

/** Null when there is none, or the reader may not see it. */
export async function findDataRequest(read: Read, id: string): Promise<DataRequest | null> {
  const [row] = await read.raw<DataRequestRow>(one, [id]);
  return row === undefined ? null : dataRequestFrom(row);
}

export async function dataRequestsOf(read: Read, caseId: string): Promise<readonly DataRequest[]> {
  return (await read.raw<DataRequestRow>(ofCase, [caseId])).map(dataRequestFrom);
}

export interface ListFilter {
  /** Those of cases that this account owns, and of restricted cases for whoever handles those; everybody's where null. */
  readonly mine: { readonly accountId: string; readonly handlesRestricted: boolean } | null;
  readonly states: readonly DataRequestState[];
  /** Only those due before this day. */
  readonly dueBefore: string | null;
  /** From 1. */
  readonly page: number;
}

export const listPageSize = 50;

/** A data request with what its row needs of its case. */
export interface ListedDataRequest extends DataRequest {
  readonly caseReference: string;
  readonly isRestricted: boolean;
}

/** As far as the reader may see their cases, the longest due first; one more than a page holds tells that there is a next page. */
export async function listDataRequests(read: Read, { mine, states, dueBefore, page }: ListFilter): Promise<readonly ListedDataRequest[]> {
  const rows = await read.raw<DataRequestRow & { case_reference: string; is_restricted: boolean }>(
    listed,
    [[...states], mine === null, mine?.accountId ?? '', mine?.handlesRestricted ?? false, dueBefore, dueBefore, listPageSize + 1, (page - 1) * listPageSize],
  );
  return rows.map((row) => ({ ...dataRequestFrom(row), caseReference: row.case_reference, isRestricted: row.is_restricted }));
}

const mostClimbed = 10_000;

/** Every data request that waits for its contact and is past its day, over all cases: for the worker, who opens them one by one. */
export async function lateDataRequests(read: Read, today: string): Promise<readonly { readonly id: string; readonly caseId: string }[]> {
  const rows = await read.raw<{ id: string; case_id: string }>("select id, case_id from data_requests where state = 'waiting' and due_on < ? order by due_on, id limit ?", [today, mostClimbed]);
  return rows.map(({ id, case_id: caseId }) => ({ id, caseId }));
}

const mostUnsettled = 500;

/** Every reply that was left lying, over all cases: for the worker, who opens them one by one. */
export async function unsettledReplies(read: Read, now: Date): Promise<readonly { readonly id: string; readonly caseId: string }[]> {
  const rows = await read.raw<{ id: string; case_id: string }>("select id, case_id from data_requests where state = 'answered' and settled_at is null and answered_at <= ? order by answered_at, id limit ?", [lyingSince(now), mostUnsettled]);
  return rows.map(({ id, case_id: caseId }) => ({ id, caseId }));
}

/** False when another worker has settled it. */
export async function settleReply(change: Change, id: string, at: Date): Promise<boolean> {
  const changed = await change.write.raw<{ id: string }>("update data_requests set settled_at = ? where id = ? and state = 'answered' and settled_at is null returning id", [at, id]);
  return changed.length === 1;
}

/** Waits for other changes of the data request; what follows in this change sees them. */
export async function lockDataRequest(change: Change, id: string): Promise<DataRequest | null> {
  await change.write.raw('select id from data_requests where id = ? for update', [id]);
  return findDataRequest(change.write, id);
}

export interface NewDataRequest {
  readonly id: string;
  readonly reference: string;
  readonly case_id: string;
  readonly data_subject_id: string;
  readonly system_id: string;
  readonly attempt: number;
  readonly state: 'waiting';
  readonly asked_on: string;
  readonly due_on: string;
  readonly sealed_asked: Buffer;
  readonly created_at: Date;
}

/** False when this attempt has its data request: a job that runs twice asks once. */
export async function insertDataRequest(change: Change, row: NewDataRequest): Promise<boolean> {
  const made = await change.write<NewDataRequest>('data_requests').insert(row).onConflict(['case_id', 'system_id', 'attempt']).ignore().returning('id');
  return made.length === 1;
}

/** Sealed still: what the contact was given to search with, and what they said. */
export async function sealedOf(read: Read, id: string): Promise<{ readonly asked: Buffer; readonly answer: Buffer | null } | null> {
  const [row] = await read.raw<{ sealed_asked: Buffer; sealed_answer: Buffer | null }>('select sealed_asked, sealed_answer from data_requests where id = ?', [id]);
  return row === undefined ? null : { asked: row.sealed_asked, answer: row.sealed_answer };
}

export interface NewStep extends StepTaken {
  readonly dataRequestId: string;
  readonly caseId: string;
  /** An account, a job, or the data request itself for its contact. */
  readonly by: string;
}

/** False when a rung was climbed on this day already. */
export async function insertStep(change: Change, { dataRequestId, caseId, step, takenOn, by }: NewStep): Promise<boolean> {
  const made = await change.write.raw<{ id: number }>(
    'insert into data_request_steps (data_request_id, case_id, step, taken_on, taken_by) values (?, ?, ?, ?, ?) on conflict do nothing returning id',
    [dataRequestId, caseId, step, takenOn, by],
  );
  return made.length === 1;
}

export interface StateChange {
  readonly id: string;
  readonly version: number;
  readonly to: DataRequestState;
  readonly dueOn?: string;
}

/** False when somebody changed it meanwhile, or it is open no longer. */
export async function moveDataRequest(change: Change, { id, version, to, dueOn }: StateChange): Promise<boolean> {
  const changed = await change.write.raw<{ id: string }>(
    'update data_requests set state = ?, due_on = coalesce(?, due_on), version = version + 1 where id = ? and version = ? and state = any (?) returning id',
    [to, dueOn ?? null, id, version, [...openStates]],
  );
  return changed.length === 1;
}

export interface Answered {
  readonly id: string;
  readonly outcome: 'held' | 'not held';
  readonly sealedAnswer: Buffer;
  readonly by: string;
  readonly at: Date;
}

/** False when it was answered or closed before. */
export async function answerDataRequest(change: Change, { id, outcome, sealedAnswer, by, at }: Answered): Promise<boolean> {
  const changed = await change.write.raw<{ id: string }>(
    `update data_requests set state = 'answered', outcome = ?, sealed_answer = ?, answered_by = ?, answered_at = ?, version = version + 1
     where id = ? and state = any (?) returning id`,
    [outcome, sealedAnswer, by, at, id, [...openStates]],
  );
  return changed.length === 1;
}

/** The data request of one attempt that is open, or whose reply was left lying, if it has one; its id is given back. */
export async function closeAttempt(change: Change, closed: { readonly caseId: string; readonly systemId: string; readonly attempt: number; readonly by: string; readonly at: Date }): Promise<string | null> {
  const [row] = await change.write.raw<{ id: string }>(
    `update data_requests set state = 'closed', closed_by = ?, closed_at = ?, version = version + 1
     where case_id = ? and system_id = ? and attempt = ? and (state = any (?) or (state = 'answered' and settled_at is null and answered_at <= ?)) returning id`,
    [closed.by, closed.at, closed.caseId, closed.systemId, closed.attempt, [...openStates], lyingSince(closed.at)],
  );
  return row?.id ?? null;
}

export interface QuestionRow {
  readonly id: string;
  readonly data_request_id: string;
  readonly case_id: string;
  readonly sealed_question: Buffer;
  readonly asked_at: Date;
  readonly sealed_reply: Buffer | null;
  readonly replied_at: Date | null;
}

export async function questionsOf(read: Read, dataRequestId: string): Promise<readonly QuestionRow[]> {
  return read<QuestionRow>('data_request_questions').where({ data_request_id: dataRequestId }).orderBy(['asked_at', 'id']).limit(100)
    .select('id', 'data_request_id', 'case_id', 'sealed_question', 'asked_at', 'sealed_reply', 'replied_at');
}

export async function insertQuestion(change: Change, row: Omit<QuestionRow, 'sealed_reply' | 'replied_at'>): Promise<void> {
  await change.write<Omit<QuestionRow, 'sealed_reply' | 'replied_at'>>('data_request_questions').insert(row);
}

/** False when it has its reply. */
export async function replyToQuestion(change: Change, reply: { readonly questionId: string; readonly sealedReply: Buffer; readonly by: string; readonly at: Date }): Promise<boolean> {
  const changed = await change.write.raw<{ id: string }>(
    'update data_request_questions set sealed_reply = ?, replied_by = ?, replied_at = ? where id = ? and replied_at is null returning id',
    [reply.sealedReply, reply.by, reply.at, reply.questionId],
  );
  return changed.length === 1;
}

function dataRequestFrom(row: DataRequestRow): DataRequest {
  return {
    id: row.id,
    reference: row.reference,
    caseId: row.case_id,
    dataSubjectId: row.data_subject_id,
    systemId: row.system_id,
    attempt: row.attempt,
    state: row.state,
    askedOn: dayOf(row.asked_on),
    dueOn: dayOf(row.due_on),
    outcome: row.outcome,
    answeredAt: row.answered_at,
    settledAt: row.settled_at,
    version: row.version,
    steps: row.steps.map(({ step, on }) => ({ step, takenOn: dayOf(on) })),
  };
}
