/** A council with one approved case, on a real database and real sealed files, ready to release. */

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import pg from 'pg';
import { blankKindOf } from '../../server/disclosure/explanations.ts';
import type { ReleaseTools } from '../../server/disclosure/parts/build.ts';
import type { SourceItem } from '../../server/disclosure/redacted-item.ts';
import type { ApprovedBundle, ReleaseSource } from '../../server/disclosure/release-source.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { readConfig } from '../../server/platform/config.ts';
import { openDatabase } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { openKeyStore } from '../../server/platform/keys.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openSealedFiles } from '../../server/platform/sealed-files.ts';
import { openUsageLog } from '../../server/platform/usage-log.ts';
import { someLetterFacts } from './answers.ts';
import { testDatabase } from './database.ts';

/** Where a council keeps its rows and files, so that another process can work on them. */
export interface CouncilPlace {
  readonly workerUrl: string;
  readonly folder: string;
}

export interface Council {
  readonly tools: ReleaseTools;
  readonly place: CouncilPlace;
  readonly admin: pg.Client;
  close(): Promise<void>;
}

export interface ApprovedCase {
  readonly caseId: string;
  readonly bundleId: string;
  readonly accountId: string;
  readonly bundle: ApprovedBundle;
  readonly source: ReleaseSource;
  /** What the casework was told in the end. */
  readonly settled: readonly string[];
}

export async function aPdfSaying(text: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage().drawText(text);
  return pdf.save();
}

const arranged = ['accounts', 'data_subjects', 'cases', 'requests', 'bundles', 'answers', 'release_parts', 'answer_files', 'disclosures', 'sessions', 'messages', 'challenges'];

/** Looks behind the curtain of one test database, as the product's roles may not. */
export async function behindTheCurtain(databaseUrl: string): Promise<pg.Client> {
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  await admin.query('set role "test_owner"');
  for (const table of arranged) await admin.query(`alter table ${table} no force row level security`);
  return admin;
}

export async function openCouncil({ maxConnections = 4 } = {}): Promise<Council> {
  const place = await testDatabase();
  const admin = await behindTheCurtain(place.url);
  const at = { workerUrl: place.urlOf('worker'), folder: await mkdtemp(join(tmpdir(), 'fairsight-release-')) };
  const tools = await toolsAt(at, maxConnections);
  return {
    tools,
    place: at,
    admin,
    close: async () => {
      await admin.end();
      await tools.database.close();
      await place.close();
    },
  };
}

/** A worker's tools, with a redactor and a checker that do nothing. */
export async function toolsAt({ workerUrl, folder }: CouncilPlace, maxConnections = 4): Promise<ReleaseTools> {
  const worker = openDatabase({ url: workerUrl, maxConnections, applicationName: 'test' });
  return {
    config: readConfig({ DATA_DIR: folder, COUNCIL_NAME: 'Penhallow Council', NODE_ENV: 'test' }),
    log: silentLog,
    clock: systemClock,
    database: worker,
    keys: await openKeyStore({ keysFolder: join(folder, 'keys'), tombstonesFolder: join(folder, 'tombstones'), wrappingKey: Buffer.alloc(32, 1) }),
    files: openSealedFiles(join(folder, 'files')),
    usage: openUsageLog(worker),
    source: noSource,
    redactPdf: async ({ terms }) => ({ redacted: true, pages: [], pdf: await aPdfSaying(`removed ${String(terms.length)}`) }),
    checkPdf: () => Promise.resolve({ clean: true, places: [] }),
  };
}

const noSource: ReleaseSource = {
  bundle: () => Promise.resolve(null),
  presentHash: () => Promise.resolve(''),
  headings: () => Promise.resolve([]),
  item: () => Promise.reject(new RangeError('no such item')),
  markedItems: () => Promise.resolve([]),
  letterFacts: () => Promise.resolve(someLetterFacts),
  protectedValues: () => Promise.resolve([]),
  presentProtectedValues: () => Promise.resolve([]),
  settle: (_change, _bundle, wanted) => Promise.resolve(wanted),
};

