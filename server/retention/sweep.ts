/** Clears away what nobody chose to keep: sessions that ended, drafts that were left, and files that nothing knows of. */

import { unknownFilesDays } from '../../policies/retention.ts';
import { sweepWorkingFolders } from '../connected-systems/files/working-folder.ts';
import type { WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { endedSessionsSql, idleMinutes } from '../platform/session.ts';
import { countExpiredDrafts, deleteExpiredDrafts, knownFiles } from './store.ts';

const actor: WorkerActor = { kind: 'worker', job: 'sweep', caseId: null };
const filesAtOnce = 1_000;

export interface Swept {
  readonly sessions: number;
  readonly drafts: number;
  readonly files: number;
}

/** Safe to run in several workers at once, and again after being stopped. */
export async function sweep(tools: Tools): Promise<Swept> {
  await sweepWorkingFolders();
  return { sessions: await sweepSessions(tools), drafts: await sweepDrafts(tools), files: await sweepFiles(tools) };
}

async function sweepSessions({ database, clock }: Tools): Promise<number> {
  const nowMs = clock.now().getTime();
  const { rowCount } = await database.pool.query(endedSessionsSql, [new Date(nowMs), new Date(nowMs - idleMinutes * 60_000)]);
  return rowCount ?? 0;
}

/** The log says how many, and whose they were nobody can tell any more. */
async function sweepDrafts(tools: Tools): Promise<number> {
  const now = tools.clock.now();
  if ((await asActor(tools.database, actor, (read) => countExpiredDrafts(read, now))) === 0) return 0;
  // Written by the deed, before the log is told: another worker may have been quicker since the count.
  const details = { expired: 0 };
  return recordedChange(tools.database, { actor, action: 'request-draft.sweep', about: { type: 'request-draft', id: '' }, details }, async (change) => {
    details.expired = await deleteExpiredDrafts(change, now);
    return details.expired;
  });
}

/** A file is written before the row that knows it, and a restored database may be older than its files: only what has been unknown for long goes. */
async function sweepFiles(tools: Tools): Promise<number> {
  const before = new Date(tools.clock.now().getTime() - unknownFilesDays * 86_400_000);
  let removed = 0;
  for await (const fileIds of tools.files.writtenBefore(before, filesAtOnce)) {
    const known = new Set(await asActor(tools.database, actor, (read) => knownFiles(read, fileIds)));
    const unknown = fileIds.filter((fileId) => !known.has(fileId));
    await Promise.all(unknown.map((fileId) => tools.files.remove(fileId)));
    removed += unknown.length;
  }
  return removed;
}
