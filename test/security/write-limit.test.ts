/** Writes are limited by session and by address: one person who presses too often stops nobody else, and leaving is never refused. */

import { expect } from 'chai';
import express from 'express';
import { createServer, type Server } from 'node:http';
import { TooMany, writeLimit } from '../../server/platform/web-security.ts';

describe('the limit on writes', () => {
  const aMinute = 5;
  let server: Server;
  let origin: string;

  beforeEach(async () => {
    const app = express();
    app.use(writeLimit(aMinute));
    app.use((_req, res) => { res.send('taken'); });
    app.use((error: unknown, _req: express.Request, res: express.Response, _next: express.NextFunction) => { res.status(error instanceof TooMany ? error.status : 500).send('refused'); });
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function write(cookie: string, path = '/requests/new', method = 'POST'): Promise<number> {
    return (await fetch(`${origin}${path}`, { method, headers: cookie === '' ? {} : { cookie } })).status;
  }

  async function times(count: number, act: (index: number) => Promise<number>): Promise<readonly number[]> {
    const statuses: number[] = [];
    for (let index = 0; index < count; index += 1) statuses.push(await act(index));
    return statuses;
  }

  it('is reached by one session after so many, and told as such', async () => {
    expect(await times(aMinute + 1, () => write('session=ann'))).to.deep.equal([200, 200, 200, 200, 200, 429]);
  });

  it('is another one for each session at the same address', async () => {
    await times(aMinute + 1, () => write('session=ann'));
    expect(await write('session=bob')).to.equal(200);
  });

  it('holds for an address too, however many sessions it makes up', async () => {
    const statuses = await times(aMinute * 10 + 1, (index) => write(`session=${index}`));
    expect([statuses.slice(0, -1).every((status) => status === 200), statuses.at(-1)]).to.deep.equal([true, 429]);
  });

  it('is the same one whatever other cookies come along', async () => {
    const statuses = await times(aMinute + 1, (index) => write(`made-up=${index}; session=ann`));
    expect(statuses.at(-1)).to.equal(429);
  });

  it('counts no reading', async () => {
    await times(aMinute + 1, () => write('session=ann', '/requests', 'GET'));
    expect(await write('session=ann')).to.equal(200);
  });

  it('never holds back whoever leaves quickly', async () => {
    await times(aMinute + 1, () => write('session=ann'));
    expect(await write('session=ann', '/exit')).to.equal(200);
  });
});
