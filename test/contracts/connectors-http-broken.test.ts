/** A subject-access HTTP service that breaks in mid-answer: each way has its name, and the process goes on. */

import { expect } from 'chai';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { askSystem, checkSystem } from '../../server/connected-systems/ask-system.ts';
import type { ConnectedSystem } from '../../server/connected-systems/connector.ts';
import { subjectAccessHttpConnector } from '../../server/connected-systems/subject-access-http-connector.ts';
import { housing } from '../support/described-systems.ts';
import { asSubject, bytesOf, loopback, shortLimits } from '../support/connected-systems.ts';

const who = asSubject('marion-tregenza', { systemPersonNumbers: { housing: 'H-1' } });
const mebibyte = Buffer.alloc(1024 * 1024, 'x');
const limits = { ...shortLimits, idleMs: 300 };

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const json = (body: unknown): Answer => (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const people = json({ people: [{ personNumber: 'H-1', names: who.names, dateOfBirth: who.dateOfBirth, addresses: who.addresses }] });

function letterOf(byteLength: number, url = '/letter'): Answer {
  const letter = { reference: 'L-1', collection: 'documents', title: 'Letter', heldOn: null, mediaType: 'application/pdf', byteLength, url };
  return json({ content: [], attachments: [letter] });
}

/** Streams without end, until whoever listens has had enough. */
function endless(mediaType: string, sent: { mebibytes: number }): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': mediaType });
    const send = (): void => {
      while (sent.mebibytes < 200 && !response.destroyed) {
        sent.mebibytes += 1;
        if (!response.write(mebibyte)) return void response.once('drain', send);
      }
      response.end();
    };
    send();
  };
}

const half: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 });
  response.write('{"content": [', () => response.destroy());
};

