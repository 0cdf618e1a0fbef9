/** Reading as somebody: every transaction knows who acts, none leaves that knowledge behind, and statements are planned once. */

import { expect } from 'chai';
import type { Actor } from '../../server/platform/actor.ts';
import { asActor, asActorOnce, inTransaction, openDatabase, type Database, type Read } from '../../server/platform/database.ts';
import { SessionChanged } from '../../server/platform/errors.ts';
import { newId } from '../../server/platform/ids.ts';
import { tester } from '../support/audit-trail.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

const nobodysSession = { idHash: '00'.repeat(32), version: 1 };

describe('reading as an actor', () => {
  let place: TestDatabase;
  let worker: Database;
  let accountId: string;

  before(async () => {
    place = await testDatabase();
    worker = openDatabase({ url: place.urlOf('worker'), maxConnections: 1, applicationName: 'test' });
    accountId = newId();
    await inTransaction(worker, { begin: 'begin', actor: tester, work: (write) => write('accounts').insert({ id: accountId, provider: 'resident', issuer: 'test', subject: accountId }) });
  });

  after(async () => {
    await worker.close();
    await place.close();
  });

  const accounts = (read: Read) => read.raw<{ id: string }>('select id from accounts where id = ?', [accountId]);
  const seen = [{ id: '' }];

  beforeEach(() => {
    seen[0] = { id: accountId };
  });

  it('sees what the actor may see', async () => {
    expect(await asActor(worker, tester, accounts)).to.deep.equal(seen);
  });

  it('sees the same with the whole transaction in one packet', async () => {
    expect(await asActorOnce(worker, tester, accounts)).to.deep.equal(seen);
  });

  it('leaves no actor behind on the connection', async () => {
    await asActorOnce(worker, tester, accounts);
    expect((await worker.pool.query('select id from accounts')).rows).to.deep.equal([]);
  });

  it('lets each of two statements asked at once see what the actor may see, and no more', async () => {
    const twice = (who: Actor): Promise<readonly unknown[]> => asActorOnce(worker, who, (read) => Promise.all([accounts(read), accounts(read)]));
    expect([await twice(tester), await twice({ kind: 'visitor' })]).to.deep.equal([[seen, seen], [[], []]]);
  });

  for (const [name, reading] of [['a transaction', asActor], ['one packet', asActorOnce]] as const) {
    it(`refuses a session that has changed, in ${name}`, async () => {
      const gone: Actor = { kind: 'resident', accountId, dataSubjectId: null, isCheckedByOfficer: false, session: nobodysSession };
      const outcome: unknown = await reading(worker, gone, accounts).catch((error: unknown) => error);
      expect(outcome).to.be.instanceOf(SessionChanged);
    });

    it(`refuses to write, in ${name}`, async () => {
      const outcome: unknown = await reading(worker, tester, (read) => read.raw('update accounts set subject = subject')).catch((error: unknown) => error);
      expect(outcome).to.have.property('code', '25006');
    });

    it(`leaves the connection fit for the next after a failure, in ${name}`, async () => {
      await reading(worker, tester, (read) => read.raw('select no_such_thing')).catch(() => undefined);
      expect(await reading(worker, tester, accounts)).to.deep.equal(seen);
    });
  }

  it('plans a statement once for each connection', async () => {
    for (let turn = 0; turn < 3; turn += 1) await asActor(worker, tester, (read) => read('accounts').where({ id: accountId }).select('provider'));
    const { rows } = await worker.pool.query("select (generic_plans + custom_plans)::integer as runs from pg_prepared_statements where statement like 'select \"provider\"%'");
    expect(rows).to.deep.equal([{ runs: 3 }]);
  });
});
