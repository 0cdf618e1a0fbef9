/** Shredding a case: nothing of it can be read by any page or deed, and no restored copy brings it back. */

import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type pg from 'pg';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { itemBytes, itemsOf } from '../../server/casework/read-items.ts';
import { collectSystem } from '../../server/casework/collect-system.ts';
import { beginAnswer, buildAnswer } from '../../server/disclosure/build-answer.ts';
import { readingRoutes } from '../../server/disclosure/resident-routes.ts';
import { asActor } from '../../server/platform/database.ts';
import { KeyShredded, openKeyStore } from '../../server/platform/keys.ts';
import type { Tools } from '../../server/platform/house.ts';
import { redactionJobs } from '../../server/redaction/jobs.ts';
import { redactionRoutes } from '../../server/redaction/workbench-routes.ts';
import { applyShreddings } from '../../server/retention/apply-shreddings.ts';
import { shredCase } from '../../server/retention/shred-case.ts';
import { aCase, aSystem, behindTheCurtain as asWorker, runQueued, workerTools, type OpenedCase } from '../support/casework.ts';
import { anApprovedCase, aPdfSaying, aSourceItem, behindTheCurtain } from '../support/release.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

const run = promisify(execFile);

async function failureOf(work: Promise<unknown>): Promise<string> {
  return work.then(() => 'read', (error: unknown) => (error instanceof Error ? error.name : 'unknown'));
}

