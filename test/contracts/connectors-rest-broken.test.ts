/** A REST service that breaks, lies or leads astray, and files that ask for what is not done: each has its name. */

import { expect } from 'chai';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { askSystem } from '../../server/connected-systems/ask-system.ts';
import type { Item } from '../../server/connected-systems/connector.ts';
import { readDescribedSystem } from '../../server/connected-systems/datasets/read-description.ts';
import { readSaasConfig } from '../../server/connected-systems/rest/read-saas-config.ts';
import { restConnector } from '../../server/connected-systems/rest-connector.ts';
import { asSubject, loopback, shortLimits } from '../support/connected-systems.ts';
import { listenOnLoopback, type LoopbackServer } from '../support/loopback-server.ts';

const who = { ...asSubject('kerensa-vyvyan'), systemPersonNumbers: { library: 'B"7' } };
const folder = fileURLToPath(new URL('./kinds/library/', import.meta.url));
const { description, database } = readDescribedSystem(folder, 'library');
const person = { number: 'B"7', name: who.names[0], born: who.dateOfBirth };
const reference = { dataset: 'library', field: 'borrowers.number', direction: 'from' };

type Answer = (response: ServerResponse, request: IncomingMessage) => void;
const json = (body: unknown): Answer => (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** A `saas_config` for the library with these loans; the rest of its tables are asked nothing. */
function config(loans: object, client: object = {}): object {
  const none = { requests: { read: { method: 'GET', path: '/none', param_values: [{ name: 'of', references: [reference] }] } } };
  return {
    saas_config: {
      fides_key: 'library',
      connector_params: [{ name: 'host' }],
      client_config: { protocol: 'http', host: '<host>', ...client },
      test_request: { method: 'GET', path: '/status' },
      endpoints: [
        { name: 'borrowers', requests: { read: { method: 'POST', path: '/person', body: '{"number": "<number>", "list": [<number>]}', param_values: [{ name: 'number', identity: 'person_number' }] } } },
        { name: 'loans', requests: { read: { method: 'GET', path: '/loans/<of>', param_values: [{ name: 'of', references: [reference] }], ...loans } } },
        { name: 'reservations', ...none },
        { name: 'fines', ...none },
      ],
    },
  };
}

describe('a REST service that breaks', () => {
  let server: LoopbackServer;
  let loans: Answer = json([]);
  const asked: { url: string; body: string }[] = [];

  before(async () => {
    server = await listenOnLoopback(createServer((request, response) => {
      const seen = { url: request.url ?? '', body: '' };
      asked.push(seen);
      request.on('data', (part: Buffer) => void (seen.body += part.toString())).on('end', () => {
        const answer = seen.url === '/person' ? json(person) : seen.url === '/none' ? json([]) : loans;
        answer(response, request);
      });
    }));
  });
  beforeEach(() => void asked.splice(0));
  after(() => server.close());

  function theSystem(written: object) {
    const line = { way: loopback, settings: { host: server.url.slice('http://'.length) } };
    if (database === null) throw new Error('the library has tables');
    return restConnector({ description, tables: database, config: readSaasConfig(written), line });
  }

  async function collected(written: object, idleMs = shortLimits.idleMs): Promise<{ readonly answer: unknown; readonly items: readonly Item[] }> {
    const items: Item[] = [];
    const answer = await askSystem(theSystem(written), who, { signal: new AbortController().signal, limits: { ...shortLimits, idleMs }, part: 'everything', receive: async (item) => void items.push(item) });
    return { answer, items };
  }

  const link = { pagination: { strategy: 'link', configuration: { source: 'body', path: 'next' } }, data_path: 'loans' };
  const loan = { id: 1, title: 'A book', lent_on: '2024-01-01' };
  const breaks: readonly (readonly [how: string, reason: string, answer: Answer])[] = [
    ['never answers', 'timed-out', () => undefined],
    ['answers 500', 'server-error', (response) => void response.writeHead(500).end()],
    ['answers a page of HTML', 'bad-answer', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')],
    ['answers half a JSON', 'bad-answer', (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"loans": [')],
    ['drops half way', 'dropped', (response) => void response.writeHead(200, { 'content-type': 'application/json', 'content-length': 99 }).write('[', () => response.destroy())],
    ['sends the asker elsewhere', 'redirected', (response) => void response.writeHead(307, { location: '/person' }).end()],
    ['has its next page on another host', 'redirected', json({ loans: [loan], next: 'http://127.0.0.2/loans' })],
    ['has its next page at a file', 'redirected', json({ loans: [loan], next: 'file:///etc/passwd' })],
    ['has a page that leads back to itself', 'bad-answer', (response, request) => json({ loans: [loan], next: request.url })(response, request)],
    ['has pages without end', 'too-large', (response) => json({ loans: [loan], next: `/loans/${asked.length}` })(response, response.req)],
    ['sends more than fits', 'too-large', (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(`["${'x'.repeat(5 * 1024 * 1024)}"]`)],
  ];
  for (const [how, reason, answer] of breaks) {
    it(`that ${how} is errored: ${reason}`, async () => {
      loans = answer;
      expect((await collected(config(link), reason === 'timed-out' ? 300 : undefined)).answer).to.deep.equal({ outcome: 'errored', reason });
    });
  }

  it('that sends page after page is left before they fill the memory', async () => {
    loans = (response, request) => json({ loans: [{ ...loan, title: 'x'.repeat(1024 * 1024) }], next: `/loans/${asked.length}` })(response, request);
    expect((await collected(config(link))).answer).to.deep.equal({ outcome: 'errored', reason: 'too-large' });
    expect(asked.length).to.be.lessThan(10);
  });

  it('is asked with every value encoded for where it stands', async () => {
    loans = json([]);
    await collected(config({}));
    expect(asked[0]?.body).to.equal('{"number": "B\\"7", "list": ["B\\"7"]}');
    expect(asked.map(({ url }) => url)).to.include('/loans/B%227');
  });

  it('is asked twice where two requests differ in a header alone', async () => {
    loans = json([]);
    await collected(config({ path: '/loans', headers: [{ name: 'X-Of', value: '<of>' }], param_values: [{ name: 'of', references: [reference, { ...reference, field: 'borrowers.also' }] }] }));
    const once = asked.length;
    asked.splice(0);
    Object.assign(person, { also: 'B8' });
    await collected(config({ path: '/loans', headers: [{ name: 'X-Of', value: '<of>' }], param_values: [{ name: 'of', references: [reference, { ...reference, field: 'borrowers.also' }] }] }));
    Object.assign(person, { also: undefined });
    expect(asked.length).to.equal(once + 1);
  });

  it('is asked nothing that a value would lead out of its path to', async () => {
    const written = config({ path: '/loans/<of>/all', param_values: [{ name: 'of', references: [{ ...reference, field: 'borrowers.parent' }] }] });
    Object.assign(person, { parent: '..' });
    expect((await collected(written)).answer).to.deep.equal({ outcome: 'errored', reason: 'bad-answer' });
    Object.assign(person, { parent: undefined });
  });

  it('is given no more than the rows that its filter lets through', async () => {
    loans = json([loan, { ...loan, id: 2, whose: 'somebody else' }]);
    const { items } = await collected(config({ postprocessors: [{ strategy: 'filter', configuration: { field: 'whose', value: 'somebody else' } }] }));
    expect(items.map(({ reference: itsReference }) => itsReference)).to.deep.equal(['borrowers/B"7', 'loans/2']);
  });

  const refused: readonly (readonly [what: string, place: string, written: object])[] = [
    ['a strategy to authenticate that is not done', 'client_config.authentication.strategy', config({}, { authentication: { strategy: 'aws_iam_role' } })],
    ['pages of a kind that is not done', 'endpoints.loans.requests.read.pagination', config({ pagination: { strategy: 'keyset' } })],
    ['a step after reading that is not done', 'endpoints.loans.requests.read.postprocessors.0', config({ postprocessors: [{ strategy: 'jmespath' }] })],
    ['a placeholder that nothing fills', 'endpoints.loans.requests.read', config({ path: '/loans/<whose>' })],
    ['a method that writes', 'endpoints.loans.requests.read.method', config({ method: 'DELETE' })],
    ['a function of Fides’ own', 'endpoints.loans.requests.read.request_override', config({ request_override: 'loans_read' })],
    ['everybody of a name', 'endpoints.loans.requests.read', config({ param_values: [{ name: 'of', identity: 'family_name' }] })],
    ['two hosts', 'client_config', config({ client_config: { protocol: 'http', host: 'elsewhere.example.org' } })],
  ];
  for (const [what, place, written] of refused) {
    it(`that a file asks for ${what} is not opened, and the place is named`, () => {
      expect(() => theSystem(written)).to.throw(RangeError, place);
    });
  }

  it('is never written to: what of a file writes is left out, and said', () => {
    const { endpoints, notDone } = readSaasConfig({
      saas_config: {
        fides_key: 'library', client_config: { protocol: 'https', host: 'library.example.org' }, test_request: { path: '/' }, consent_requests: {},
        endpoints: [{ name: 'loans', requests: { update: { method: 'PUT', path: '/loans' }, delete: { method: 'DELETE', path: '/loans' } } }],
      },
    });
    expect(endpoints[0]?.reads).to.deep.equal([]);
    expect(notDone.map(({ kind, place }) => `${kind} ${place}`)).to.deep.equal(['ignored consent_requests', 'ignored endpoints.loans.requests.update', 'ignored endpoints.loans.requests.delete']);
  });

  const ways: readonly (readonly [strategy: string, configuration: object, header: string, expected: string])[] = [
    ['basic', { username: 'reader', password: '<host>' }, 'authorization', 'Basic '],
    ['bearer', { token: 'token' }, 'authorization', 'Bearer token'],
    ['api_key', { headers: [{ name: 'X-Key', value: 'token' }] }, 'x-key', 'token'],
    ['oauth2_client_credentials', { token_request: { method: 'POST', path: '/token', headers: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }], body: '{"grant_type": "client_credentials"}' } }, 'authorization', 'Bearer given'],
  ];
  for (const [strategy, configuration, header, expected] of ways) {
    it(`is asked with authentication by ${strategy}`, async () => {
      let seen = '';
      loans = (response, request) => {
        if (request.url === '/token') return json({ access_token: 'given' })(response, request);
        seen = String(request.headers[header]);
        json([])(response, request);
      };
      await collected(config({}, { authentication: { strategy, configuration } }));
      expect(seen.slice(0, expected.length)).to.equal(expected);
    });
  }
});
