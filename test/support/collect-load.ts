/** Collects a case from played systems by the queue, as the worker does, and tells how long it took. */

import { setTimeout as pause } from 'node:timers/promises';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { findCase } from '../../server/casework/find-case.ts';
import { searchesOf } from '../../server/casework/searches.ts';
import { startCollecting } from '../../server/casework/start-collecting.ts';
import type { ConnectedSystem } from '../../server/connected-systems/connector.ts';
import { plantedPerson } from '../../server/connected-systems/demo/planted-person.ts';
import type { WorkerActor } from '../../server/platform/actor.ts';
import { asActor } from '../../server/platform/database.ts';
import { startQueue, type Queue } from '../../server/platform/jobs.ts';
import { silentLog } from '../../server/platform/log.ts';
import { aCase, workerTools } from './casework.ts';
import type { SignedInPortal } from './signed-in-portal.ts';

export interface Collected {
  readonly elapsedMs: number;
  readonly items: number;
}

/** A queue that collects and nothing else: reading what was collected is another figure. */
export async function startCollector(portal: SignedInPortal, systems: readonly ConnectedSystem[]): Promise<Queue> {
  const collect = caseworkJobs(workerTools(portal), systems)['collect-system'];
  if (collect === undefined) throw new Error('nothing collects');
  return startQueue({ url: portal.worker.pool.options.connectionString ?? '', handlers: { 'collect-system': collect }, log: silentLog });
}

const { name, dateOfBirth, addresses, nino = '', nhsNumber = '' } = plantedPerson;
const identity = { names: [name], dateOfBirth, addresses, systemPersonNumbers: {}, nino, nhsNumber };

/** From the press to the last answer. @throws if a system did not hold what it should. */
export async function collectCase(portal: SignedInPortal, systems: readonly ConnectedSystem[]): Promise<Collected> {
  const { caseId } = await aCase(portal, { identity });
  const actor: WorkerActor = { kind: 'worker', job: 'bench', caseId };
  const found = await asActor(portal.worker, actor, (read) => findCase(read, caseId));
  if (found === null) throw new Error('there is no case');
  const startedAtMs = performance.now();
  await startCollecting(workerTools(portal), actor, { found, systems });
  for (;;) {
    const searches = await asActor(portal.worker, actor, (read) => searchesOf(read, caseId));
    if (searches.every(({ endedAt }) => endedAt !== null)) {
      const elapsedMs = performance.now() - startedAtMs;
      const wrong = searches.filter(({ outcome }) => outcome !== 'held');
      if (wrong.length > 0) throw new Error(`not held: ${wrong.map(({ systemId, outcome, reason }) => `${systemId} ${outcome ?? ''} ${reason ?? ''}`).join(', ')}`);
      return { elapsedMs, items: searches.reduce((total, { itemCount }) => total + itemCount, 0) };
    }
    await pause(50);
  }
}
