/** The only SQL about what residents say is wrong, and what was decided. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';

export interface RectificationRow {
  readonly request_id: string;
  readonly case_id: string;
  readonly system_id: string;
  readonly sealed_item: Buffer;
  readonly sealed_words: Buffer;
  readonly sealed_decision: Buffer | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
}

export async function insertRectification(change: Change, row: Pick<RectificationRow, 'request_id' | 'case_id' | 'system_id' | 'sealed_item' | 'sealed_words'>): Promise<void> {
  await change.write<RectificationRow>('rectifications').insert(row);
}

/** Null when there is none, or the reader may not see it. */
export async function findRectification(read: Read, requestId: string): Promise<RectificationRow | null> {
  const row = await read<RectificationRow>('rectifications')
    .where({ request_id: requestId })
    .first('request_id', 'case_id', 'system_id', 'sealed_item', 'sealed_words', 'sealed_decision', 'decided_by', 'decided_at');
  return row ?? null;
}

/** False when somebody decided it meanwhile. */
export async function keepDecision(change: Change, decision: { readonly requestId: string; readonly sealed: Buffer; readonly by: string; readonly at: Date }): Promise<boolean> {
  const kept = await change.write<RectificationRow>('rectifications')
    .where({ request_id: decision.requestId })
    .whereNull('decided_at')
    .update({ sealed_decision: decision.sealed, decided_by: decision.by, decided_at: decision.at });
  return kept === 1;
}
