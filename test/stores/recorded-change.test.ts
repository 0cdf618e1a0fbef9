/** A change, its audit entry and its job stand or fall together. */

import { expect } from 'chai';
import pg from 'pg';
import { newId } from '../../server/platform/ids.ts';
import { openDatabase, type Database } from '../../server/platform/database.ts';
import { enqueue, startQueue } from '../../server/platform/jobs.ts';
import { silentLog } from '../../server/platform/log.ts';
import { recordedChange, type Change } from '../../server/platform/recorded-change.ts';
import { tester } from '../support/audit-trail.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

describe('a recorded change', () => {
  let place: TestDatabase;
  let worker: Database;
  let auditor: pg.Client;

  before(async () => {
    place = await testDatabase();
    worker = openDatabase({ url: place.urlOf('worker'), maxConnections: 4, applicationName: 'test' });
    auditor = new pg.Client({ connectionString: place.urlOf('auditor') });
    await auditor.connect();
  });

  after(async () => {
    await Promise.all([auditor.end(), worker.close()]);
    await place.close();
  });

  /** One row, one entry, one job, all under one id. */
  function change(id: string, then: (made: Change) => Promise<void> = () => Promise.resolve()): Promise<void> {
    const record = { actor: tester, action: 'account.make', about: { type: 'account', id }, details: { is_new: true, count: 1 } };
    return recordedChange(worker, record, async (made) => {
      await made.write('accounts').insert({ id, provider: 'resident', issuer: 'test', subject: id });
      await made.enqueue('send-notice', { messageId: id });
      await then(made);
    });
  }

  async function count(sql: string, id: string, client: pg.Client | pg.Pool = worker.pool): Promise<number> {
    const { rows } = await client.query<{ count: number }>(sql, [id]);
    return rows[0]?.count ?? 0;
  }

  /** What is left of it, counted where each lies. */
  async function left(id: string): Promise<Readonly<Record<string, number>>> {
    return {
      entries: await count('select count(*)::integer as count from audit.entries where about_id = $1', id, auditor),
      jobs: await count("select count(*)::integer as count from pgboss.job where data ->> 'messageId' = $1", id),
      rows: await count("with acting as materialized (select set_config('fairsight.kind', 'worker', false)) select count(a.id)::integer as count from acting left join accounts a on a.id = $1", id),
    };
  }

  it('leaves its row, its entry and its job', async () => {
    const id = newId();
    await change(id);
    expect(await left(id)).to.deep.equal({ entries: 1, jobs: 1, rows: 1 });
  });

  it('leaves none of them when the deed fails', async () => {
    const id = newId();
    await change(id, () => Promise.reject(new Error('thought better of it'))).catch(() => undefined);
    expect(await left(id)).to.deep.equal({ entries: 0, jobs: 0, rows: 0 });
  });

  it('leaves none of them when the entry cannot be written', async () => {
    const id = newId();
    const unwritable = { type: 'account', id: 'a nul \u0000 has no place in text' };
    await change(id, (made) => Promise.resolve(made.alsoRecord({ action: 'account.note', about: unwritable }))).catch(() => undefined);
    expect(await left(id)).to.deep.equal({ entries: 0, jobs: 0, rows: 0 });
  });

  it('records every deed it was told of', async () => {
    const id = newId();
    await change(id, (made) => Promise.resolve(made.alsoRecord({ action: 'account.note', about: { type: 'account', id } })));
    expect((await left(id))['entries']).to.equal(2);
  });

  it('refuses a job for a queue that is not there, instead of losing it', async () => {
    const client = await worker.pool.connect();
    try {
      await client.query('begin');
      // A name that no migration made, as a slip in a later one would leave it.
      const refusal = await enqueue(client, { job: 'no-such-queue' as 'send-notice', payload: { messageId: newId() } }).then(() => '', (error: unknown) => (error instanceof Error ? error.message : ''));
      expect(refusal).to.match(/no-such-queue/);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('says who acted, by reference', async () => {
    const id = newId();
    await change(id);
    const { rows } = await auditor.query('select actor_kind, actor_reference, action, about_type, details from audit.entries where about_id = $1', [id]);
    expect(rows).to.deep.equal([{ actor_kind: 'worker', actor_reference: 'test', action: 'account.make', about_type: 'account', details: '{"is_new":true,"count":1}' }]);
  });

  it('has its job done once it is committed', async () => {
    const done: string[] = [];
    const id = newId();
    await change(id);
    let queue: Awaited<ReturnType<typeof startQueue>> | undefined;
    await new Promise<void>((resolve, reject) => {
      const handlers = { 'send-notice': ({ messageId }: { messageId: string }) => { done.push(messageId); if (messageId === id) resolve(); return Promise.resolve(); } };
      startQueue({ url: place.urlOf('worker'), handlers, log: silentLog }).then((started) => { queue = started; }, reject);
    });
    await queue?.stop();
    expect(done).to.include(id);
  });

  it('is queued by a worker that asks the database for nothing it may not have', async () => {
    const fresh = await testDatabase();
    const refused: string[] = [];
    const queue = await startQueue({ url: fresh.urlOf('worker'), handlers: {}, log: { ...silentLog, fault: (event) => { refused.push(event); } } });
    await queue.stop();
    const watching = new pg.Client({ connectionString: fresh.url });
    await watching.connect();
    const { rows } = await watching.query<{ undone: number }>('select xact_rollback::integer as undone from pg_stat_database where datname = current_database()');
    await watching.end();
    await fresh.close();
    expect({ refused, undone: rows[0]?.undone }).to.deep.equal({ refused: [], undone: 0 });
  });
});
