/** The only SQL about guidance: who confirmed which words, and when. */
import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import type { GuidanceWording, GuidanceWords } from './guidance-wording.ts';

const mostConfirmations = 1_000;

export interface Confirmation {
  readonly entryId: string;
  readonly confirmedAt: Date;
  readonly wordingSha256: string;
  readonly words: GuidanceWords;
}

interface ConfirmationRow {
  readonly entry_id: string;
  readonly confirmed_at: Date;
  readonly wording_sha256: string;
  readonly words: GuidanceWords;
}

/** What one councillor confirmed, newest first; of one entry if it is named. */
export async function confirmationsOf(read: Read, accountId: string, entryId?: string): Promise<readonly Confirmation[]> {
  const query = read<ConfirmationRow>('guidance_confirmations as c')
    .join('guidance_wordings as w', 'w.sha256', 'c.wording_sha256')
    .select('c.entry_id', 'c.confirmed_at', 'c.wording_sha256', 'w.words')
    .where('c.account_id', accountId);
  if (entryId !== undefined) void query.where('c.entry_id', entryId);
  const rows = (await query.orderBy('c.confirmed_at', 'desc').limit(mostConfirmations)) as readonly ConfirmationRow[];
  return rows.map((row) => ({ entryId: row.entry_id, confirmedAt: row.confirmed_at, wordingSha256: row.wording_sha256, words: row.words }));
}

/** Confirming the same words again changes nothing. */
export async function insertConfirmation(
  change: Change,
  confirmed: { readonly id: string; readonly accountId: string; readonly wording: GuidanceWording; readonly at: Date },
): Promise<void> {
  const { wording } = confirmed;
  await change
    .write('guidance_wordings')
    .insert({ sha256: wording.sha256, entry_id: wording.entryId, words: JSON.stringify(wording.words) })
    .onConflict('sha256')
    .ignore();
  await change
    .write('guidance_confirmations')
    .insert({ id: confirmed.id, account_id: confirmed.accountId, entry_id: wording.entryId, wording_sha256: wording.sha256, confirmed_at: confirmed.at })
    .onConflict(['account_id', 'entry_id', 'wording_sha256'])
    .ignore();
}
