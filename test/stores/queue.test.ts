/** The queue: how long a job may be silent, and how many of one kind are at work at once. */

import { expect } from 'chai';
import { openDatabase, type Database } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { startQueue, type JobHandlers, type JobPayload, type Queue } from '../../server/platform/jobs.ts';
import { silentLog } from '../../server/platform/log.ts';
import { recordedChange } from '../../server/platform/recorded-change.ts';
import { tester } from '../support/audit-trail.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

describe('the queue of collecting', function () {
  this.timeout(15_000);
  let place: TestDatabase;
  let worker: Database;
  let queue: Queue | undefined;
  let letGo: () => void = () => undefined;

  before(async () => {
    place = await testDatabase();
    worker = openDatabase({ url: place.urlOf('worker'), maxConnections: 4, applicationName: 'test' });
  });
  afterEach(async () => {
    letGo();
    await queue?.stop();
  });
  after(async () => {
    await worker.close();
    await place.close();
  });

  async function ask(systemId: string, times: number): Promise<void> {
    const payloads = Array.from({ length: times }, (): JobPayload<'collect-system'> => ({ caseId: newId(), systemId, attempt: 1 }));
    const record = { actor: tester, action: 'account.make', about: { type: 'account', id: newId() } };
    await recordedChange(worker, record, (change) => change.enqueueEach('collect-system', payloads));
  }

  /** Systems whose name begins with `hung` answer when they are let go; resolves when one named `ends` is asked. */
  async function workUntil(ends: string): Promise<readonly string[]> {
    const asked: string[] = [];
    const hung = new Promise<void>((resolve) => { letGo = resolve; });
    await new Promise<void>((resolve, reject) => {
      const handlers: JobHandlers = {
        'collect-system': async ({ systemId }) => {
          asked.push(systemId);
          if (systemId === ends) resolve();
          if (systemId.startsWith('hung')) await hung;
        },
      };
      startQueue({ url: place.urlOf('worker'), handlers, log: silentLog }).then((started) => { queue = started; }, reject);
    });
    return asked;
  }

  it('asks another system while one hangs in more cases than there are places', async () => {
    await ask('hung-in-many', 20);
    await ask('prompt', 1);
    const asked = await workUntil('prompt');
    expect(asked.filter((systemId) => systemId === 'hung-in-many').length).to.be.at.most(4);
  });

  it('gives a slow system its whole time, and takes a job up soon when its worker has fallen silent', async () => {
    await ask('hung-alone', 1);
    await workUntil('hung-alone');
    const { rows } = await worker.pool.query<{ whole: number; silent: number }>(
      "select extract(epoch from expire_in)::integer as whole, extract(epoch from started_on + expire_in - now())::integer as silent from pgboss.job where data->>'systemId' = 'hung-alone' and state = 'active'",
    );
    expect(rows[0]?.whole).to.be.at.least(1_200);
    expect(rows[0]?.silent).to.be.within(1, 60);
  });
});
