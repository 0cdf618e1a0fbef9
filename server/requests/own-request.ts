/** Reads one request as its requester sees it, in a single statement. */

import { z } from 'zod';
import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { messageKinds } from '../correspondence/message.ts';
import { openMessage, type Message } from '../correspondence/write-to.ts';
import { keptWorkingSchema, type KeptWorking } from './request-clock.ts';
import { openSaidWrong, type SaidWrong } from './read-rectification.ts';
import { isDecided, rectificationStates, type RectificationState } from './rectification.ts';
import { requestStates, type RequestKind, type RequestState } from './request.ts';
import { ownRequestRow, type OwnRequestRow } from './store.ts';

export interface OwnRectification {
  readonly state: RectificationState;
  readonly team: string;
  /** Null once it was shredded. */
  readonly said: SaidWrong | null;
}

export interface OwnRequest {
  readonly id: string;
  readonly accountId: string;
  readonly reference: string;
  readonly kind: RequestKind;
  /** Where a request for a copy is; of a rectification, whether it is open. */
  readonly state: RequestState;
  /** Null for every other kind. */
  readonly rectification: OwnRectification | null;
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
    ...(await kindOf(tools, row)),
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

async function kindOf(tools: Pick<Tools, 'keys'>, row: OwnRequestRow): Promise<Pick<OwnRequest, 'kind' | 'state' | 'rectification'>> {
  if (row.kind !== 'rectification') return { kind: 'access', state: requestStates.find((known) => known === row.state) ?? 'received', rectification: null };
  const state = rectificationStates.find((known) => known === row.state) ?? 'received';
  return { kind: 'rectification', state: isDecided(state) ? 'closed' : 'received', rectification: { state, team: row.for_team ?? '', said: await openSaidWrong(tools, row) } };
}
