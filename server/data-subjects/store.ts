/** The only SQL about data subjects, bindings and proofs. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import { renewRightsSql } from '../platform/session.ts';
import type { ProofState, ProofWay } from './proof.ts';

export interface SubjectRow {
  readonly id: string;
  readonly sealed_identity: Buffer;
}

export interface ProofRow {
  readonly id: string;
  /** Read aloud to whoever helps; it opens nothing. */
  readonly reference: string;
  readonly account_id: string;
  readonly way: ProofWay;
  readonly state: ProofState;
  readonly answer_by_on: string;
  readonly asked_at: Date;
}

export async function findSubject(read: Read, id: string): Promise<SubjectRow | null> {
  const row = await read<SubjectRow>('data_subjects').where({ id }).first('id', 'sealed_identity');
  return row ?? null;
}

/** The data subjects whom systems' own person numbers name; the numbers stand there as keyed hashes. More than one is a contradiction. */
export async function findSubjectsByNumbers(read: Read, indexes: readonly Buffer[]): Promise<readonly string[]> {
  const rows = await read<{ number_index: Buffer; data_subject_id: string }>('subject_numbers')
    .whereIn('number_index', [...indexes])
    .distinct('data_subject_id')
    .orderBy('data_subject_id')
    .limit(2);
  return rows.map((row: { readonly data_subject_id: string }) => row.data_subject_id);
}

export async function insertNumbers(change: Change, dataSubjectId: string, indexes: readonly Buffer[]): Promise<void> {
  const rows = indexes.map((index) => ({ number_index: index, data_subject_id: dataSubjectId }));
  if (rows.length > 0) await change.write<{ number_index: Buffer; data_subject_id: string }>('subject_numbers').insert(rows).onConflict('number_index').ignore();
}

export async function insertSubject(change: Change, row: SubjectRow): Promise<void> {
  await change.write<SubjectRow>('data_subjects').insert(row);
}

export async function updateIdentity(change: Change, id: string, sealedIdentity: Buffer): Promise<void> {
  await change.write<SubjectRow>('data_subjects').where({ id }).update({ sealed_identity: sealedIdentity });
}

export interface NewBinding {
  readonly id: string;
  readonly account_id: string;
  readonly data_subject_id: string;
  readonly evidence: string;
  readonly bound_by: string;
  readonly bound_at: Date;
}

/** The sessions of the account read their rights anew at their next statement. */
export async function insertBinding(change: Change, binding: NewBinding): Promise<void> {
  await change.write<NewBinding>('bindings').insert(binding);
  await change.write.raw(renewRightsSql, [binding.account_id]);
}

/** Kept as history; a stronger one takes its place. */
export async function endBinding(change: Change, accountId: string, at: Date): Promise<void> {
  await change.write<{ account_id: string; ended_at: Date | null }>('bindings').where({ account_id: accountId }).whereNull('ended_at').update({ ended_at: at });
}

export async function findBinding(read: Read, accountId: string): Promise<{ readonly dataSubjectId: string; readonly evidence: string } | null> {
  const row = await read<{ data_subject_id: string; evidence: string; account_id: string }>('bindings')
    .where({ account_id: accountId })
    .whereNull('ended_at')
    .first('data_subject_id', 'evidence');
  return row === undefined ? null : { dataSubjectId: row.data_subject_id, evidence: row.evidence };
}

/** Whether another account shows this person's records now. */
export async function isBoundElsewhere(read: Read, { accountId, dataSubjectId }: { readonly accountId: string; readonly dataSubjectId: string }): Promise<boolean> {
  const row = await read<{ account_id: string; data_subject_id: string; ended_at: Date | null }>('bindings')
    .where({ data_subject_id: dataSubjectId })
    .whereNot({ account_id: accountId })
    .whereNull('ended_at')
    .first('account_id');
  return row !== undefined;
}

const proofColumns = ['id', 'reference', 'account_id', 'way', 'state', 'answer_by_on', 'asked_at'] as const;

export async function insertProof(change: Change, row: ProofRow): Promise<void> {
  await change.write<ProofRow>('proof_requests').insert(row);
}

export async function latestProof(read: Read, accountId: string): Promise<ProofRow | null> {
  const row = await read<ProofRow>('proof_requests')
    .where({ account_id: accountId })
    .orderBy('asked_at', 'desc')
    .first(...proofColumns);
  return row ?? null;
}

const mostWaiting = 200;

/** Those whom staff can help, the soonest to be answered first. */
export async function waitingProofs(read: Read): Promise<readonly ProofRow[]> {
  return read<ProofRow>('proof_requests').where({ state: 'waiting' }).orderBy(['answer_by_on', 'asked_at']).limit(mostWaiting).select(...proofColumns);
}

export async function findWaitingProof(read: Read, id: string): Promise<ProofRow | null> {
  const row = await read<ProofRow>('proof_requests').where({ id, state: 'waiting' }).first(...proofColumns);
  return row ?? null;
}

interface DecidedProof {
  readonly id: string;
  readonly account_id: string;
  readonly state: ProofState;
  readonly tries: number;
  readonly decided_by: string;
  readonly decided_at: Date;
  readonly evidence_seen: string;
  readonly sealed_vouching: Buffer | null;
}

export interface ProofDecision {
  readonly id: string;
  readonly decidedBy: string;
  readonly at: Date;
}

/** False when somebody else decided it meanwhile. */
export async function acceptProof(change: Change, { id, decidedBy, at, evidenceSeen, sealedVouching }: ProofDecision & { readonly evidenceSeen: string; readonly sealedVouching: Buffer | null }): Promise<boolean> {
  const decided = { state: 'accepted', decided_by: decidedBy, decided_at: at, evidence_seen: evidenceSeen, sealed_vouching: sealedVouching } as const;
  return (await change.write<DecidedProof>('proof_requests').where({ id, state: 'waiting' }).update(decided)) === 1;
}

/** False when somebody else decided it meanwhile. */
export async function closeProof(change: Change, { id, decidedBy, at }: ProofDecision): Promise<boolean> {
  const decided = { state: 'not matched', decided_by: decidedBy, decided_at: at } as const;
  return (await change.write<DecidedProof>('proof_requests').where({ id, state: 'waiting' }).update(decided)) === 1;
}

/** How often details have been tried now; null when somebody else decided it meanwhile. */
export async function countTry(change: Change, id: string): Promise<number | null> {
  const rows = await change.write.raw<{ tries: number }>("update proof_requests set tries = tries + 1 where id = ? and state = 'waiting' returning tries", [id]);
  return rows[0]?.tries ?? null;
}

/** Whoever is bound waits no longer, whichever way it was done. */
export async function endWaiting(change: Change, accountId: string, { decidedBy, at }: Omit<ProofDecision, 'id'>): Promise<void> {
  await change.write<DecidedProof>('proof_requests').where({ account_id: accountId, state: 'waiting' }).update({ state: 'accepted', decided_by: decidedBy, decided_at: at });
}

/** A person whose view is given by an officer instead of the page; says nothing of why. */
export async function isAnsweredByOfficer(read: Read, dataSubjectId: string): Promise<boolean> {
  const rows = await read.raw<{ answered: boolean }>('select is_answered_by_officer(?) as answered', [dataSubjectId]);
  return rows[0]?.answered ?? true;
}

/** Protecting the person waits until this change has ended, and then finds what it filed. */
export async function holdProtection(change: Change, dataSubjectId: string): Promise<void> {
  await change.write.raw('select pg_advisory_xact_lock_shared(hashtextextended(?, 0))', [`protection|${dataSubjectId}`]);
}