describe('a subject-access service that breaks', () => {
  let server: Server;
  let holding: Answer;
  let letter: Answer;
  let seen: IncomingMessage[] = [];

  before(async () => {
    server = createServer((request, response) => {
      seen.push(request);
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
      const answer = pathname === '/letter' ? letter : searchParams.get('part') === 'people' ? people : holding;
      answer(response, request);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  beforeEach(() => {
    seen = [];
    holding = json({ content: [], attachments: [] });
    letter = (response) => void response.end('four');
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  function theSystem(): ConnectedSystem {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return subjectAccessHttpConnector({ description: housing, baseUrl: `http://127.0.0.1:${port}`, credential: 'only-for-tests', way: loopback });
  }

  async function asked(): Promise<unknown> {
    return await askSystem(theSystem(), who, {
      signal: new AbortController().signal,
      limits,
      part: 'everything',
      receive: async (item) => void (await bytesOf(item)),
    });
  }

  const breaks: readonly (readonly [how: string, reason: string, answer: Answer])[] = [
    ['never answers', 'timed-out', () => undefined],
    ['stops half way through and keeps the line open', 'timed-out', (response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"content": [')],
    ['answers 500', 'server-error', (response) => void response.writeHead(500).end('Oops')],
    ['answers a page of HTML', 'bad-answer', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>')],
    ['answers HTML and calls it JSON', 'bad-answer', (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('<h1>Sign in</h1>')],
    ['answers JSON of another shape', 'bad-answer', json({ content: [{ reference: 7 }] })],
    ['drops the connection half way', 'dropped', half],
    ['sends the asker elsewhere', 'redirected', (response) => void response.writeHead(302, { location: '/letter' }).end()],
    ['refuses the credential', 'refused', (response) => void response.writeHead(401).end()],
    ['compresses what was to be plain', 'bad-answer', (response) => void response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end('')],
    ['does not know its own person number', 'bad-answer', (response) => void response.writeHead(209).end()],
    ['offers a document on another host', 'redirected', letterOf(4, 'http://127.0.0.2/letter')],
  ];
  for (const [how, reason, answer] of breaks) {
    it(`that ${how} is errored: ${reason}`, async () => {
      holding = answer;
      expect(await asked()).to.deep.equal({ outcome: 'errored', reason });
    });
  }

  it('that redirects is not followed', async () => {
    holding = (response) => void response.writeHead(302, { location: '/letter' }).end();
    await asked();
    expect(seen.filter(({ url }) => url === '/letter')).to.deep.equal([]);
  });

  const lengths: readonly (readonly [how: string, declared: number, answer: Answer, reason: string])[] = [
    ['shorter than declared', 9, (response) => void response.writeHead(200).end('four'), 'wrong-length'],
    ['longer than declared', 2, (response) => void response.writeHead(200).end('four'), 'wrong-length'],
    ['declared twice, differently', 9, (response) => void response.writeHead(200, { 'content-length': 4 }).end('four'), 'wrong-length'],
    ['cut off', 9, (response) => void response.writeHead(200, { 'content-length': 9 }).write('four', () => response.destroy()), 'dropped'],
    ['missing', 9, (response) => void response.writeHead(404).end(), 'bad-answer'],
  ];
  for (const [how, declared, answer, reason] of lengths) {
    it(`whose document is ${how} is errored: ${reason}`, async () => {
      holding = letterOf(declared);
      letter = answer;
      expect(await asked()).to.deep.equal({ outcome: 'errored', reason });
    });
  }

  it('that declares more than the limit is not even asked for the document', async () => {
    holding = letterOf(200 * mebibyte.byteLength);
    expect(await asked()).to.deep.equal({ outcome: 'errored', reason: 'too-large' });
    expect(seen.filter(({ url }) => url === '/letter')).to.deep.equal([]);
  });

  it('that sends 200 MB of records is cut off early', async () => {
    const sent = { mebibytes: 0 };
    holding = endless('application/json', sent);
    expect(await asked()).to.deep.equal({ outcome: 'errored', reason: 'too-large' });
    expect(sent.mebibytes).to.be.lessThan(40);
  });

  it('that sends 200 MB in a document is cut off early', async () => {
    const sent = { mebibytes: 0 };
    holding = letterOf(4);
    letter = endless('application/pdf', sent);
    expect(await asked()).to.deep.equal({ outcome: 'errored', reason: 'too-large' });
    expect(sent.mebibytes).to.be.lessThan(40);
  });

  it('that trickles for ever ends at the whole time limit', async () => {
    let trickling: NodeJS.Timeout | undefined;
    holding = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      trickling = setInterval(() => response.write(' '), 20);
    };
    const answer = await askSystem(theSystem(), who, { signal: new AbortController().signal, limits: { ...limits, idleMs: 5_000, wholeMs: 400 }, part: 'records', receive: async () => undefined });
    clearInterval(trickling);
    expect(answer).to.deep.equal({ outcome: 'errored', reason: 'timed-out' });
  });

  it('that is not there cannot be connected to', async () => {
    const nowhere = subjectAccessHttpConnector({ description: housing, baseUrl: 'http://127.0.0.1:9', credential: '', way: loopback });
    expect(await checkSystem(nowhere, { signal: new AbortController().signal, limits })).to.deep.equal({ outcome: 'errored', reason: 'cannot-connect' });
  });

  it('that supports none of the identifiers says so', async () => {
    const only209 = createServer((_, response) => void response.writeHead(209).end());
    await new Promise<void>((resolve) => only209.listen(0, '127.0.0.1', resolve));
    const address = only209.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const system = subjectAccessHttpConnector({ description: housing, baseUrl: `http://127.0.0.1:${port}`, credential: '', way: loopback });
    const answer = await askSystem(system, who, { signal: new AbortController().signal, limits, part: 'records', receive: async () => undefined });
    only209.close();
    expect(answer).to.deep.equal({ outcome: 'identifier not supported' });
  });

  it('is asked with the credential in its own header', async () => {
    await asked();
    expect(seen[0]?.headers['x-subject-access-credential']).to.equal('only-for-tests');
  });
});
