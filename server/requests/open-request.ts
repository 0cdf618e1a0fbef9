/** Opens a request of any kind: the row, its clock with its working, its case and the acknowledgement, in the change that files it. */

import { openCase } from '../casework/open-case.ts';
import type { MessageKind } from '../correspondence/message.ts';
import { writeTo } from '../correspondence/write-to.ts';
import { isToBeRestricted } from '../data-subjects/answered-by-officer.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import type { Change } from '../platform/recorded-change.ts';
import type { WorkedOut } from './request-clock.ts';
import { findRequestOfDraft, insertDueDay, insertRequest, type RequestRow } from './store.ts';

/** The same form was sent twice at the same moment; this one undoes itself. */
export class FiledMeanwhile extends Error {
  override readonly name = 'FiledMeanwhile';
}

export interface Opening {
  readonly actor: ResidentActor;
  readonly row: RequestRow;
  readonly worked: WorkedOut;
  readonly acknowledgement: { readonly kind: MessageKind; readonly values: Readonly<Record<string, string>> };
}

/** @throws FiledMeanwhile when a request of the same form is there already */
export async function openRequest(tools: Tools, change: Change, { actor, row, worked, acknowledgement }: Opening): Promise<void> {
  const { dataSubjectId } = actor;
  const isRestricted = dataSubjectId === null ? false : await isToBeRestricted(change, dataSubjectId);
  const isFirst = await insertRequest(change, { ...row, due_on: worked.dueOn, target_on: worked.targetOn });
  if (!isFirst) throw new FiledMeanwhile('the same form was filed meanwhile');
  await insertDueDay(change, { request_id: row.id, because: 'received', due_on: worked.dueOn, working: JSON.stringify(worked.kept), computed_at: row.received_at });
  await openCase(change, { caseId: row.case_id, requestId: row.id, isRestricted, dueOn: worked.dueOn, approveByOn: worked.approveByOn });
  await writeTo(tools, change, {
    accountId: actor.accountId,
    requestId: row.id,
    caseId: row.case_id,
    kind: acknowledgement.kind,
    body: { values: { reference: row.reference, due: worked.dueOn ?? '', ...acknowledgement.values }, words: '' },
  });
}

/** The request that the same form became before; null when it became none. */
export async function filedBefore(tools: Pick<Tools, 'database'>, actor: ResidentActor, formId: string): Promise<string | null> {
  const filed = await asActor(tools.database, actor, (read) => findRequestOfDraft(read, formId));
  return filed?.id ?? null;
}

/** Runs `file`, which may be sent twice at one moment, and answers with the one request there is afterwards. */
export async function filedOnce(tools: Pick<Tools, 'database'>, actor: ResidentActor, { formId, id, file }: { readonly formId: string; readonly id: string; readonly file: () => Promise<void> }): Promise<string> {
  try {
    await file();
    return id;
  } catch (error) {
    const meanwhile = error instanceof FiledMeanwhile ? await filedBefore(tools, actor, formId) : null;
    if (meanwhile === null) throw error;
    return meanwhile;
  }
}
