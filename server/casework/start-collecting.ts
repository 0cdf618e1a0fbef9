/** Begins to collect a case: one search and one job for every system in its scope, side by side. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { beginCertificate } from '../certificates/keep-certificate.ts';
import { actorReference, type StaffActor, type WorkerActor } from '../platform/actor.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import type { Case } from './case.ts';
import { moveCase } from './move-case.ts';
import { startSearch } from './search-store.ts';
import { systemsInScope } from './system-search.ts';

/** Pressing twice collects once. @throws Conflict if the case changed meanwhile, or nothing is in its scope. */
export async function startCollecting(tools: Pick<Tools, 'database' | 'clock'>, actor: StaffActor | WorkerActor, { found, systems }: { readonly found: Case; readonly systems: readonly ConnectedSystem[] }): Promise<void> {
  if (found.stage === 'collecting') return;
  const all = systems.map((system) => ({ key: system.key, service: system.describe().service }));
  const asked = systemsInScope(all, found.services);
  if (found.kind === 'rectification' || found.stage !== 'received' || found.dataSubjectId === '' || asked.length === 0) throw new Conflict('case-changed');
  const at = tools.clock.now();
  const record = { actor, action: 'case.collect', about: { type: 'Case', id: found.id }, caseId: found.id, details: { systems: asked.length } };
  await recordedChange(tools.database, record, async (change) => {
    await moveCase(change, { caseId: found.id, version: found.version, from: 'received', to: 'collecting' });
    await beginCertificate(change, { caseId: found.id, requestId: found.requestId, services: all.map(({ service }) => service), askedServices: asked.map(({ service }) => service), at });
    for (const { key, service } of asked) {
      await startSearch(change, { caseId: found.id, systemId: key, service, askedBy: actorReference(actor), at });
      await change.enqueue('collect-system', { caseId: found.id, systemId: key, attempt: 1 });
    }
  });
}
