/** Sessions: how long they last without use and in all, and that one which was ended stays ended, whichever process is asked. */

import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import { Cookie, type SessionData } from 'express-session';
import { expect } from 'chai';
import type { Actor } from '../../server/platform/actor.ts';
import { asActor, inTransaction, openDatabase, type Database } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { doNotExtend, renewRightsSql, SessionStore } from '../../server/platform/session.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Longer than a process goes by what it has read. */
const cacheOverMs = 5_000;

describe('a session', () => {
  let place: TestDatabase;
  let database: Database;
  let worker: Database;
  let nowMs: number;
  let store: SessionStore;
  /** The same sessions, as another process sees them. */
  let elsewhere: SessionStore;

  const clock = { now: () => new Date(nowMs) };
  const pass = (ms: number): void => { nowMs += ms; };

  before(async () => {
    place = await testDatabase();
    database = openDatabase({ url: place.urlOf('app'), maxConnections: 4, applicationName: 'test' });
    worker = openDatabase({ url: place.urlOf('worker'), maxConnections: 1, applicationName: 'test' });
  });

  beforeEach(() => {
    nowMs = Date.now();
    [store, elsewhere] = [new SessionStore({ database, clock }), new SessionStore({ database, clock })];
  });

  after(async () => {
    await Promise.all([database.close(), worker.close()]);
    await place.close();
  });

  const step = (act: (done: (error?: unknown) => void) => void): Promise<void> => new Promise((resolve, reject) => {
    act((error) => { if (error === undefined || error === null) resolve(); else reject(error instanceof Error ? error : new Error('refused')); });
  });
  const read = (from: SessionStore, id: string): Promise<SessionData | null> => new Promise((resolve, reject) => {
    from.get(id, (error, data) => { if (error === null || error === undefined) resolve(data ?? null); else reject(error instanceof Error ? error : new Error('refused')); });
  });
  const isThere = async (from: SessionStore, id: string): Promise<boolean> => (await read(from, id)) !== null;

  function dataOf(accountId: string): SessionData {
    return { cookie: new Cookie(), accountId };
  }

  /** As a request that has read it. */
  function loaded(id: string, data: SessionData): SessionData {
    const req: Pick<Request, 'sessionID'> = { sessionID: id };
    // All that a session takes of its request.
    return store.createSession(req as Request, data);
  }

  async function anAccount(): Promise<string> {
    const id = newId();
    await inTransaction(worker, { begin: 'begin', actor: { kind: 'worker', job: 'test', caseId: null }, work: (write) => write('accounts').insert({ id, provider: 'resident', issuer: 'test', subject: id }) });
    return id;
  }

  async function begun(): Promise<{ readonly id: string; readonly accountId: string }> {
    const id = randomBytes(24).toString('base64url');
    const accountId = await anAccount();
    await step((done) => { store.set(id, dataOf(accountId), done); });
    return { id, accountId };
  }

  /** As a request that reads a page does at its end. */
  async function use(id: string, isPassive = false): Promise<boolean> {
    const data = await read(store, id);
    if (data === null) return false;
    if (isPassive) doNotExtend(data);
    await store.noteUse({ sessionID: id, session: data });
    return true;
  }

  async function refusalOf(actor: Actor): Promise<string> {
    return asActor(database, actor, (tx) => tx.raw('select 1')).then(() => 'none', (error: unknown) => (error instanceof Error ? error.name : 'unknown'));
  }

  describe('that is not used', () => {
    it('is there after almost a quarter of an hour', async () => {
      const { id } = await begun();
      pass(15 * minuteMs - 1_000);
      expect(await isThere(store, id)).to.equal(true);
    });

    it('has ended after a quarter of an hour', async () => {
      const { id } = await begun();
      pass(15 * minuteMs + 1_000);
      expect(await isThere(store, id)).to.equal(false);
    });

    it('has ended too when only a page looked whether anyone is there', async () => {
      const { id } = await begun();
      pass(10 * minuteMs);
      await use(id, true);
      pass(6 * minuteMs);
      expect(await isThere(store, id)).to.equal(false);
    });
  });

  describe('that is used every ten minutes', () => {
    async function usedFor(hours: number): Promise<{ readonly id: string; readonly wasAlwaysThere: boolean }> {
      const { id } = await begun();
      let wasAlwaysThere = true;
      for (let passedMs = 0; passedMs + 10 * minuteMs < hours * hourMs; passedMs += 10 * minuteMs) {
        pass(10 * minuteMs);
        wasAlwaysThere &&= await use(id);
      }
      return { id, wasAlwaysThere };
    }

    it('is there for almost eight hours', async () => {
      expect((await usedFor(8)).wasAlwaysThere).to.equal(true);
    });

    it('has ended after eight hours', async () => {
      const { id } = await usedFor(8);
      pass(10 * minuteMs + 1_000);
      expect(await isThere(store, id)).to.equal(false);
    });
  });

  describe('that was ended in another process', () => {
    it('opens nothing more at the very next statement', async () => {
      const { id } = await begun();
      const actor = await store.actorOf(id);
      await step((done) => { elsewhere.destroy(id, done); });
      expect([actor.kind, await refusalOf(actor)]).to.deep.equal(['resident', 'SessionChanged']);
    });

    it('is nobody’s here within seconds', async () => {
      const { id } = await begun();
      await read(store, id);
      await step((done) => { elsewhere.destroy(id, done); });
      pass(cacheOverMs);
      expect((await store.actorOf(id)).kind).to.equal('visitor');
    });

    it('is not brought back by a request that was under way', async () => {
      const { id, accountId } = await begun();
      const underWay = loaded(id, (await read(store, id)) ?? dataOf(accountId));
      await step((done) => { elsewhere.destroy(id, done); });
      await step((done) => { store.set(id, Object.assign(underWay, { language: 'cy' }), done); });
      expect([await isThere(store, id), await isThere(elsewhere, id)]).to.deep.equal([false, false]);
    });

    it('is not brought back by being used', async () => {
      const { id } = await begun();
      await read(store, id);
      await step((done) => { elsewhere.destroy(id, done); });
      await use(id);
      pass(cacheOverMs);
      expect(await isThere(store, id)).to.equal(false);
    });
  });

  describe('whose rights have changed', () => {
    it('opens nothing more with the old ones, and goes on with the new', async () => {
      const { id, accountId } = await begun();
      const before = await store.actorOf(id);
      await database.pool.query(renewRightsSql.replace('?', '$1'), [accountId]);
      const refusal = await refusalOf(before);
      store.forget(id);
      expect([refusal, await refusalOf(await store.actorOf(id))]).to.deep.equal(['SessionChanged', 'none']);
    });

    it('is nobody’s once its account is disabled', async () => {
      const { id, accountId } = await begun();
      await inTransaction(worker, { begin: 'begin', actor: { kind: 'worker', job: 'test', caseId: null }, work: (write) => write('accounts').where({ id: accountId }).update({ disabled_at: new Date(nowMs) }) });
      expect((await store.actorOf(id)).kind).to.equal('visitor');
    });
  });

  it('has no id in its row that a reader of the table could use', async () => {
    const { id } = await begun();
    const { rows } = await database.pool.query<{ row: string }>("select encode(id_hash, 'escape') || s::text as row from sessions s");
    expect(rows.filter(({ row }) => row.includes(id))).to.deep.equal([]);
  });
});
