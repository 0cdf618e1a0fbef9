/** Reads the looks at the items of a case, for officers. */

import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { unsealText } from '../platform/sealing.ts';
import { caseKeyScope, leftOutPlace } from './places.ts';
import { overdueBefore, type ItemCheck } from './quarantine.ts';
import { checkRowsOf } from './quarantine-store.ts';

/** By the id of the item; records of other systems are made by us and have none. */
export async function itemChecks(tools: Pick<Tools, 'keys' | 'clock'>, read: Read, caseId: string): Promise<ReadonlyMap<string, ItemCheck>> {
  const rows = await checkRowsOf(read, caseId);
  const key = await tools.keys.keyFor(caseKeyScope(caseId));
  const cutOff = overdueBefore(tools.clock.now());
  return new Map(rows.map((row) => [row.item_id, {
    itemId: row.item_id,
    scan: row.scan,
    foundType: row.found_type,
    isOtherType: row.is_other_type,
    leftOutBecause: row.left_out_because_sealed === null ? null : unsealText(key, leftOutPlace(row.item_id), row.left_out_because_sealed),
    isOverdue: row.scan === 'waiting' && row.collected_at < cutOff,
  }]));
}
