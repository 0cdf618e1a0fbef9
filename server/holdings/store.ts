/** The only SQL about what residents saw last of what we hold. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';

interface SeenRow {
  readonly account_id: string;
  readonly data_subject_id: string;
  readonly sealed_seen: Buffer;
}

/** Null on the first visit of this account to this person's holdings. */
export async function findSeen(read: Read, { accountId, dataSubjectId }: { readonly accountId: string; readonly dataSubjectId: string }): Promise<Buffer | null> {
  const row = await read<SeenRow>('seen_holdings').where({ account_id: accountId, data_subject_id: dataSubjectId }).first('sealed_seen');
  return row?.sealed_seen ?? null;
}

/** Of two looks at one moment the later is remembered. */
export async function keepSeen(change: Change, row: SeenRow): Promise<void> {
  await change.write<SeenRow>('seen_holdings').insert(row).onConflict(['account_id', 'data_subject_id']).merge(['sealed_seen']);
}
