/** Shreds a case: its key is destroyed, so that no copy of what was collected, marked or answered can be read by anyone. */

import type { WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { Conflict, NotFound } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { closeAnswers, filesOf, insertShredded, stageOf } from './store.ts';

/** Stages in which nothing is still being done with a case. */
const ended: ReadonlySet<string> = new Set(['released', 'closed']);

export interface Shredded {
  readonly caseId: string;
  readonly filesRemoved: number;
  /** False when it had been shredded before; what was left over is then removed. */
  readonly isNew: boolean;
}

/**
 * The record of it comes first: whatever stops us afterwards, the next start finds the row and goes on.
 * @throws NotFound if there is no such case; Conflict while it is still worked on.
 */
export async function shredCase(tools: Tools, caseId: string): Promise<Shredded> {
  const actor = shredder(caseId);
  const stage = await asActor(tools.database, actor, (read) => stageOf(read, caseId));
  if (stage === null) throw new NotFound('no such case');
  if (!ended.has(stage)) throw new Conflict('case-not-ended');
  const isNew = await noteShredded(tools, caseId, 'case.shred');
  return { caseId, isNew, filesRemoved: await destroy(tools, caseId) };
}

/** The row, the entry and the end of its answers; false when they were there already. */
export async function noteShredded(tools: Tools, caseId: string, action: 'case.shred' | 'case.shred-again'): Promise<boolean> {
  const actor = shredder(caseId);
  const at = tools.clock.now();
  const isKnown = await asActor(tools.database, actor, async (read) => (await stageOf(read, caseId)) !== null);
  if (!isKnown) return false;
  return recordedChange(tools.database, { actor, action, about: { type: 'Case', id: caseId }, caseId }, async (change) => {
    await closeAnswers(change, caseId, at);
    return insertShredded(change, { case_id: caseId, shredded_at: at, shredded_by: actor.job });
  });
}

/** The key, and then the files, which nothing can open any more. Safe to repeat. Returns how many files the case had. */
export async function destroy(tools: Tools, caseId: string): Promise<number> {
  await tools.keys.shred(`case:${caseId}`);
  let removed = 0;
  for (let after = ''; ; ) {
    const found = await asActor(tools.database, shredder(caseId), (read) => filesOf(read, caseId, after));
    const last = found.at(-1);
    if (last === undefined) return removed;
    await Promise.all(found.map((fileId) => tools.files.remove(fileId)));
    removed += found.length;
    after = last;
  }
}

function shredder(caseId: string): WorkerActor {
  return { kind: 'worker', job: 'shred-case', caseId };
}
