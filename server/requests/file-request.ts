/** Files a request: the row, its clock with its working, its case and the acknowledgement, in one change. */

import type { ResidentActor } from '../platform/actor.ts';
import type { Tools } from '../platform/house.ts';
import { newId, newReference } from '../platform/ids.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { sealText } from '../platform/sealing.ts';
import { dayOf, type DraftAnswers } from './draft.ts';
import type { Draft } from './drafts.ts';
import { filedBefore, filedOnce, openRequest } from './open-request.ts';
import { workOut } from './request-clock.ts';
import { deleteDraft, type RequestRow } from './store.ts';

/** The day its clock starts is the day it is filed, whatever the hour or the weekday. Filing the same draft twice files it once. */
export async function fileRequest(tools: Tools, actor: ResidentActor, draft: Draft): Promise<string> {
  const filed = await filedBefore(tools, actor, draft.id);
  if (filed !== null) return filed;
  const receivedAt = tools.clock.now();
  const row = await rowFrom(tools, { actor, draft, receivedAt });
  const worked = workOut({ kind: 'access', nation: tools.config.nation, receivedAt, events: [] });
  const record = { actor, action: 'request.file', about: { type: 'request', id: row.id }, caseId: row.case_id, details: { due_on: worked.dueOn } };
  const file = (): Promise<void> => recordedChange(tools.database, record, async (change) => {
    await openRequest(tools, change, { actor, row, worked, acknowledgement: { kind: 'acknowledgement', values: {} } });
    await deleteDraft(change, draft.id);
  });
  return filedOnce(tools, actor, { formId: draft.id, id: row.id, file });
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
    for_team: null,
    sealed_help: help === '' ? null : sealText(portal, helpPlace(id), help),
  };
}

export function helpPlace(requestId: string): { table: string; column: string; id: string } {
  return { table: 'requests', column: 'sealed_help', id: requestId };
}

function servicesOf(answers: DraftAnswers): readonly string[] {
  return answers.scope === 'some' ? answers.services : [];
}
