/** Begins, reads and keeps the draft of a request, sealed between steps. */

import type { SafeContact } from '../correspondence/message.ts';
import { alsoKeepSafeContact } from '../correspondence/safe-contact.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { asActor, type Read } from '../platform/database.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { newId } from '../platform/ids.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { sealJson, unsealJson } from '../platform/sealing.ts';
import { draftAnswersSchema, draftDays, type DraftAnswers } from './draft.ts';
import { findDraft, insertDraft, updateDraft, type DraftRow } from './store.ts';

export interface Draft {
  readonly id: string;
  readonly accountId: string;
  readonly version: number;
  readonly answers: DraftAnswers;
}

function place(id: string): { table: string; column: string; id: string } {
  return { table: 'request_drafts', column: 'sealed_answers', id };
}

export async function beginDraft(tools: Tools, actor: ResidentActor, answers: DraftAnswers): Promise<string> {
  const id = newId();
  const portal = await tools.keys.keyFor('portal');
  const now = tools.clock.now();
  const record = { actor, action: 'request.draft', about: { type: 'request-draft', id } };
  await recordedChange(tools.database, record, (change) =>
    insertDraft(change, {
      id,
      account_id: actor.accountId,
      kind: 'access',
      sealed_answers: sealJson(portal, place(id), answers),
      version: 1,
      created_at: now,
      expires_at: new Date(now.getTime() + draftDays * 86_400_000),
    }),
  );
  return id;
}

export async function readDraft(tools: Tools, actor: ResidentActor, id: string): Promise<Draft | null> {
  return asActor(tools.database, actor, (read) => openDraft(tools, read, id));
}

export async function openDraft(tools: Tools, read: Read, id: string): Promise<Draft | null> {
  const row = await findDraft(read, id, tools.clock.now());
  return row === null ? null : opened(tools, row);
}

async function opened(tools: Tools, row: DraftRow): Promise<Draft> {
  const portal = await tools.keys.keyFor('portal');
  const answers = unsealJson(portal, place(row.id), { sealed: row.sealed_answers, schema: draftAnswersSchema });
  return { id: row.id, accountId: row.account_id, version: row.version, answers };
}

/** What one step answered: the draft as it stands now and, from the step that asks for it, the safe contact. */
export interface AnsweredStep {
  readonly draft: Draft;
  readonly contact: SafeContact | null;
}

/** @throws Conflict when the draft, or the safe contact, was changed in another tab meanwhile; nothing is kept then. */
export async function keepDraft(tools: Tools, actor: ResidentActor, { draft, contact }: AnsweredStep): Promise<void> {
  const portal = await tools.keys.keyFor('portal');
  const sealed = sealJson(portal, place(draft.id), draft.answers);
  const record = { actor, action: 'request.draft', about: { type: 'request-draft', id: draft.id } };
  await recordedChange(tools.database, record, async (change) => {
    const isKept = await updateDraft(change, { id: draft.id, sealed_answers: sealed, version: draft.version });
    if (!isKept) throw new Conflict('draft-changed');
    if (contact !== null) await alsoKeepSafeContact(tools, change, { actor, contact });
  });
}
