/** An Open311 service that breaks, passes over filters, or points elsewhere: no other person's report comes in, and no key goes out. */

import { expect } from 'chai';
import { createServer, type ServerResponse } from 'node:http';
import { askSystem, collectItems, findPerson } from '../../server/connected-systems/ask-system.ts';
import type { Item } from '../../server/connected-systems/connector.ts';
import { readDescribedSystem } from '../../server/connected-systems/datasets/read-description.ts';
import { open311Kind } from '../../server/connected-systems/open311-connector.ts';
import { asSubject, bytesOf, loopback, shortLimits } from '../support/connected-systems.ts';
import { descriptionsFolder } from '../support/described-systems.ts';
import { listenOnLoopback, type LoopbackServer } from '../support/loopback-server.ts';

const who = asSubject('marion-tregenza', { emails: ['marion.tregenza@example.org'] });
const { description } = readDescribedSystem(descriptionsFolder, 'street-reports');
const asked = { signal: new AbortController().signal, limits: { ...shortLimits, idleMs: 400 } };

const report = (id: string, fields: string): string => `<request><service_request_id>${id}</service_request_id><requested_datetime>2026-01-0${id}T09:00:00Z</requested_datetime>${fields}</request>`;
const mine = '<email>marion.tregenza@example.org</email><first_name>M</first_name><last_name>Tregenza</last_name>';
const list = (...reports: readonly string[]): string => `<?xml version="1.0"?><service_requests>${reports.join('')}</service_requests>`;

type Answer = (response: ServerResponse) => void;
const xml = (text: string): Answer => (response) => void response.writeHead(200, { 'content-type': 'text/xml' }).end(text);

describe('an Open311 service that breaks', () => {
  let server: LoopbackServer;
  let answer: Answer;
  const seen: string[] = [];

  before(async () => {
    server = await listenOnLoopback(createServer((request, response) => {
      seen.push(request.url ?? '');
      if (request.url?.startsWith('/picture') === true) return void response.writeHead(200, { 'content-type': 'image/png' }).end('four');
      answer(response);
    }));
  });
  beforeEach(() => void seen.splice(0));
  after(() => server.close());

  function theSystem(more: object = {}) {
    const settings = { ...more, url: `${server.url}/open311`, api_key: 'only-for-tests', since: '2026-01-01', window_days: 3_000, filters: { email: 'email' } };
    return open311Kind.open(settings, { description, tables: null, ...loopback, descriptionsFolder });
  }

  async function reports(...wanted: readonly string[]): Promise<readonly Item[]> {
    const items: Item[] = [];
    await collectItems(theSystem(), `reports:${wanted.join(',')}`, { ...asked, part: 'everything', receive: async (item) => {
      await bytesOf(item);
      items.push(item);
    } });
    return items;
  }

  const breaks: readonly (readonly [how: string, reason: string, answer: Answer])[] = [
    ['never answers', 'timed-out', () => undefined],
    ['answers 500', 'server-error', (response) => void response.writeHead(500).end()],
    ['refuses the key', 'refused', (response) => void response.writeHead(403, { 'content-type': 'text/xml' }).end('<errors/>')],
    ['answers a page of HTML', 'bad-answer', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>')],
    ['answers half a list', 'bad-answer', xml(list(report('1', mine)).slice(0, -20))],
    ['answers another document', 'bad-answer', xml('<errors/>')],
    ['declares entities that swell', 'bad-answer', xml(`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${list(report('1', mine))}`)],
    ['has reports without a number', 'bad-answer', xml(list(`<request>${mine}</request>`))],
    ['does not say who reported', 'bad-answer', xml(list(report('1', '<description>A pothole</description>')))],
    ['sends the asker elsewhere', 'redirected', (response) => void response.writeHead(301, { location: 'http://127.0.0.2/' }).end()],
    ['drops half way', 'dropped', (response) => void response.writeHead(200, { 'content-type': 'text/xml', 'content-length': 900 }).write('<', () => response.destroy())],
    ['sends more than fits', 'too-large', xml(list(report('1', `${mine}<description>${'x'.repeat(5 * 1024 * 1024)}</description>`)))],
  ];
  for (const [how, reason, given] of breaks) {
    it(`that ${how} is errored: ${reason}`, async () => {
      answer = given;
      expect(await askSystem(theSystem(), who, { ...asked, part: 'records', receive: async () => undefined })).to.deep.equal({ outcome: 'errored', reason });
    });
  }

  it('that passes over the filter makes nobody else a candidate', async () => {
    answer = xml(list(report('1', mine), report('2', mine.replace('marion', 'somebody'))));
    const found = await findPerson(theSystem(), who, asked);
    expect('candidates' in found ? found.candidates.map(({ reference }) => reference) : found).to.deep.equal(['reports:1']);
  });

  it('that sends another report than the one asked for gives none', async () => {
    answer = xml(list(report('2', mine)));
    expect(await reports('1')).to.deep.equal([]);
  });

  it('may speak JSON instead of XML', async () => {
    answer = (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify([{ service_request_id: 1, email: 'marion.tregenza@example.org' }]));
    const found = await findPerson(theSystem({ format: 'json' }), who, asked);
    expect('candidates' in found ? found.candidates.map(({ reference }) => reference) : found).to.deep.equal(['reports:1']);
    expect(seen[0]).to.contain('/open311/requests.json?');
  });

  it('is fetched a picture from, without the key', async () => {
    answer = xml(list(report('1', `${mine}<media_url>${server.url}/picture.png</media_url>`)));
    expect((await reports('1')).map(({ kind }) => kind)).to.deep.equal(['record', 'document']);
    expect(seen.filter((url) => url.startsWith('/picture'))).to.deep.equal(['/picture.png']);
  });

  it('that keeps its pictures elsewhere has them named, and none fetched', async () => {
    answer = xml(list(report('1', `${mine}<media_url>http://127.0.0.2/picture.png</media_url>`)));
    const [item, ...others] = await reports('1');
    expect(others).to.deep.equal([]);
    expect(item?.kind === 'record' ? item.fields : []).to.deep.include({ label: 'Picture', value: 'http://127.0.0.2/picture.png' });
  });
});
