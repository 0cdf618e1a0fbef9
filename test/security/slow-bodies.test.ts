/** Bodies that come drop by drop: from strangers ended soon, from whoever was let in to send much not while they go on. */

import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { giveTime, uploadPatience, usualPatience, withPatience } from '../../server/platform/slow-bodies.ts';
import { serverLimits } from '../../server/server-limits.ts';

describe('a body that comes slowly', () => {
  const short = { wholeMs: 150, idleMs: 100 };
  let server: Server | null = null;

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function ask(door: RequestListener, { headers = 'Content-Length: 10' } = {}): Promise<Socket> {
    server = createServer(withPatience(door, short)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no address');
    const socket = connect(address.port, '127.0.0.1').setEncoding('utf8');
    socket.write(`POST / HTTP/1.1\r\nHost: a\r\n${headers}\r\n\r\nabc`);
    return socket;
  }

  async function answerOn(socket: Socket): Promise<string> {
    let answer = '';
    socket.on('data', (text) => { answer += String(text); });
    await once(socket, 'close');
    return answer;
  }

  const echo: RequestListener = (req, res) => {
    req.on('error', () => null).resume().on('end', () => { res.end('All of it.'); });
  };

  it('is ended where nobody gave it time', async () => {
    expect(await answerOn(await ask(echo))).to.match(/^HTTP\/1\.1 408 /);
  });

  it('is ended as well when it says not how long it is', async () => {
    expect(await answerOn(await ask(echo, { headers: 'Transfer-Encoding: chunked' }))).to.match(/^HTTP\/1\.1 408 /);
  });

  it('is ended though it was refused and answered before it was read', async () => {
    expect(await answerOn(await ask((_req, res) => { res.statusCode = 403; res.end('No.'); }))).to.match(/^HTTP\/1\.1 403 /);
  });

  it('may take longer than the usual while it goes on, once it was let in', async () => {
    const socket = await ask((req, res) => {
      giveTime(req, res, { wholeMs: 5_000, idleMs: 400 });
      echo(req, res);
    });
    const dripping = setInterval(() => { socket.write('x'); }, 60);
    const [answer] = (await once(socket, 'data')) as readonly unknown[];
    clearInterval(dripping);
    socket.destroy();
    expect(String(answer)).to.match(/^HTTP\/1\.1 200 /).and.include('All of it.');
  });

  it('is ended when it stands still, though it was let in', async () => {
    const socket = await ask((req, res) => {
      giveTime(req, res, { wholeMs: 60_000, idleMs: 80 });
      echo(req, res);
    });
    expect(await answerOn(socket)).to.match(/^HTTP\/1\.1 408 /);
  });

  it('has half a minute as a form, and as an upload as long as the server waits for anything', () => {
    expect([usualPatience.wholeMs, serverLimits.requestTimeout >= uploadPatience.wholeMs, serverLimits.headersTimeout]).to.deep.equal([30_000, true, 8_000]);
  });
});
