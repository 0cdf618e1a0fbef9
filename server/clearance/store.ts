/** The only SQL about bundles. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import type { BundleState } from './bundle.ts';

export interface BundleRow {
  readonly id: string;
  readonly case_id: string;
  readonly number: number;
  readonly hash: string;
  readonly state: BundleState;
  readonly prepared_by: string;
  readonly submitted_at: Date;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly sealed_comments: Buffer | null;
  readonly sealed_contents: Buffer;
  readonly version: number;
}

const columns = ['id', 'case_id', 'number', 'hash', 'state', 'prepared_by', 'submitted_at', 'decided_by', 'decided_at', 'sealed_comments', 'sealed_contents', 'version'] as const;

/** Newest first. */
export async function bundlesOf(read: Read, caseId: string): Promise<readonly BundleRow[]> {
  return read<BundleRow>('bundles').where({ case_id: caseId }).orderBy('number', 'desc').limit(100).select(...columns);
}

export async function findBundleRow(read: Read, id: string): Promise<BundleRow | null> {
  const row = await read<BundleRow>('bundles').where({ id }).first(...columns);
  return row ?? null;
}

export async function insertBundle(change: Change, row: Omit<BundleRow, 'decided_by' | 'decided_at' | 'sealed_comments' | 'version'>): Promise<void> {
  await change.write<Omit<BundleRow, 'decided_by' | 'decided_at' | 'sealed_comments' | 'version'>>('bundles').insert(row);
}

export interface BundleDecision {
  readonly id: string;
  readonly from: BundleState;
  readonly to: BundleState;
  readonly decidedBy: string;
  readonly decidedAt: Date;
  readonly sealedComments: Buffer | null;
}

/** True when the bundle stood as it was seen; of many decisions at once, one counts. */
export async function decideBundle(change: Change, { id, from, to, decidedBy, decidedAt, sealedComments }: BundleDecision): Promise<boolean> {
  const changed = await change.write<BundleRow>('bundles').where({ id, state: from }).update({ state: to, decided_by: decidedBy, decided_at: decidedAt, sealed_comments: sealedComments });
  return changed === 1;
}

/** What became of an approved bundle. The approval stays as it was given. */
export async function settleBundle(change: Change, id: string, to: 'released' | 'blocked'): Promise<boolean> {
  const changed = await change.write<BundleRow>('bundles').where({ id, state: 'approved' }).update({ state: to });
  return changed === 1;
}

export async function voidBundle(change: Change, id: string): Promise<void> {
  await change.write<BundleRow>('bundles').where({ id }).whereIn('state', ['submitted', 'approved']).update({ state: 'void' });
}

export interface WaitingRow {
  readonly id: string;
  readonly case_id: string;
  readonly number: number;
  readonly submitted_at: Date;
  readonly prepared_by: string;
  readonly reference: string;
  readonly approve_by_on: string | null;
}

/** Oldest first by the day to approve by. */
export async function bundlesWaiting(read: Read): Promise<readonly WaitingRow[]> {
  return read.raw<WaitingRow>(
    `select b.id, b.case_id, b.number, b.submitted_at, b.prepared_by, r.reference, c.approve_by_on
     from bundles b join cases c on c.id = b.case_id join requests r on r.case_id = b.case_id
     where b.state = 'submitted' order by c.approve_by_on nulls last, b.submitted_at limit 200`,
  );
}
