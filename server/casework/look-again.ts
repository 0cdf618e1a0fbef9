/** Has items looked over whose job has died: once every few minutes, each case in a change of its own. */

import type { WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { overdueBefore } from './quarantine.ts';
import { abandonedAttempts, casesAwaitingALook } from './quarantine-store.ts';
import { lockCase } from './store.ts';

const job = 'look-again';

type LookTools = Pick<Tools, 'database' | 'clock' | 'log'>;

/** Does nothing where a job is still to come. */
export async function lookAgain(tools: LookTools, signal: AbortSignal): Promise<void> {
  const before = overdueBefore(tools.clock.now());
  for (const caseId of await asActor(tools.database, { kind: 'worker', job, caseId: null }, (read) => casesAwaitingALook(read, before))) {
    if (signal.aborted) return;
    // One that fails must not keep the others waiting.
    await takeUp(tools, caseId, before).catch((error: unknown) => tools.log.fault('items were not looked over again', error, { case: caseId }));
  }
}

async function takeUp({ database }: LookTools, caseId: string, before: Date): Promise<void> {
  const actor: WorkerActor = { kind: 'worker', job, caseId };
  const abandoned = await asActor(database, actor, (read) => abandonedAttempts(read, caseId, before));
  if (abandoned.length === 0) return;
  const record = { actor, action: 'items.look-again', about: { type: 'Case', id: caseId }, caseId, details: { attempts: abandoned.length } };
  await recordedChange(database, record, async (change) => {
    await lockCase(change, caseId);
    await change.enqueueEach('check-items', abandoned);
  });
}
