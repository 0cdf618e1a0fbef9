/** Files a request to put one item right, and hands it straight to the team that owns its system. */

import { createHmac } from 'node:crypto';
import type { ResidentActor } from '../platform/actor.ts';
import type { Tools } from '../platform/house.ts';
import { newId, newReference } from '../platform/ids.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { sealJson } from '../platform/sealing.ts';
import { filedBefore, filedOnce, openRequest } from './open-request.ts';
import { insertRectification } from './rectification-store.ts';
import type { AttachedItem, RectificationWords } from './rectification.ts';
import { workOut } from './request-clock.ts';
import type { RequestRow } from './store.ts';

/** Whose item it is: the system, and the team that answers for it. */
export interface OwningSystem {
  readonly key: string;
  readonly service: string;
  readonly ownerTeam: string;
}

export interface Wrong {
  readonly item: AttachedItem;
  readonly system: OwningSystem;
  readonly words: RectificationWords;
  /** From the page of the form: sent twice, it is filed once. */
  readonly formId: string;
}

export function rectificationPlace(column: 'sealed_item' | 'sealed_words' | 'sealed_decision', requestId: string): { table: string; column: string; id: string } {
  return { table: 'rectifications', column, id: requestId };
}

/** Nobody sorts it first: the team is the one that the system's description names. Returns the id of the request. */
export async function fileRectification(tools: Tools, actor: ResidentActor, wrong: Wrong): Promise<string> {
  const formId = await ownFormId(tools, actor, wrong.formId);
  const filed = await filedBefore(tools, actor, formId);
  if (filed !== null) return filed;
  const { item, system, words } = wrong;
  const row = rowFrom(tools, { actor, formId, system });
  const key = await tools.keys.keyFor(`case:${row.case_id}`);
  const worked = workOut({ kind: 'rectification', nation: tools.config.nation, receivedAt: row.received_at, events: [] });
  const record = { actor, action: 'request.file', about: { type: 'request', id: row.id }, caseId: row.case_id, details: { kind: row.kind, due_on: worked.dueOn } };
  const file = (): Promise<void> => recordedChange(tools.database, record, async (change) => {
    await openRequest(tools, change, { actor, row, worked, acknowledgement: { kind: 'rectification-received', values: { team: system.ownerTeam } } });
    await insertRectification(change, {
      request_id: row.id,
      case_id: row.case_id,
      system_id: system.key,
      sealed_item: sealJson(key, rectificationPlace('sealed_item', row.id), item),
      sealed_words: sealJson(key, rectificationPlace('sealed_words', row.id), words),
    });
  });
  return filedOnce(tools, actor, { formId, id: row.id, file });
}

/** The page's number is the person's own to choose, so it is bound to the account: no two accounts can meet in one. */
async function ownFormId(tools: Pick<Tools, 'keys'>, { accountId }: ResidentActor, formId: string): Promise<string> {
  const portal = await tools.keys.keyFor('portal');
  return createHmac('sha256', portal.bytes).update(JSON.stringify(['rectification', accountId, formId])).digest().subarray(0, 16).toString('base64url');
}

function rowFrom(tools: Pick<Tools, 'config' | 'clock'>, { actor, formId, system }: { readonly actor: ResidentActor; readonly formId: string; readonly system: OwningSystem }): RequestRow {
  return {
    id: newId(),
    case_id: newId(),
    draft_id: formId,
    reference: newReference(),
    kind: 'rectification',
    account_id: actor.accountId,
    data_subject_id: actor.dataSubjectId,
    state: 'received',
    nation: tools.config.nation,
    received_at: tools.clock.now(),
    due_on: null,
    target_on: null,
    services: [system.service],
    from_on: null,
    to_on: null,
    for_team: system.ownerTeam,
    sealed_help: null,
  };
}
