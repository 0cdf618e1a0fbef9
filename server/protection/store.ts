/** The only SQL about protection. */

import type { Change } from '../platform/recorded-change.ts';

export interface ProtectionRow {
  readonly data_subject_id: string;
  readonly sealed_reason: Buffer;
  readonly set_by: string;
}

export async function insertProtection(change: Change, row: ProtectionRow): Promise<void> {
  await change.write<ProtectionRow>('protections').insert(row).onConflict('data_subject_id').ignore();
}
