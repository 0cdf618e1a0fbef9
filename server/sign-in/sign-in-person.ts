/** Signs a person in: finds the account of this issuer and subject, or makes one for a resident. */

import { asActor, type Database } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { KeyStore } from '../platform/keys.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { assuranceOf } from './assurance.ts';
import { sealProfile } from './profile.ts';
import { SignInRefused } from './sign-in-refused.ts';
import { findAccount, insertAccount, keepProfile, rolesOf, type Account, type Identity } from './store.ts';
import type { CompletedSignIn } from './token-exchange.ts';

export interface SignInTools {
  readonly database: Database;
  readonly keys: KeyStore;
}

export interface SignedInPerson {
  readonly accountId: string;
  /** Empty for residents. */
  readonly roles: readonly string[];
}

const signIn = { kind: 'sign-in' } as const;

/**
 * A member of staff must have been given an account beforehand: the provider may know people who do not work here.
 * @throws SignInRefused `unknown-staff` or `account-disabled`
 */
export async function signInPerson(tools: SignInTools, completed: CompletedSignIn): Promise<SignedInPerson> {
  // Two tabs may make the same account at once: the slower one finds what the faster one made.
  const person = (await attempt(tools, completed)) ?? (await attempt(tools, completed));
  if (person === null) throw new Error('an account could be neither found nor made');
  return person;
}

async function attempt(tools: SignInTools, completed: CompletedSignIn): Promise<SignedInPerson | null> {
  const identity = identityOf(completed);
  const { account, roles } = await asActor(tools.database, signIn, async (read) => {
    const found = await findAccount(read, identity);
    return { account: found, roles: found === null ? [] : await rolesOf(read, found.id) };
  });
  const accountId = accountIdOf(account, identity);
  const isRecorded = await recordSignIn(tools, { accountId, isNew: account === null, identity, completed });
  return isRecorded ? { accountId, roles } : null;
}

function identityOf({ facts }: CompletedSignIn): Identity {
  return { provider: facts.provider, issuer: facts.issuer, subject: facts.subject };
}

function accountIdOf(account: Account | null, { provider }: Identity): string {
  if (account === null && provider === 'staff') throw new SignInRefused('unknown-staff');
  if (account === null) return newId();
  if (account.isDisabled) throw new SignInRefused('account-disabled');
  if (account.provider !== provider) throw new SignInRefused('wrong-provider');
  return account.id;
}

interface SignInToRecord {
  readonly accountId: string;
  readonly isNew: boolean;
  readonly identity: Identity;
  readonly completed: CompletedSignIn;
}

async function recordSignIn(tools: SignInTools, { accountId, isNew, identity, completed }: SignInToRecord): Promise<boolean> {
  const { profile, facts } = completed;
  const sealed = profile === null ? null : sealProfile(await tools.keys.keyFor('portal'), accountId, { ...profile, identity: facts.identity });
  const { authenticator } = assuranceOf(facts);
  const record = {
    actor: signIn,
    action: isNew ? 'account.create' : 'account.sign-in',
    about: { type: 'Account', id: accountId },
    details: { provider: identity.provider, authenticator },
  };
  return recordedChange(tools.database, record, async (change) => {
    if (isNew && !(await insertAccount(change, { id: accountId, ...identity }))) throw new AlreadyMade();
    if (sealed !== null) await keepProfile(change, accountId, sealed);
    return true;
  }).catch((error: unknown) => {
    if (error instanceof AlreadyMade) return false;
    throw error;
  });
}

class AlreadyMade extends Error {
  override readonly name = 'AlreadyMade';
}
