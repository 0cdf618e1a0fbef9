/** The only way to write to anyone: to a person in the portal, with a neutral notice where it is safe; to a service by a letter that names nobody. */

import { z } from 'zod';
import type { Tools } from '../platform/house.ts';
import { newId } from '../platform/ids.ts';
import type { Change } from '../platform/recorded-change.ts';
import { sealJson, unsealJson, type SealingKey } from '../platform/sealing.ts';
import { nextSendingTime, type MessageKind } from './message.ts';
import { letterPlace, type Addressee, type LetterText, type ServiceLetterKind } from './service-letter.ts';
import { insertLetter, insertMessage, requestOfCase, type MessageRow } from './store.ts';

/** What a message says: values for the sentences of its kind. Sealed at rest. */
export const messageBodySchema = z.object({ values: z.record(z.string(), z.string()), words: z.string() });
export type MessageBody = Readonly<z.infer<typeof messageBodySchema>>;

export interface Letter {
  readonly accountId: string;
  /** Null where the deed knows the case alone: the message stands with the request of the case. */
  readonly requestId: string | null;
  readonly caseId: string | null;
  readonly kind: MessageKind;
  readonly body: MessageBody;
}

function place(id: string): { table: string; column: string; id: string } {
  return { table: 'messages', column: 'sealed_body', id };
}

/** Part of the change that gives the reason to write, so that no message is lost or doubled. Returns the message's id. */
export async function writeTo(tools: Tools, change: Change, letter: Letter): Promise<string> {
  const id = newId();
  const now = tools.clock.now();
  const portal = await tools.keys.keyFor('portal');
  const noticeAfter = nextSendingTime(now);
  await insertMessage(change, {
    id,
    account_id: letter.accountId,
    request_id: letter.requestId ?? (letter.caseId === null ? null : await requestOfCase(change.write, letter.caseId)),
    case_id: letter.caseId ?? '',
    kind: letter.kind,
    sealed_body: sealJson(portal, place(id), letter.body),
    notice_state: 'waiting',
    notice_after: noticeAfter,
    created_at: now,
  });
  await change.enqueue('send-notice', { messageId: id }, { startAfter: noticeAfter });
  return id;
}

export interface Message {
  readonly id: string;
  readonly kind: MessageKind;
  readonly body: MessageBody;
  readonly createdAt: Date;
}

/** Opens one message that was read as part of something else. */
export function openMessage(portal: SealingKey, row: Pick<MessageRow, 'id' | 'kind' | 'sealed_body' | 'created_at'>): Message {
  return { id: row.id, kind: row.kind, body: unsealJson(portal, place(row.id), { sealed: row.sealed_body, schema: messageBodySchema }), createdAt: row.created_at };
}

/** A letter to a service, about one data request. Its text bears `linkMark` where the link goes. */
export interface ServiceLetter extends LetterText {
  readonly caseId: string;
  readonly aboutId: string;
  readonly kind: ServiceLetterKind;
  readonly sentTo: Addressee;
}

/** Part of the change that gives the reason to write. A service is written to at any hour: nobody's safety hangs on when it reads. */
export async function writeToService(tools: Pick<Tools, 'keys' | 'clock'>, change: Change, letter: ServiceLetter): Promise<void> {
  const { caseId, aboutId, kind, sentTo, to, name, subject, text } = letter;
  const id = newId();
  const key = await tools.keys.keyFor(`case:${caseId}`);
  const sealed = sealJson(key, letterPlace(id), { to, name, subject, text } satisfies LetterText);
  await insertLetter(change, { id, case_id: caseId, about_id: aboutId, kind, sent_to: sentTo, sealed_letter: sealed, state: 'waiting', created_at: tools.clock.now() });
  await change.enqueue('send-letter', { caseId, letterId: id });
}
