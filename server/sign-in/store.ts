/** Accounts and staff roles as they stand in the database. */

import type { Change } from '../platform/recorded-change.ts';
import type { Read } from '../platform/database.ts';
import type { ProviderName } from './providers.ts';

export interface Account {
  readonly id: string;
  readonly provider: ProviderName;
  readonly isDisabled: boolean;
}

/** Issuer and subject together are the identity; nothing else ever finds an account. */
export interface Identity {
  readonly provider: ProviderName;
  readonly issuer: string;
  readonly subject: string;
}

interface AccountRow {
  readonly id: string;
  readonly provider: ProviderName;
  readonly issuer: string;
  readonly subject: string;
  readonly sealed_profile: Buffer | null;
  readonly disabled_at: Date | null;
}

interface StaffRoleRow {
  readonly account_id: string;
  readonly role: string;
}

export async function findAccount(read: Read, { issuer, subject }: Identity): Promise<Account | null> {
  const [row] = await read<AccountRow>('accounts').select('id', 'provider', 'disabled_at').where({ issuer, subject }).limit(1);
  return row === undefined ? null : { id: row.id, provider: row.provider, isDisabled: row.disabled_at !== null };
}

export interface NewAccount extends Identity {
  readonly id: string;
}

/** False when another tab made the account a moment earlier. */
export async function insertAccount(change: Change, { id, provider, issuer, subject }: NewAccount): Promise<boolean> {
  const made = await change.write<AccountRow>('accounts').insert({ id, provider, issuer, subject }).onConflict(['issuer', 'subject']).ignore().returning('id');
  return made.length === 1;
}

export async function keepProfile(change: Change, accountId: string, sealedProfile: Buffer): Promise<void> {
  await change.write<AccountRow>('accounts').where({ id: accountId }).update({ sealed_profile: sealedProfile });
}

export async function readSealedProfile(read: Read, accountId: string): Promise<Buffer | null> {
  const [row] = await read<AccountRow>('accounts').select('sealed_profile').where({ id: accountId }).limit(1);
  return row?.sealed_profile ?? null;
}

export async function rolesOf(read: Read, accountId: string): Promise<readonly string[]> {
  const rows = await read<StaffRoleRow>('staff_roles').select('role').where({ account_id: accountId }).orderBy('role').limit(20);
  return rows.map((row) => row.role);
}

export async function giveRoles(change: Change, accountId: string, roles: readonly string[]): Promise<void> {
  if (roles.length === 0) return;
  await change.write<StaffRoleRow>('staff_roles').insert(roles.map((role) => ({ account_id: accountId, role }))).onConflict(['account_id', 'role']).ignore();
}
