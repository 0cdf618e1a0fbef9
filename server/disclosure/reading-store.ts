/** The only SQL of the reading room: what was disclosed to an account, the place kept in it, and questions about blanks. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import type { Sensitivity } from './answer.ts';

export interface DisclosureRow {
  readonly answer_id: string;
  readonly case_id: string;
  readonly account_id: string;
  readonly sensitivity: Sensitivity;
  readonly released_at: Date;
  readonly closes_at: Date;
  readonly recalled_at: Date | null;
}

export async function disclosureOf(read: Read, answerId: string): Promise<DisclosureRow | null> {
  const rows: readonly DisclosureRow[] = await read<DisclosureRow>('disclosures').select('*').where('answer_id', answerId).limit(1);
  return rows[0] ?? null;
}

export async function placeIn(read: Read, answerId: string, accountId: string): Promise<number | null> {
  const rows: readonly { item_number: number }[] = await read<{ item_number: number; answer_id: string; account_id: string }>('reading_places')
    .select('item_number')
    .where({ answer_id: answerId, account_id: accountId })
    .limit(1);
  return rows[0]?.item_number ?? null;
}

export interface Place {
  readonly answer_id: string;
  readonly account_id: string;
  readonly item_number: number;
  readonly changed_at: Date;
}

export async function putPlace(change: Change, place: Place): Promise<void> {
  await change.write('reading_places').insert(place).onConflict(['answer_id', 'account_id']).merge();
}

export interface ChallengeRow {
  readonly id: string;
  readonly answer_id: string;
  readonly case_id: string;
  readonly account_id: string;
  readonly blank_id: string;
  readonly item_number: number;
  readonly state: 'waiting' | 'kept' | 'changed';
  readonly sealed_words: Buffer | null;
  readonly asked_at: Date;
  readonly answer_by_on: string;
}

/** Asked twice is asked once. Returns whether it is new. */
export async function insertChallenge(change: Change, challenge: Omit<ChallengeRow, 'state'>): Promise<boolean> {
  const inserted: readonly { id: string }[] = await change.write('challenges').insert(challenge).onConflict(['answer_id', 'blank_id']).ignore().returning('id');
  return inserted.length === 1;
}

export async function challengeOf(read: Read, answerId: string, blankId: string): Promise<ChallengeRow | null> {
  const rows: readonly ChallengeRow[] = await read<ChallengeRow>('challenges').select('*').where({ answer_id: answerId, blank_id: blankId }).limit(1);
  return rows[0] ?? null;
}
