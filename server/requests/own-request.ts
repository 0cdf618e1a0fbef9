/** Reads one request as its requester sees it, in a single statement. */

import { z } from 'zod';
import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { messageKinds } from '../correspondence/message.ts';
import { openMessage, type Message } from '../correspondence/write-to.ts';
import { keptWorkingSchema, type KeptWorking } from './request-clock.ts';
import { requestStates, type RequestState } from './request.ts';
import { ownRequestRow } from './store.ts';

export interface OwnRequest {
  readonly id: string;
  readonly accountId: string;
  readonly reference: string;
  readonly state: RequestState;
  readonly receivedAt: Date;
  readonly dueOn: string | null;
  readonly services: readonly string[];
  readonly fromOn: string | null;
  readonly toOn: string | null;
  readonly working: KeptWorking | null;
  readonly messages: readonly Message[];
  /** The released answer, once there is one. */
  readonly answerId: string | null;
}

const messageRowsSchema = z.array(z.object({
  id: z.string(),
  kind: z.enum(messageKinds),
  sealed_body: z.string(),
  created_at: z.string(),
}));

/** By its own id, or by that of the draft it was made from. Null when there is none or it is somebody else's. */
export async function ownRequest(tools: Pick<Tools, 'keys'>, read: Read, which: string | { readonly draftId: string }): Promise<OwnRequest | null> {
  const row = await ownRequestRow(read, which);
  if (row === null) return null;
  const portal = await tools.keys.keyFor('portal');
  const messages = messageRowsSchema.parse(row.messages ?? []).map((message) => openMessage(portal, {
    id: message.id, kind: message.kind, sealed_body: Buffer.from(message.sealed_body, 'base64'), created_at: new Date(message.created_at),
  }));
  return {
    id: row.id,
    accountId: row.account_id,
    reference: row.reference,
    state: requestStates.find((state) => state === row.state) ?? 'received',
    receivedAt: row.received_at,
    dueOn: row.due_on,
    services: row.services,
    fromOn: row.from_on,
    toOn: row.to_on,
    working: row.working === null ? null : keptWorkingSchema.parse(row.working),
    messages,
    answerId: row.answer_id,
  };
}
