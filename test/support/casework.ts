/** A case to work on, a connected system in memory, and a worker that runs what was queued: for tests of casework and redaction. */

import type pg from 'pg';
import type { ConnectedSystem, DocumentItem, FindResult, Item, RecordItem, SubjectIdentifiers } from '../../server/connected-systems/connector.ts';
import { childrensSocialCare } from './described-systems.ts';
import { openCase } from '../../server/casework/open-case.ts';
import { identityPlace } from '../../server/data-subjects/identity.ts';
import { newId, newReference } from '../../server/platform/ids.ts';
import type { JobHandlers, JobName } from '../../server/platform/jobs.ts';
import type { Tools } from '../../server/platform/house.ts';
import { recordedChange } from '../../server/platform/recorded-change.ts';
import { sealJson } from '../../server/platform/sealing.ts';
import type { PersonSignedIn, SignedInPortal } from './signed-in-portal.ts';

export const aPerson: SubjectIdentifiers = {
  names: [{ given: 'Rhiannon', family: 'Addo' }, { given: 'Rhiannon', family: 'Kessell' }],
  dateOfBirth: '1999-05-22',
  addresses: [{ lines: ['3 Tin Street', 'St Maddern'], postcode: 'ZZ99 3TS' }],
  systemPersonNumbers: {},
};

export interface SystemInMemory extends ConnectedSystem {
  /** What it finds and holds next; a test changes them. */
  found: FindResult;
  items: readonly Item[];
  /** How often it was asked to fetch. */
  fetched: number;
  /** Runs before each item is handed over. */
  beforeItem: (index: number) => Promise<void>;
}

export function aSystem(changes: Partial<Pick<SystemInMemory, 'key' | 'found' | 'items' | 'beforeItem'>> = {}): SystemInMemory {
  const key = changes.key ?? 'records';
  const system: SystemInMemory = {
    key,
    found: { found: 'certain', person: { reference: 'P-1', agreed: ['person number'] } },
    items: [aRecord('R-1'), aDocument('D-1')],
    fetched: 0,
    beforeItem: () => Promise.resolve(),
    describe: () => ({ ...childrensSocialCare, key, plainName: `System ${key}`, service: `Service ${key}` }),
    find: () => Promise.resolve(system.found),
    async *fetch() {
      system.fetched += 1;
      for (const [index, item] of system.items.entries()) {
        await system.beforeItem(index);
        yield item;
      }
    },
    check: () => Promise.resolve(),
    ...changes,
  };
  return system;
}

export function aRecord(reference: string, changes: Partial<RecordItem> = {}): RecordItem {
  return {
    kind: 'record', reference, collection: 'letters', title: `Record ${reference}`, heldOn: '2020-01-02', attachments: [],
    fields: [{ label: 'Note', value: 'Seen at home.' }], peopleNamed: [], ...changes,
  };
}

export function aDocument(reference: string, changes: Partial<DocumentItem> & { readonly bytes?: Uint8Array | string } = {}): DocumentItem {
  const { bytes = 'A letter about the visit.', ...rest } = changes;
  const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  return {
    kind: 'document', reference, collection: 'letters', title: `Document ${reference}`, heldOn: '2020-02-03', mediaType: 'text/plain',
    byteLength: content.byteLength, attachments: [], peopleNamed: [],
    async *open() {
      yield await Promise.resolve(content);
    },
    ...rest,
  };
}

export interface OpenedCase {
  readonly caseId: string;
  readonly requestId: string;
  readonly resident: PersonSignedIn;
  readonly dataSubjectId: string;
  readonly reference: string;
}

/** A request that was filed, and the case opened with it; nothing is collected by any way but a connector. */
export async function aCase(portal: SignedInPortal, options: { readonly ownerAccountId?: string; readonly isRestricted?: boolean; readonly identity?: SubjectIdentifiers } = {}): Promise<OpenedCase> {
  const resident = await portal.resident();
  const dataSubjectId = resident.dataSubjectId ?? '';
  const key = await portal.tools.keys.keyFor(`subject:${dataSubjectId}`);
  const sealed = sealJson(key, identityPlace(dataSubjectId), options.identity ?? aPerson);
  const [requestId, caseId, reference] = [newId(), newId(), newReference()];
  await behindTheCurtain(portal, caseId, { sql: 'update data_subjects set sealed_identity = $1 where id = $2', values: [sealed, dataSubjectId] });
  await recordedChange(portal.tools.database, { actor: resident.actor, action: 'request.file', about: { type: 'Request', id: requestId }, caseId }, async (change) => {
    await change.write('requests').insert({
      id: requestId, case_id: caseId, reference, kind: 'access', account_id: resident.accountId, data_subject_id: dataSubjectId,
      state: 'received', nation: 'england-and-wales', received_at: portal.tools.clock.now(), due_on: '2026-12-21',
    });
    await openCase(change, { caseId, requestId, isRestricted: options.isRestricted ?? false, dueOn: '2026-12-21', approveByOn: '2026-12-15' });
  });
  if (options.ownerAccountId !== undefined) await behindTheCurtain(portal, caseId, { sql: 'update cases set owner_account_id = $1 where id = $2', values: [options.ownerAccountId, caseId] });
  return { caseId, requestId, resident, dataSubjectId, reference };
}

/** As the worker at one case, for arranging and for looking behind the pages. */
export async function behindTheCurtain<Row extends object>(portal: SignedInPortal, caseId: string, query: { readonly sql: string; readonly values?: readonly unknown[] }): Promise<readonly Row[]> {
  const client = await portal.worker.pool.connect();
  try {
    await client.query('begin');
    await client.query("select enter_as('worker', '', '', '', $1, '', '', '0')", [caseId]);
    const { rows } = await client.query<Row & pg.QueryResultRow>(query.sql, [...(query.values ?? [])]);
    await client.query('commit');
    return rows;
  } finally {
    client.release();
  }
}

/** The tools of the worker process on the same database. */
export function workerTools(portal: SignedInPortal): Tools {
  return { ...portal.tools, database: portal.worker };
}

interface QueuedJob {
  readonly id: string;
  readonly name: JobName;
  readonly data: object;
}

/** Takes every job that is waiting, and those they queue, until none is left. Returns how many ran. */
export async function runQueued(portal: SignedInPortal, handlers: JobHandlers): Promise<number> {
  let ran = 0;
  for (;;) {
    const names = Object.keys(handlers);
    const jobs = await behindTheCurtain<QueuedJob>(portal, '', {
      sql: "update pgboss.job set state = 'completed', completed_on = now() where state = 'created' and name = any($1) returning id, name, data",
      values: [names],
    });
    if (jobs.length === 0) return ran;
    for (const { id, name, data } of jobs) {
      // The payload of a job has the type of its name, as it was queued.
      const handle = handlers[name] as ((payload: object, context: { jobId: string; signal: AbortSignal }) => Promise<void>) | undefined;
      await handle?.(data, { jobId: id, signal: new AbortController().signal });
      ran += 1;
    }
  }
}