export function aSourceItem(overrides: Partial<SourceItem> = {}): SourceItem {
  return { id: newId(), kind: 'document', mediaType: 'application/pdf', service: 'Housing', heldOn: '2024-05-01', title: 'Letter', pages: ['A visit was made.'], marks: [], keptWords: [], ...overrides };
}

/** Marks the words each time they stand on a page. */
export function withMark(item: SourceItem, words: string, exemption = 'third-party'): SourceItem {
  const marks = item.pages.flatMap((text, index) => {
    const startAt = text.indexOf(words);
    return startAt < 0 ? [] : [{ id: newId(), page: index + 1, text: { startAt, endAt: startAt + words.length }, rect: null, exemption }];
  });
  blankKindOf(exemption);
  return { ...item, marks: [...item.marks, ...marks] };
}

interface Recipient {
  readonly accountId: string;
  readonly dataSubjectId: string;
}

async function someone(admin: pg.Client): Promise<Recipient> {
  const [accountId, dataSubjectId] = [newId(), newId()];
  await admin.query("insert into accounts (id, provider, issuer, subject) values ($1, 'resident', 'test', $1)", [accountId]);
  await admin.query('insert into data_subjects (id, sealed_identity) values ($1, $2)', [dataSubjectId, Buffer.from('x')]);
  return { accountId, dataSubjectId };
}

/** Rows as the casework would have left them, and a source that reads the given items. */
export async function anApprovedCase({ admin }: Pick<Council, 'admin'>, items: readonly SourceItem[], overrides: Partial<ReleaseSource> & { readonly recipient?: Recipient } = {}): Promise<ApprovedCase> {
  const { recipient, ...instead } = overrides;
  const { accountId, dataSubjectId } = recipient ?? (await someone(admin));
  const [caseId, bundleId, requestId] = [newId(), newId(), newId()];
  const rows: readonly (readonly [string, readonly unknown[]])[] = [
    ["insert into cases (id, request_id, stage) values ($1, $2, 'releasing')", [caseId, requestId]],
    [
      `insert into requests (id, case_id, reference, kind, account_id, data_subject_id, state, nation, received_at)
       values ($1, $2, $1, 'access', $3, $4, 'checking', 'england-and-wales', now())`,
      [requestId, caseId, accountId, dataSubjectId],
    ],
    ["insert into bundles (id, case_id, number, hash, state, prepared_by, decided_by, sealed_contents) values ($1, $2, 1, 'hash', 'approved', 'ann', 'bob', 'x')", [bundleId, caseId]],
  ];
  for (const [sql, values] of rows) await admin.query(sql, [...values]);
  const settled: string[] = [];
  const bundle: ApprovedBundle = { id: bundleId, caseId, requestId, hash: 'hash', isApproved: true, accountId, dataSubjectId, reference: '7K2M-9XQD-4H', sensitivity: 'ordinary' };
  const settle: ReleaseSource['settle'] = (_change, _bundle, outcome) => {
    settled.push(outcome);
    return Promise.resolve(outcome);
  };
  return { caseId, bundleId, accountId, bundle, source: { ...sourceOf(bundle, items), settle, ...instead }, settled };
}

/** Reads the given items, as the casework would. */
export function sourceOf(bundle: ApprovedBundle, items: readonly SourceItem[]): ReleaseSource {
  return {
    ...noSource,
    bundle: (wantedCase) => Promise.resolve(wantedCase === bundle.caseId ? bundle : null),
    presentHash: () => Promise.resolve(bundle.hash),
    headings: () => Promise.resolve(items.map(({ id, kind, service, heldOn }) => ({ itemId: id, kind, service, heldOn }))),
    item: async (_, itemId) => {
      const item = items.find(({ id }) => id === itemId);
      if (item === undefined) throw new RangeError('no such item');
      return { item, original: () => aPdfSaying(item.pages.join(' ')) };
    },
  };
}
