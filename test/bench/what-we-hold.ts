/** How soon a resident sees what three systems hold, beside the slowest of them alone. */

import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectedSystem, Item } from '../../server/connected-systems/connector.ts';
import { housing } from '../support/described-systems.ts';
import { identityPlace } from '../../server/data-subjects/identity.ts';
import { holdingsRoutes } from '../../server/holdings/resident-routes.ts';
import { inTransaction } from '../../server/platform/database.ts';
import { sealJson } from '../../server/platform/sealing.ts';
import { tester } from '../support/audit-trail.ts';
import { asSubject } from '../support/connected-systems.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';
import { median, type Figure } from './figure.ts';

const latenciesMs = [200, 500, 1_000];
const slowestMs = Math.max(...latenciesMs);
const rounds = 5;

export async function measure(): Promise<readonly Figure[]> {
  const portal = await startSignedInPortal({ routes: holdingsRoutes({ systems: latenciesMs.map(aSystem) }) });
  try {
    const ann = await portal.resident();
    await make(portal, ann);
    const elapsedMs: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const startedAtMs = performance.now();
      const seen = await ann.get('/information');
      const took = performance.now() - startedAtMs;
      if (seen.status !== 200 || !latenciesMs.every((latency) => seen.text.includes(`A record after ${latency} ms`))) throw new Error('the page did not show what every system holds');
      if (round > 0) elapsedMs.push(took);
    }
    const value = median(elapsedMs);
    return [{ name: 'what-we-hold', value, unit: 'ms', limit: slowestMs, ratio: slowestMs / value }];
  } finally {
    await portal.close();
  }
}

/** Half of its time to find the person, half to answer. */
function aSystem(latencyMs: number): ConnectedSystem {
  const key = `system-${latencyMs}`;
  const record: Item = {
    kind: 'record', reference: 'one', collection: 'repairs', title: `A record after ${latencyMs} ms`, heldOn: '2026-01-05', peopleNamed: [], attachments: [],
    fields: Array.from({ length: 8 }, (_each, index) => ({ label: `Field ${index}`, value: 'Something that is held' })),
  };
  return {
    key,
    describe: () => ({ ...housing, key }),
    find: async () => {
      await pause(latencyMs / 2);
      return { found: 'certain', person: { reference: '1', agreed: ['person number'] } };
    },
    fetch: async function* fetch() {
      await pause(latencyMs / 2);
      for (let count = 1; count <= 20; count += 1) yield { ...record, reference: String(count) };
    },
    check: () => Promise.resolve(),
  };
}

/** Gives the person an identity that systems can be asked with. */
async function make({ tools, worker }: SignedInPortal, { dataSubjectId }: PersonSignedIn): Promise<void> {
  const id = dataSubjectId ?? '';
  const sealed = sealJson(await tools.keys.keyFor(`subject:${id}`), identityPlace(id), asSubject('marion-tregenza'));
  await inTransaction(worker, { begin: 'begin', actor: tester, work: (write) => write('data_subjects').where({ id }).update({ sealed_identity: sealed }) });
}
