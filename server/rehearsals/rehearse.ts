/** Makes the request of the planted person by the deeds that every request goes through, compares, and destroys what was collected. */

import { collectSystem } from '../casework/collect-system.ts';
import { decidePlanted } from '../casework/decide-planted.ts';
import { findCase } from '../casework/find-case.ts';
import { moveCase } from '../casework/move-case.ts';
import { foldedItems, itemsOf } from '../casework/read-items.ts';
import { searchesOf } from '../casework/searches.ts';
import { standingOf } from '../casework/system-search.ts';
import { startCollecting } from '../casework/start-collecting.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { knowSubject } from '../data-subjects/bind-account.ts';
import type { WorkerActor } from '../platform/actor.ts';
import { asActor, type Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { newId } from '../platform/ids.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { fileRehearsal } from '../requests/file-rehearsal.ts';
import { shredCase } from '../retention/shred-case.ts';
import type { Planted } from './planted.ts';
import { isOverdue, resultOf, type Brought, type Rehearsal, type RehearsalResult } from './rehearsal.ts';
import { endRehearsal, insertRehearsal, rehearsalOfCase } from './store.ts';

function rehearser(caseId: string): WorkerActor {
  return { kind: 'worker', job: 'rehearse', caseId };
}

/** A service contact is a person: nobody is written to for a rehearsal. */
export function rehearsedSystems(systems: readonly ConnectedSystem[]): readonly ConnectedSystem[] {
  return systems.filter(({ answeredBy }) => answeredBy === undefined);
}

export interface Rehearsing {
  readonly systems: readonly ConnectedSystem[];
  readonly planted: Planted;
  readonly isNightly: boolean;
}

/** Files her request and begins to collect, as an officer would; returns the case. */
export async function beginRehearsal(tools: Tools, { systems, planted, isNightly }: Rehearsing): Promise<string> {
  const dataSubjectId = await knowSubject(tools, planted.person);
  const [id, requestId, caseId] = [newId(), newId(), newId()];
  const at = tools.clock.now();
  const actor = rehearser(caseId);
  await recordedChange(tools.database, { actor, action: 'rehearsal.begin', about: { type: 'Rehearsal', id }, caseId, details: { planted: planted.records.length } }, async (change) => {
    await fileRehearsal(change, { requestId, caseId, dataSubjectId, nation: tools.config.nation, at });
    await insertRehearsal(change, { id, case_id: caseId, is_nightly: isNightly, begun_at: at, planted: planted.records.length });
  });
  const found = await asActor(tools.database, actor, (read) => findCase(read, caseId));
  if (found === null) throw new Error('the case of a rehearsal is missing');
  await startCollecting(tools, actor, { found, systems: rehearsedSystems(systems) });
  return caseId;
}

/** A whole rehearsal in this process. Null when a system is still being asked at the end of the time. */
export async function rehearseHere(tools: Tools, { systems, planted, signal }: Omit<Rehearsing, 'isNightly'> & { readonly signal: AbortSignal }): Promise<RehearsalResult | null> {
  const caseId = await beginRehearsal(tools, { systems, planted, isNightly: false });
  for (;;) {
    await collectHere(tools, systems, { caseId, signal });
    const result = await concludeRehearsal(tools, planted, caseId);
    if (result !== null || signal.aborted) return result;
  }
}

/** Collects in this process, beside whatever workers have taken up the same jobs: a part is written once, whoever is first. */
export async function collectHere(tools: Tools, systems: readonly ConnectedSystem[], { caseId, signal }: { readonly caseId: string; readonly signal: AbortSignal }): Promise<void> {
  await Promise.all(rehearsedSystems(systems).map(async (system) => {
    while (!signal.aborted) {
      const search = (await asActor(tools.database, rehearser(caseId), (read) => searchesOf(read, caseId))).find(({ systemId }) => systemId === system.key);
      if (search === undefined || search.endedAt !== null) return;
      await collectSystem(tools, { system, payload: { caseId, systemId: system.key, attempt: search.attempt }, signal });
    }
  }));
}

/** Null while a system is still being asked, for the first time or since it was decided who is meant, and not for too long. Twice, it changes nothing. */
export async function concludeRehearsal(tools: Tools, planted: Planted, caseId: string): Promise<RehearsalResult | null> {
  const actor = rehearser(caseId);
  const rehearsal = await asActor(tools.database, actor, (read) => rehearsalOfCase(read, caseId));
  if (rehearsal === null) throw new Error('this case is no rehearsal');
  if (rehearsal.endedAt !== null) {
    await shredCase(tools, caseId);
    return { found: rehearsal.found ?? 0, missed: rehearsal.missed };
  }
  const brought = await asActor(tools.database, actor, (read) => broughtBy(tools, read, caseId));
  if (!isOverdue(rehearsal.begunAt, tools.clock.now())) {
    if (brought.searches.some(({ endedAt }) => endedAt === null)) return null;
    if (await decideWhereNeverCertain(tools, { planted, brought, actor })) return null;
  }
  const result = resultOf(planted.records, brought);
  await end(tools, { rehearsal, result });
  return result;
}

interface ToDecide {
  readonly planted: Planted;
  readonly brought: Brought;
  readonly actor: WorkerActor;
}

/** True when a system is asked again, now that it is decided who is meant. */
async function decideWhereNeverCertain(tools: Tools, { planted, brought, actor }: ToDecide): Promise<boolean> {
  let isAskedAgain = false;
  for (const search of brought.searches) {
    if (!planted.neverCertain.includes(search.systemId) || standingOf(search) !== 'match to decide') continue;
    if (await decidePlanted(tools, actor, search.systemId)) isAskedAgain = true;
  }
  return isAskedAgain;
}

async function broughtBy(tools: Pick<Tools, 'keys'>, read: Read, caseId: string): Promise<Brought> {
  const items = [...(await itemsOf(tools, read, caseId)), ...(await foldedItems(tools, read, caseId))];
  return { searches: await searchesOf(read, caseId), items: items.map(({ systemId, facts }) => ({ system: systemId, reference: facts.reference })) };
}

/** The result comes first: whatever stops us afterwards, it is known, and the next conclusion destroys what is left. */
async function end(tools: Tools, { rehearsal, result }: { readonly rehearsal: Rehearsal; readonly result: RehearsalResult }): Promise<void> {
  const { id, caseId } = rehearsal;
  const actor = rehearser(caseId);
  const details = { found: result.found, missed: result.missed.length };
  await recordedChange(tools.database, { actor, action: 'rehearsal.end', about: { type: 'Rehearsal', id }, caseId, details }, async (change) => {
    const found = await findCase(change.write, caseId);
    if (found === null || !(await endRehearsal(change, caseId, { ...result, at: tools.clock.now() }))) return;
    if (found.stage === 'collecting' || found.stage === 'redacting') await moveCase(change, { caseId, version: found.version, from: found.stage, to: 'closed' });
  });
  for (const { system, because } of result.missed) tools.log.warn('rehearsal missed a planted record', { rehearsal: id, system, because });
  await shredCase(tools, caseId);
}