describe('shredding a case', function () {
  this.timeout(60_000);
  const system = aSystem({ key: 'one' });
  let portal: SignedInPortal;
  let admin: pg.Client;
  let officer: PersonSignedIn;
  let opened: OpenedCase;
  let tools: Tools;

  before(async () => {
    portal = await startSignedInPortal({ routes: [...caseworkRoutes({ systems: [system] }), ...redactionRoutes, ...readingRoutes()] });
    admin = await behindTheCurtain(portal.databaseUrl);
    await admin.query('alter table shredded_cases no force row level security');
    officer = await portal.staff(['preparer']);
    tools = workerTools(portal);
  });
  after(async () => {
    await admin.end();
    await portal.close();
  });
  beforeEach(async () => {
    opened = await aCase(portal, { ownerAccountId: officer.accountId });
    await officer.post(`/officer/cases/${opened.caseId}/collect`, {});
    await runQueued(portal, { ...caseworkJobs(tools, [system]), ...redactionJobs(tools) });
    await end(opened.caseId);
  });

  const end = (caseId: string): Promise<unknown> => admin.query("update cases set stage = 'released' where id = $1", [caseId]);

  async function sealedFiles(): Promise<readonly string[]> {
    const found = await readdir(join(portal.tools.config.dataDir, 'files'), { recursive: true, withFileTypes: true });
    return found.filter((entry) => entry.isFile()).map(({ name }) => name);
  }

  it('leaves each page that needs its words saying that it was shredded', async () => {
    const [item] = await asWorker<{ id: string }>(portal, opened.caseId, { sql: 'select id from items where case_id = $1', values: [opened.caseId] });
    await shredCase(tools, opened.caseId);
    const at = `/officer/cases/${opened.caseId}`;
    const pages = await Promise.all(['/items', `/items/${item?.id ?? ''}`, `/redaction/items/${item?.id ?? ''}/pages/1`].map((path) => officer.get(`${at}${path}`)));
    expect(pages.map(({ status, text }) => [status, text.includes('This case was shredded')])).to.deep.equal([[410, true], [410, true], [410, true]]);
  });

  it('leaves the case itself to be seen', async () => {
    await shredCase(tools, opened.caseId);
    const [overview, ...others] = await Promise.all(['', '/people', '/timeline', '/usage'].map((path) => officer.get(`/officer/cases/${opened.caseId}${path}`)));
    expect([overview?.text.includes('This case was shredded on'), others.map(({ status }) => status)]).to.deep.equal([true, [200, 200, 200]]);
  });

  it('stops every deed that would read it or add to it', async () => {
    const worker = { kind: 'worker', job: 'test', caseId: opened.caseId } as const;
    const [item] = await asActor(portal.worker, worker, (read) => itemsOf(tools, read, opened.caseId));
    await shredCase(tools, opened.caseId);
    const list = failureOf(asActor(portal.worker, worker, (read) => itemsOf(tools, read, opened.caseId)));
    const bytes = failureOf(item === undefined ? Promise.resolve() : itemBytes(tools, item).next());
    expect(await Promise.all([list, bytes])).to.deep.equal(['KeyShredded', 'KeyShredded']);
  });

  it('leaves nothing for a search that is still on the queue', async () => {
    await shredCase(tools, opened.caseId);
    const fetched = system.fetched;
    await failureOf(collectSystem(tools, { system, payload: { caseId: opened.caseId, systemId: 'one', attempt: 2 }, signal: new AbortController().signal }));
    expect(system.fetched).to.equal(fetched);
  });

  it('removes its sealed files and nobody else’s', async () => {
    const other = await aCase(portal, { ownerAccountId: officer.accountId });
    await officer.post(`/officer/cases/${other.caseId}/collect`, {});
    await runQueued(portal, caseworkJobs(tools, [system]));
    const before = await sealedFiles();
    const { filesRemoved } = await shredCase(tools, opened.caseId);
    const kept = await asWorker<{ id: string }>(portal, other.caseId, { sql: 'select original_file_id as id from items where case_id = $1', values: [other.caseId] });
    const after = await sealedFiles();
    expect([before.length - after.length, filesRemoved > 0, kept.every(({ id }) => after.includes(id)), kept.length > 0]).to.deep.equal([filesRemoved, true, true, true]);
  });

  it('has one row, and its entry in ids alone', async () => {
    await shredCase(tools, opened.caseId);
    await shredCase(tools, opened.caseId);
    const entries = await asWorker<{ action: string; details: string }>(portal, '', { sql: "select action, details from audit.entries where case_id = $1 and action like 'case.shred%' order by id", values: [opened.caseId] });
    const rows = await admin.query('select case_id from shredded_cases where case_id = $1', [opened.caseId]);
    expect([entries[0], rows.rowCount]).to.deep.equal([{ action: 'case.shred', details: '{}' }, 1]);
  });

  it('is refused while the case is still worked on', async () => {
    await admin.query("update cases set stage = 'redacting' where id = $1", [opened.caseId]);
    expect(await failureOf(shredCase(tools, opened.caseId))).to.equal('Conflict');
  });

  it('knows no case that does not exist', async () => {
    expect(await failureOf(shredCase(tools, 'A'.repeat(22)))).to.equal('NotFound');
  });

  it('takes hold in a process that had the key in its memory', async () => {
    const elsewhere = await openKeys();
    await elsewhere.keyFor(`case:${opened.caseId}`);
    await shredCase(tools, opened.caseId);
    expect(await failureOf(elsewhere.keyFor(`case:${opened.caseId}`))).to.equal('KeyShredded');
  });

  it('closes its answer to the resident, who is told what every closed answer says', async () => {
    const ann = await portal.resident();
    const { answerId, caseId } = await released(ann);
    await end(caseId);
    const madeFor = [{ act: 'open-answer', object: answerId, acr: 'urn:fairsight:acr:two-factor', authTime: Math.floor(Date.now() / 1000) }];
    await admin.query("update sessions set data = jsonb_set(data::jsonb, '{assurance,madeFor}', $2::jsonb), version = version + 1 where account_id = $1", [ann.accountId, JSON.stringify(madeFor)]);
    const before = await sealedFiles();
    const { filesRemoved } = await shredCase(tools, caseId);
    const page = await ann.get(`/reading/${answerId}`);
    expect([page.text.includes('This is closed for now. You can ask for it again, free, or phone'), before.length - (await sealedFiles()).length, filesRemoved > 3]).to.deep.equal([true, filesRemoved, true]);
  });

  async function released(recipient: PersonSignedIn): Promise<{ readonly answerId: string; readonly caseId: string }> {
    const approved = await anApprovedCase({ admin }, [aSourceItem()], { recipient: { accountId: recipient.accountId, dataSubjectId: recipient.dataSubjectId ?? '' } });
    const release = { ...tools, source: approved.source, redactPdf: async () => ({ redacted: true, pages: [], pdf: await aPdfSaying('removed') }) as const, checkPdf: () => Promise.resolve({ clean: true, places: [] }) };
    await beginAnswer(release, approved);
    await buildAnswer(release, { caseId: approved.caseId, bundleId: approved.bundleId, part: 1, version: 1 }, { signal: new AbortController().signal });
    const { rows } = await admin.query<{ answer_id: string }>('select answer_id from disclosures where case_id = $1', [approved.caseId]);
    return { answerId: rows[0]?.answer_id ?? '', caseId: approved.caseId };
  }

  /** The keys as a new process opens them. */
  async function openKeys(): Promise<Tools['keys']> {
    const { keysDir, dataDir } = portal.tools.config;
    return openKeyStore({ keysFolder: join(keysDir, 'wrapped'), tombstonesFolder: join(dataDir, 'tombstones'), wrappingKey: await readFile(join(keysDir, 'wrapping-key')) });
  }

  it('is a command, for whoever may read the keys', async () => {
    const { dataDir } = portal.tools.config;
    const env = { ...process.env, NODE_ENV: 'test', DATA_DIR: dataDir, DATABASE_URL: portal.databaseUrl, WORKER_DATABASE_URL: workerUrl() };
    const { stdout } = await run(process.execPath, ['--import', 'tsx', 'server/cli.ts', 'shred', '--case', opened.caseId], { env });
    expect(JSON.parse(stdout)).to.deep.equal({ case: opened.caseId, shredded: true, already: false, files_removed: 4 });
  });

  function workerUrl(): string {
    const address = new URL(portal.databaseUrl);
    Object.assign(address, { username: 'test_worker', password: 'only-for-tests' });
    return address.href;
  }

  describe('and restoring an older copy', () => {
    const folder = (name: 'wrapped' | 'tombstones' | 'files'): string => join(name === 'wrapped' ? portal.tools.config.keysDir : portal.tools.config.dataDir, name);
    const backup = (name: 'wrapped' | 'tombstones' | 'files'): string => `${folder(name)}-backup`;

    beforeEach(async () => {
      for (const name of ['wrapped', 'tombstones', 'files'] as const) await cp(folder(name), backup(name), { recursive: true });
      await shredCase(tools, opened.caseId);
    });

    async function restore(name: 'wrapped' | 'tombstones' | 'files'): Promise<void> {
      await rm(folder(name), { recursive: true });
      await cp(backup(name), folder(name), { recursive: true });
    }

    afterEach(async () => {
      for (const name of ['wrapped', 'tombstones', 'files'] as const) await rm(backup(name), { recursive: true });
    });

    /** As the next start does it, and then as any deed would ask. */
    async function afterTheStart(): Promise<readonly [string, number | null, Awaited<ReturnType<typeof applyShreddings>>]> {
      const fresh = { ...tools, keys: await openKeys() };
      const applied = await applyShreddings(fresh);
      const rows = await admin.query('select from shredded_cases where case_id = $1', [opened.caseId]);
      return [await failureOf(fresh.keys.keyFor(`case:${opened.caseId}`)), rows.rowCount, applied];
    }

    it('of the keys leaves it shredded', async () => {
      await restore('wrapped');
      const [failure, rows, applied] = await afterTheStart();
      expect([failure, rows, applied.keysDestroyedAgain]).to.deep.equal([KeyShredded.name, 1, 1]);
    });

    it('of the keys and their tombstones leaves it shredded, by its row', async () => {
      await restore('wrapped');
      await restore('tombstones');
      const [failure, rows, applied] = await afterTheStart();
      expect([failure, rows, applied.tombstonesPutBack]).to.deep.equal([KeyShredded.name, 1, 1]);
    });

    it('of the database and the keys leaves it shredded, by its tombstone', async () => {
      await admin.query('delete from shredded_cases where case_id = $1', [opened.caseId]);
      await restore('wrapped');
      const [failure, rows, applied] = await afterTheStart();
      expect([failure, rows, applied.rowsPutBack]).to.deep.equal([KeyShredded.name, 1, 1]);
    });

    it('of everything but the tombstones removes its files again', async () => {
      await admin.query('delete from shredded_cases where case_id = $1', [opened.caseId]);
      await restore('wrapped');
      await restore('files');
      const before = await sealedFiles();
      await afterTheStart();
      expect((await sealedFiles()).length).to.be.lessThan(before.length);
    });

    it('a second time finds nothing more to do', async () => {
      await restore('wrapped');
      await afterTheStart();
      const [, , again] = await afterTheStart();
      expect([again.keysDestroyedAgain, again.tombstonesPutBack, again.rowsPutBack]).to.deep.equal([0, 0, 0]);
    });
  });
});
