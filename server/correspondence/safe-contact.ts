/** Keeps the one way in which it is safe to reach a person: written, never shown back. */

import { z } from 'zod';
import type { ResidentActor } from '../platform/actor.ts';
import { asActor, type Read } from '../platform/database.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { newId } from '../platform/ids.ts';
import { recordedChange, type AuditNote, type Change } from '../platform/recorded-change.ts';
import { sealJson, unsealJson } from '../platform/sealing.ts';
import type { SafeContact } from './message.ts';
import { findSafeContact, insertSafeContact } from './store.ts';

const safeContactSchema = z.object({
  channel: z.enum(['portal', 'email', 'phone', 'post']),
  value: z.string(),
  hours: z.enum(['any', 'morning', 'afternoon', 'evening']),
  mayLeaveVoicemail: z.boolean(),
});

function place(id: string): { table: string; column: string; id: string } {
  return { table: 'safe_contacts', column: 'sealed_contact', id };
}

/** @throws Conflict when one is already kept: from then on it changes only by a call to the old one. */
export async function keepSafeContact(tools: Tools, actor: ResidentActor, contact: SafeContact): Promise<void> {
  await recordedChange(tools.database, { actor, ...keeping(actor) }, (change) => addSafeContact(tools, change, { actor, contact }));
}

/** Part of a change that keeps more than the contact. @throws Conflict as `keepSafeContact` does */
export async function alsoKeepSafeContact(tools: Tools, change: Change, kept: { readonly actor: ResidentActor; readonly contact: SafeContact }): Promise<void> {
  await addSafeContact(tools, change, kept);
  change.alsoRecord(keeping(kept.actor));
}

function keeping({ accountId }: ResidentActor): AuditNote {
  return { action: 'safe-contact.keep', about: { type: 'account', id: accountId } };
}

async function addSafeContact(tools: Tools, change: Change, { actor, contact }: { readonly actor: ResidentActor; readonly contact: SafeContact }): Promise<void> {
  const id = newId();
  const portal = await tools.keys.keyFor('portal');
  const isFirst = await insertSafeContact(change, { id, account_id: actor.accountId, sealed_contact: sealJson(portal, place(id), contact), created_at: tools.clock.now() });
  if (!isFirst) throw new Conflict('contact-kept');
}

/** Whether there is one; a page may know that much and no more. */
export async function hasSafeContact(tools: Tools, actor: ResidentActor): Promise<boolean> {
  return asActor(tools.database, actor, async (read) => (await findSafeContact(read, actor.accountId)) !== null);
}

/** Read only to write to the person. */
export async function readSafeContact(tools: Pick<Tools, 'keys'>, read: Read, accountId: string): Promise<SafeContact | null> {
  const row = await findSafeContact(read, accountId);
  if (row === null) return null;
  const portal = await tools.keys.keyFor('portal');
  return unsealJson(portal, place(row.id), { sealed: row.sealed_contact, schema: safeContactSchema });
}
