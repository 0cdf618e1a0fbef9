/** Shreds again whatever a restored copy has brought back: a key, a database or both. */

import type { WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { destroy, noteShredded } from './shred-case.ts';
import { shreddedAfter } from './store.ts';

const actor: WorkerActor = { kind: 'worker', job: 'apply-shreddings', caseId: null };

export interface Applied {
  /** Cases that are shredded, by tombstone or by row. */
  readonly shredded: number;
  /** Keys that a tombstone names and that were there again. */
  readonly keysDestroyedAgain: number;
  /** Cases shredded by their row whose tombstone was gone: a folder of keys older than the database. */
  readonly tombstonesPutBack: number;
  /** Cases shredded by their tombstone whose row was gone: a database older than the folder of keys. */
  readonly rowsPutBack: number;
}

/** Run at every start, before anything is served. */
export async function applyShreddings(tools: Tools): Promise<Applied> {
  const byRow = await shreddedByRow(tools);
  const byTombstone = new Set((await tools.keys.shredded()).flatMap((scope) => (scope.startsWith('case:') ? [scope.slice('case:'.length)] : [])));
  const keysDestroyedAgain = await tools.keys.applyTombstones();
  const withoutTombstone = [...byRow].filter((caseId) => !byTombstone.has(caseId));
  for (const caseId of withoutTombstone) await destroy(tools, caseId);
  const withoutRow = [...byTombstone].filter((caseId) => !byRow.has(caseId));
  let rowsPutBack = 0;
  for (const caseId of withoutRow) {
    if (!(await noteShredded(tools, caseId, 'case.shred-again'))) continue;
    await destroy(tools, caseId);
    rowsPutBack += 1;
  }
  return { shredded: new Set([...byRow, ...byTombstone]).size, keysDestroyedAgain, tombstonesPutBack: withoutTombstone.length, rowsPutBack };
}

async function shreddedByRow(tools: Tools): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let after = ''; ; ) {
    const page = await asActor(tools.database, actor, (read) => shreddedAfter(read, after));
    const last = page.at(-1);
    if (last === undefined) return found;
    for (const caseId of page) found.add(caseId);
    after = last;
  }
}
