/** Sweeping: what ended or was left goes, and nothing that anybody still needs. */

import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { unknownFilesDays } from '../../policies/retention.ts';
import type { Tools } from '../../server/platform/house.ts';
import { emptyAnswers } from '../../server/requests/draft.ts';
import { beginDraft } from '../../server/requests/drafts.ts';
import { redactionJobs } from '../../server/redaction/jobs.ts';
import { sweep } from '../../server/retention/sweep.ts';
import { aCase, aSystem, behindTheCurtain, runQueued, workerTools } from '../support/casework.ts';
import { startSignedInPortal, type SignedInPortal } from '../support/signed-in-portal.ts';

describe('sweeping', function () {
  this.timeout(60_000);
  const system = aSystem({ key: 'one' });
  let portal: SignedInPortal;
  let tools: Tools;

  before(async () => {
    portal = await startSignedInPortal({ routes: caseworkRoutes({ systems: [system] }) });
    tools = workerTools(portal);
  });
  after(() => portal.close());

  describe('of sessions', () => {
    async function aSession(name: string, lastSeen: string, expires: string): Promise<void> {
      await portal.tools.database.pool.query(`insert into sessions (id_hash, data, last_seen_at, expires_at) values ($1, '{}', now() + $2::interval, now() + $3::interval)`, [Buffer.from(name), lastSeen, expires]);
    }

    it('takes those that ended, by either limit, and no other', async () => {
      await aSession('left alone', '-16 minutes', '7 hours');
      await aSession('too old', '-1 minute', '-1 second');
      await aSession('in use', '-14 minutes', '7 hours');
      await sweep(tools);
      const { rows } = await portal.tools.database.pool.query<{ name: string }>("select convert_from(id_hash, 'utf8') as name from sessions where length(id_hash) < 20");
      expect(rows).to.deep.equal([{ name: 'in use' }]);
    });
  });

  describe('of drafts', () => {
    async function draftUntil(interval: string): Promise<{ readonly id: string; readonly isThere: () => Promise<boolean> }> {
      const { actor } = await portal.resident();
      const id = await beginDraft(portal.tools, actor, emptyAnswers);
      await owner((client) => client.query('update request_drafts set expires_at = now() + $2::interval where id = $1', [id, interval]));
      return { id, isThere: async () => (await owner((client) => client.query('select from request_drafts where id = $1', [id]))).rowCount === 1 };
    }

    it('takes those whose time is over, and no other', async () => {
      const [over, running] = [await draftUntil('-1 second'), await draftUntil('1 minute')];
      await sweep(tools);
      expect([await over.isThere(), await running.isThere()]).to.deep.equal([false, true]);
    });

    it('stands in the log as a number, with nobody’s id', async () => {
      const { id } = await draftUntil('-1 second');
      await sweep(tools);
      const entries = await behindTheCurtain<{ entry: string }>(portal, '', { sql: "select e::text as entry from audit.entries e where action = 'request-draft.sweep' order by id desc limit 1" });
      expect(entries[0]?.entry).to.match(/expired"":1/).and.not.include(id);
    });
  });

  describe('of drafts by two workers at once', () => {
    it('stands in the log as often as a draft went', async () => {
      const { actor } = await portal.resident();
      const id = await beginDraft(portal.tools, actor, emptyAnswers);
      await owner((client) => client.query("update request_drafts set expires_at = now() - interval '1 second' where id = $1", [id]));
      const total = async (): Promise<number> => {
        const [row] = await behindTheCurtain<{ total: number }>(portal, '', { sql: "select coalesce(sum((details::jsonb->>'expired')::integer), 0)::integer as total from audit.entries where action = 'request-draft.sweep'" });
        return row?.total ?? 0;
      };
      const before = await total();
      await Promise.all([sweep(tools), sweep(tools), sweep(tools)]);
      expect((await total()) - before).to.equal(1);
    });
  });

  describe('of files', () => {
    const longAgo = new Date(Date.now() - (unknownFilesDays + 1) * 86_400_000);
    const folder = (): string => join(tools.config.dataDir, 'files');

    async function paths(): Promise<readonly string[]> {
      const shelves = await readdir(folder());
      const found = await Promise.all(shelves.map(async (shelf) => (await readdir(join(folder(), shelf))).map((name) => join(folder(), shelf, name))));
      return found.flat().sort();
    }

    async function makeAllOld(): Promise<void> {
      await Promise.all((await paths()).map((path) => utimes(path, longAgo, longAgo)));
    }

    it('leaves every file of a case, however old', async () => {
      const officer = await portal.staff(['preparer']);
      const { caseId } = await aCase(portal, { ownerAccountId: officer.accountId });
      await officer.post(`/officer/cases/${caseId}/collect`, {});
      await runQueued(portal, { ...caseworkJobs(tools, [system]), ...redactionJobs(tools) });
      await makeAllOld();
      const before = await paths();
      await sweep(tools);
      expect(before.length).to.be.above(1);
      expect(await paths()).to.deep.equal(before);
    });

    it('takes one that no record has known for long, and what was left of writing another', async () => {
      const { fileId } = await tools.files.write(await tools.keys.keyFor('portal'), [Buffer.from('nobody’s')]);
      await writeFile(join(folder(), fileId.slice(0, 2), `${fileId}.draft`), 'half');
      await makeAllOld();
      await sweep(tools);
      expect((await paths()).filter((path) => path.includes(fileId))).to.deep.equal([]);
    });

    it('leaves one that no record knows yet', async () => {
      const { fileId } = await tools.files.write(await tools.keys.keyFor('portal'), [Buffer.from('soon somebody’s')]);
      await sweep(tools);
      expect((await paths()).filter((path) => path.includes(fileId))).to.have.length(1);
    });

    it('asks every column that holds the id of a file', async () => {
      const { columns, asked } = await owner(async (client) => ({
        columns: (await client.query<{ name: string }>("select table_name || ' ' || column_name as name from information_schema.columns where column_name like '%file_id' and table_schema = 'public' order by 1")).rows.map(({ name }) => name),
        asked: (await client.query<{ body: string }>("select prosrc as body from pg_proc where proname = 'known_files'")).rows[0]?.body ?? '',
      }));
      const found = [...asked.matchAll(/(\w*file_id) from (\w+)/g)].map(([, column, table]) => `${table ?? ''} ${column ?? ''}`).sort();
      expect(found).to.deep.equal(columns);
    });
  });

  async function owner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: portal.databaseUrl });
    await client.connect();
    try {
      await client.query('set role test_owner; alter table request_drafts no force row level security');
      return await work(client);
    } finally {
      await client.end();
    }
  }
});
