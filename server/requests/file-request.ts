/** Files a request: the row, its clock with its working, its case and the acknowledgement, in one change. */

import { openCase } from '../casework/open-case.ts';
import { writeTo } from '../correspondence/write-to.ts';
import { isToBeRestricted } from '../data-subjects/answered-by-officer.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { newId, newReference } from '../platform/ids.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import { sealText } from '../platform/sealing.ts';
import { dayOf, type DraftAnswers } from './draft.ts';
import type { Draft } from './drafts.ts';
import { workOut, type WorkedOut } from './request-clock.ts';
import { deleteDraft, findRequestOfDraft, insertDueDay, insertRequest, type RequestRow } from './store.ts';

/** The day its clock starts is the day it is filed, whatever the hour or the weekday. Filing the same draft twice files it once. */
export async function fileRequest(tools: Tools, actor: ResidentActor, draft: Draft): Promise<string> {
  const filed = await filedBefore(tools, actor, draft);
  if (filed !== null) return filed;
  const receivedAt = tools.clock.now();
  const row = await rowFrom(tools, { actor, draft, receivedAt });
  const worked = workOut({ nation: tools.config.nation, receivedAt, events: [] });
  const record = { actor, action: 'request.file', about: { type: 'request', id: row.id }, caseId: row.case_id, details: { due_on: worked.dueOn } };
  try {
    await recordedChange(tools.database, record, (change) => fileIn(change, { tools, actor, row, worked, draftId: draft.id }));
  } catch (error) {
    const meanwhile = error instanceof FiledMeanwhile ? await filedBefore(tools, actor, draft) : null;
    if (meanwhile === null) throw error;
    return meanwhile;
  }
  return row.id;
}

/** The same form was sent twice at the same moment; this one undoes itself. */
class FiledMeanwhile extends Error {
  override readonly name = 'FiledMeanwhile';
}

async function filedBefore(tools: Tools, actor: ResidentActor, draft: Draft): Promise<string | null> {
  const filed = await asActor(tools.database, actor, (read) => findRequestOfDraft(read, draft.id));
  return filed?.id ?? null;
}

interface Filing {
  readonly tools: Tools;
  readonly actor: ResidentActor;
  readonly row: RequestRow;
  readonly worked: WorkedOut;
  readonly draftId: string;
}

async function fileIn(change: Change, { tools, actor, row, worked, draftId }: Filing): Promise<void> {
  const { dataSubjectId } = actor;
  const isRestricted = dataSubjectId === null ? false : await isToBeRestricted(change, dataSubjectId);
  const isFirst = await insertRequest(change, { ...row, due_on: worked.dueOn, target_on: worked.targetOn });
  if (!isFirst) throw new FiledMeanwhile('the same draft was filed meanwhile');
  await insertDueDay(change, { request_id: row.id, because: 'received', due_on: worked.dueOn, working: JSON.stringify(worked.kept), computed_at: row.received_at });
  await openCase(change, { caseId: row.case_id, requestId: row.id, isRestricted, dueOn: worked.dueOn, approveByOn: worked.approveByOn });
  await writeTo(tools, change, {
    accountId: actor.accountId,
    requestId: row.id,
    caseId: row.case_id,
    kind: 'acknowledgement',
    body: { values: { reference: row.reference, due: worked.dueOn ?? '' }, words: '' },
  });
  await deleteDraft(change, draftId);
}

interface NewRow {
  readonly actor: ResidentActor;
  readonly draft: Draft;
  readonly receivedAt: Date;
}

async function rowFrom(tools: Tools, { actor, draft, receivedAt }: NewRow): Promise<RequestRow> {
  const id = newId();
  const { answers } = draft;
  const portal = await tools.keys.keyFor('portal');
  const help = answers.help.trim();
  const between = answers.dates === 'between';
  return {
    id,
    case_id: newId(),
    draft_id: draft.id,
    reference: newReference(),
    kind: 'access',
    account_id: actor.accountId,
    data_subject_id: actor.dataSubjectId,
    state: 'received',
    nation: tools.config.nation,
    received_at: receivedAt,
    due_on: null,
    target_on: null,
    services: servicesOf(answers),
    from_on: between ? dayOf(answers.from) : null,
    to_on: between ? dayOf(answers.to) : null,
    sealed_help: help === '' ? null : sealText(portal, helpPlace(id), help),
  };
}

export function helpPlace(requestId: string): { table: string; column: string; id: string } {
  return { table: 'requests', column: 'sealed_help', id: requestId };
}

function servicesOf(answers: DraftAnswers): readonly string[] {
  return answers.scope === 'some' ? answers.services : [];
}
