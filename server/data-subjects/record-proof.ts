/** Records what an officer saw, and binds the account if it means one person for certain; otherwise says only that it does not. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { StaffActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { Conflict, NotAllowed } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { sealText } from '../platform/sealing.ts';
import type { Read } from '../platform/database.ts';
import { isProved } from '../sign-in/assurance.ts';
import { dialectOf } from '../sign-in/provider-settings.ts';
import { identityOf } from '../sign-in/providers.ts';
import { readProfile } from '../sign-in/read-profile.ts';
import { bindAccount } from './bind-account.ts';
import type { Identity } from './identity.ts';
import { mostTries } from './proof.ts';
import type { SeenProof } from './proof-form.ts';
import { closeProof, countTry, findWaitingProof, waitingProofs as listWaiting, type ProofRow } from './store.ts';

/** A person who waits to be helped; who they are is not in it. */
export interface WaitingProof extends Pick<ProofRow, 'id' | 'reference' | 'way'> {
  readonly accountId: string;
  readonly answerByOn: string;
  readonly isWaitingForProof: true;
  /** The officer's own name is on the account, as far as the providers said. */
  readonly isPerhapsYourOwn: boolean;
}

/** In the order in which they must be answered. */
export async function waitingProofs(read: Read): Promise<readonly Pick<ProofRow, 'id' | 'reference' | 'way' | 'answer_by_on'>[]> {
  return listWaiting(read);
}

export async function findProof(tools: Tools, actor: StaffActor, proofId: string): Promise<WaitingProof | null> {
  return asActor(tools.database, actor, async (read) => {
    const row = await findWaitingProof(read, proofId);
    if (row === null) return null;
    const [officer, resident] = [await readProfile(tools, read, actor.accountId), await readProfile(tools, read, row.account_id)];
    const { id, reference, way, account_id: accountId, answer_by_on: answerByOn } = row;
    return { id, reference, way, accountId, answerByOn, isWaitingForProof: true, isPerhapsYourOwn: isOneName(officer?.name ?? '', resident?.name ?? '') };
  });
}

export interface Recording {
  readonly actor: StaffActor;
  readonly proof: Pick<WaitingProof, 'id' | 'accountId'>;
  readonly seen: SeenProof;
}

export type RecordingOutcome = 'bound' | 'not matched' | 'closed';

/**
 * No match and two people alike end alike.
 * @throws NotAllowed for a person of the officer's own name; Conflict if somebody else decided meanwhile.
 */
export async function recordProof(tools: Tools, systems: readonly ConnectedSystem[], { actor, proof, seen }: Recording): Promise<RecordingOutcome> {
  await refuseOwnName(tools, actor, seen);
  if (await isContradicted(tools, actor, { accountId: proof.accountId, identity: seen.identity })) return noteTry(tools, actor, proof.id);
  const portal = await tools.keys.keyFor('portal');
  const sealedVouching = seen.organisation === null ? null : sealText(portal, { table: 'proof_requests', column: 'sealed_vouching', id: proof.id }, seen.organisation);
  const outcome = await bindAccount(tools, systems, {
    accountId: proof.accountId,
    identity: seen.identity,
    evidence: 'checked by an officer',
    boundBy: actor.accountId,
    recorded: { proofId: proof.id, officer: actor, evidenceSeen: seen.evidence, sealedVouching },
  });
  return outcome === 'bound' ? 'bound' : noteTry(tools, actor, proof.id);
}

/**
 * True when the provider proved somebody else: another day of birth, or neither the family name nor the given name.
 * What it did not prove contradicts nobody.
 */
async function isContradicted(tools: Tools, actor: StaffActor, { accountId, identity }: { readonly accountId: string; readonly identity: Identity }): Promise<boolean> {
  const profile = await asActor(tools.database, actor, (read) => readProfile(tools, read, accountId));
  if (profile === null || !isProved(identityOf(dialectOf('resident', tools.config), profile.identity))) return false;
  if (profile.birthDate !== null && profile.birthDate !== identity.dateOfBirth) return true;
  const { givenName, familyName } = profile;
  if (givenName === null || familyName === null) return false;
  return !identity.names.some(({ given, family }) => isOneName(given, givenName) || isOneName(family, familyName));
}

/** Ends the waiting without a match: the resident is shown the other ways. @throws Conflict if it was decided meanwhile. */
export async function closeUnmatched(tools: Tools, actor: StaffActor, proofId: string): Promise<void> {
  await recordedChange(tools.database, { actor, action: 'proof.close', about: { type: 'proof', id: proofId } }, async (change) => {
    if (!(await closeProof(change, { id: proofId, decidedBy: actor.accountId, at: tools.clock.now() }))) throw new Conflict('proof-decided');
  });
}

async function noteTry(tools: Tools, actor: StaffActor, proofId: string): Promise<RecordingOutcome> {
  return recordedChange(tools.database, { actor, action: 'proof.try', about: { type: 'proof', id: proofId } }, async (change) => {
    const tries = await countTry(change, proofId);
    if (tries === null) throw new Conflict('proof-decided');
    if (tries < mostTries) return 'not matched';
    await closeProof(change, { id: proofId, decidedBy: actor.accountId, at: tools.clock.now() });
    change.alsoRecord({ action: 'proof.close', about: { type: 'proof', id: proofId } });
    return 'closed';
  });
}

async function refuseOwnName(tools: Tools, actor: StaffActor, { identity }: SeenProof): Promise<void> {
  const officer = await asActor(tools.database, actor, (read) => readProfile(tools, read, actor.accountId));
  if (identity.names.some(({ given, family }) => isOneName(officer?.name ?? '', `${given} ${family}`))) throw new NotAllowed('perhaps-your-own-account');
}

/** Letters alone, without case or accents; an unknown name is nobody's. */
export function isOneName(one: string, other: string): boolean {
  const plain = (name: string): string => name.normalize('NFD').replace(/[^\p{Letter}]/gu, '').toLowerCase();
  return plain(one) !== '' && plain(one) === plain(other);
}
