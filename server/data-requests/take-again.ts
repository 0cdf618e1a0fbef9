/** Takes replies up again whose job has died, so that no case waits for what was sent long ago. */

import type { WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { isLeftLying } from './data-request.ts';
import { NothingToDo, unlessNothingToDo } from './nothing-to-do.ts';
import { lockDataRequest, unsettledReplies } from './store.ts';

type AgainTools = Pick<Tools, 'database' | 'clock' | 'log'>;

/** Returns how many it put on the queue again; one that is being taken at that moment is kept once all the same. */
export async function takeRepliesAgain(tools: AgainTools, signal: AbortSignal): Promise<number> {
  const unsettled = await asActor(tools.database, { kind: 'worker', job: 'take-again', caseId: null }, (read) => unsettledReplies(read, tools.clock.now()));
  let queued = 0;
  for (const one of unsettled) {
    if (signal.aborted) break;
    // One that fails must not keep the others from being taken up.
    if (await queueAgain(tools, one).catch((error: unknown) => { tools.log.fault('a reply was not taken up again', error, { dataRequest: one.id }); return false; })) queued += 1;
  }
  return queued;
}

async function queueAgain(tools: AgainTools, { id, caseId }: { readonly id: string; readonly caseId: string }): Promise<boolean> {
  const actor: WorkerActor = { kind: 'worker', job: 'take-again', caseId };
  const record = { actor, action: 'reply.take-again', about: { type: 'DataRequest', id }, caseId };
  const queued = await unlessNothingToDo(recordedChange(tools.database, record, async (change) => {
    const locked = await lockDataRequest(change, id);
    if (locked === null || !isLeftLying(locked, tools.clock.now())) throw new NothingToDo('it was settled meanwhile');
    await change.enqueue('take-reply', { caseId, dataRequestId: id });
    return true;
  }));
  return queued === true;
}
