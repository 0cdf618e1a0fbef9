/** A system that asks while the database cannot be reached. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { consentCheckDoor } from '../../server/consent/check-door.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { openDatabase, type Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';

describe('a consent check while the database is away', () => {
  let server: Server;
  let database: Database;

  before(async () => {
    database = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', maxConnections: 1, applicationName: 'test' });
    const otherwise = (_req: unknown, res: { end: (text: string) => void }): void => res.end('the pages');
    server = createServer(consentCheckDoor({ database, clock: systemClock, log: silentLog }, otherwise));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await database.close();
  });

  const ask = (path: string, init: RequestInit = {}) => {
    const address: AddressInfo | string | null = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: 'Bearer something' }, ...init });
  };

  it('is told to come back, and given no answer', async () => {
    const answered = await ask('/api/consent/check?purpose=a&person=b');
    expect(answered.status).to.equal(503);
    expect(await answered.json()).to.deep.include({ status: 503 }).and.not.to.have.property('answer');
  });

  for (const path of ['/api/consent/checks', '/api/consent/check/', '/choices']) {
    it(`leaves ${path} to the pages`, async () => {
      expect(await (await ask(path)).text()).to.equal('the pages');
    });
  }

  it('leaves other methods to the pages', async () => {
    expect(await (await ask('/api/consent/check', { method: 'POST' })).text()).to.equal('the pages');
  });
});
