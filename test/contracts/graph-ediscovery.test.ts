/** What is asked of Microsoft 365 about a person, and what an export that goes wrong is called. */

import { expect } from 'chai';
import { createServer } from 'node:http';
import { collectItems } from '../../server/connected-systems/ask-system.ts';
import { contentQueryFor, graphEDiscoveryKind } from '../../server/connected-systems/graph-ediscovery-connector.ts';
import { asSubject, loopback, shortLimits } from '../support/connected-systems.ts';
import { housing } from '../support/described-systems.ts';
import { listenOnLoopback, type LoopbackServer } from '../support/loopback-server.ts';

describe('a search in Microsoft 365', () => {
  it('asks for the person’s own addresses and numbers, and for a name only beside a postcode or a phone', () => {
    const who = { names: [{ given: 'Ann', family: 'Lee' }], dateOfBirth: '1980-01-01', addresses: [{ lines: [], postcode: 'ZZ99 1AA' }], systemPersonNumbers: {}, nino: 'QQ123456A', emails: ['ann@example.org'] };
    expect(contentQueryFor(who)).to.equal('participants:"ann@example.org" OR "ann@example.org" OR "QQ123456A" OR (("Ann Lee") AND ("ZZ99 1AA"))');
  });

  it('is not made by a name alone', () => {
    expect(contentQueryFor({ names: [{ given: 'Ann', family: 'Lee' }], dateOfBirth: '1980-01-01', addresses: [], systemPersonNumbers: {} })).to.equal(null);
  });

  it('is not widened by what stands in a name', () => {
    const query = contentQueryFor(asSubject('marion-tregenza', { names: [{ given: 'x" OR "a', family: 'b' }] }));
    expect(query).to.contain('("x  OR  a b")');
  });

  it('is called experimental', () => {
    expect(graphEDiscoveryKind.isExperimental).to.equal(true);
  });
});

describe('an export of Microsoft 365 that goes wrong', () => {
  let server: LoopbackServer;
  let operation: object = {};
  let location = '';
  before(async () => {
    server = await listenOnLoopback(createServer((request, response) => {
      const json = (body: object): void => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.url?.endsWith('/token') === true) return json({ access_token: 'token' });
      if (request.url?.endsWith('/operations') === true) return json({ value: [] });
      if (request.url?.endsWith('/exportResult') === true) return void response.writeHead(202, { location }).end();
      if (request.url === '/file') return void response.writeHead(200).end('four');
      json(operation);
    }));
  });
  beforeEach(() => void (location = `${server.url}/v1.0/operation`));
  after(() => server.close());

  async function collected(): Promise<unknown> {
    const settings = { tenant_id: 'tenant', client_id: 'portal', client_secret: 'secret', case_id: 'case', graph_url: `${server.url}/v1.0`, login_url: server.url, poll_seconds: 0.005 };
    const system = graphEDiscoveryKind.open(settings, { description: housing, tables: null, descriptionsFolder: '.', ...loopback });
    const receive = async (item: Parameters<Parameters<typeof collectItems>[2]['receive']>[0]): Promise<void> => {
      if (item.kind === 'document') for await (const part of item.open()) expect(part).to.be.instanceOf(Uint8Array);
    };
    return await collectItems(system, 'search-1', { signal: new AbortController().signal, limits: { ...shortLimits, idleMs: 400 }, part: 'everything', receive });
  }

  const file = (size: number, downloadUrl: string): object => ({ status: 'succeeded', exportFileMetadata: [{ fileName: 'a.zip', size, downloadUrl }] });
  const cases: readonly (readonly [how: string, reason: string, operation: () => object])[] = [
    ['that found only a part is errored: server-error', 'server-error', () => ({ status: 'partiallySucceeded' })],
    ['that never ends is errored: timed-out', 'timed-out', () => ({ status: 'running' })],
    ['without files is errored: bad-answer', 'bad-answer', () => ({ status: 'succeeded', exportFileMetadata: [] })],
    ['whose file is longer than declared is errored: wrong-length', 'wrong-length', () => file(2, `${server.url}/file`)],
    ['whose file lies on a host that is not listed is errored: address-not-allowed', 'address-not-allowed', () => file(4, 'https://downloads.example.org/file')],
  ];
  for (const [how, reason, given] of cases) {
    it(how, async () => {
      operation = given();
      expect(await collected()).to.deep.equal({ outcome: 'errored', reason });
    });
  }

  it('by leading to another host is errored: redirected, and no token goes there', async () => {
    location = 'https://elsewhere.example.org/operation';
    expect(await collected()).to.deep.equal({ outcome: 'errored', reason: 'redirected' });
  });
});
