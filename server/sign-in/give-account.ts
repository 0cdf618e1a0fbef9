/** Gives a member of staff an account and roles before their first sign-in, as whoever joins the council is given one. */

import type { WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { newId } from '../platform/ids.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { sealProfile } from './profile.ts';
import { findAccount, giveRoles, insertAccount, keepProfile } from './store.ts';

export interface StaffAccount {
  readonly issuer: string;
  readonly subject: string;
  /** As colleagues see it. */
  readonly name: string;
  readonly roles: readonly string[];
}

const actor: WorkerActor = { kind: 'worker', job: 'give-account', caseId: null };

/** Does nothing when the account is there already. */
export async function giveAccount(tools: Tools, { issuer, subject, name, roles }: StaffAccount): Promise<void> {
  const identity = { provider: 'staff', issuer, subject } as const;
  if ((await asActor(tools.database, actor, (read) => findAccount(read, identity))) !== null) return;
  const id = newId();
  const portal = await tools.keys.keyFor('portal');
  await recordedChange(tools.database, { actor, action: 'account.give', about: { type: 'account', id }, details: { roles: roles.join(' ') } }, async (change) => {
    if (!(await insertAccount(change, { id, ...identity }))) return;
    await keepProfile(change, id, sealProfile(portal, id, { name, givenName: null, familyName: null, birthDate: null, address: null, nino: null, identity: '' }));
    await giveRoles(change, id, roles);
  });
}

/** For the demonstration's residents, who asked before anyone signed in. Null when the account is there already. */
export async function giveResidentAccount(tools: Tools, { issuer, subject }: { readonly issuer: string; readonly subject: string }): Promise<string | null> {
  const identity = { provider: 'resident', issuer, subject } as const;
  if ((await asActor(tools.database, actor, (read) => findAccount(read, identity))) !== null) return null;
  const id = newId();
  const record = { actor, action: 'account.give', about: { type: 'account', id } };
  const isMade = await recordedChange(tools.database, record, (change) => insertAccount(change, { id, ...identity }));
  return isMade ? id : null;
}
