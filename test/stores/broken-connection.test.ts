/** A connection that breaks while a transaction holds it ends that transaction, and never the process. */

import { expect } from 'chai';
import { asActor, openDatabase } from '../../server/platform/database.ts';
import { DatabaseAway } from '../../server/platform/errors.ts';
import { testDatabase } from '../support/database.ts';

describe('a connection that is ended between two statements of a transaction', () => {
  it('fails the transaction as a database that is away, and leaves the process alive', async function () {
    this.timeout(20_000);
    const place = await testDatabase();
    const database = openDatabase({ url: place.urlOf('app'), maxConnections: 1, applicationName: 'broken-connection' });
    const killer = openDatabase({ url: place.urlOf('app'), maxConnections: 1, applicationName: 'killer' });
    try {
      const outcome = await asActor(database, { kind: 'visitor' }, async (read) => {
        const [own] = await read.raw<{ pid: number }>('select pg_backend_pid() as pid');
        const ended = new Promise((resolve) => database.pool.once('remove', resolve));
        await killer.pool.query('select pg_terminate_backend($1)', [own?.pid ?? 0]);
        await Promise.race([ended, read.raw('select pg_sleep(0.1)').catch(() => undefined)]);
        return read.raw('select 1');
      }).catch((error: unknown) => error);
      expect(outcome).to.be.instanceOf(DatabaseAway);
      const [after] = await asActor(database, { kind: 'visitor' }, (read) => read.raw<{ one: number }>('select 1 as one'));
      expect(after?.one).to.equal(1);
    } finally {
      await database.close();
      await killer.close();
      await place.close();
    }
  });
});
