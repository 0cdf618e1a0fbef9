/** A SOAP service that breaks or attacks, and a WSDL that reaches too far: each has its name. */

import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askSystem, checkSystem } from '../../server/connected-systems/ask-system.ts';
import { readDescribedSystem } from '../../server/connected-systems/datasets/read-description.ts';
import { soapKind } from '../../server/connected-systems/soap-connector.ts';
import { asSubject, loopback, shortLimits } from '../support/connected-systems.ts';
import { listenOnLoopback, type LoopbackServer } from '../support/loopback-server.ts';
import { permitsFolder, permitsSettings } from './kinds/soap.ts';

const who = { ...asSubject('kerensa-vyvyan'), systemPersonNumbers: { permits: 'K-90' } };
const { description, database } = readDescribedSystem(permitsFolder, 'permits');
const asked = { signal: new AbortController().signal, limits: { ...shortLimits, idleMs: 400 } };
const wsdl = readFileSync(path.join(permitsFolder, 'permits.wsdl'), 'utf8');

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

function envelope(body: string, before = ''): string {
  return `<?xml version="1.0"?>${before}<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`;
}

const xml = (text: string, status = 200): Answer => (response) => void response.writeHead(status, { 'content-type': 'text/xml' }).end(text);
const fault = (code: string, words: string): Answer => xml(envelope(`<soap:Fault><faultcode>${code}</faultcode><faultstring>${words}</faultstring></soap:Fault>`), 500);
const entity = '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>';

describe('a SOAP service that breaks', () => {
  let server: LoopbackServer;
  let answer: Answer = xml('');
  let folder = '';

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'fairsight-wsdl-'));
    server = await listenOnLoopback(createServer((request, response) => request.resume().on('end', () => answer(response, request))));
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await server.close();
  });

  function theSystem(settings: object = {}, from = permitsFolder) {
    return soapKind.open({ ...permitsSettings(server.place), ...settings }, { description, tables: database, ...loopback, descriptionsFolder: from });
  }

  const breaks: readonly (readonly [how: string, reason: string, answer: Answer])[] = [
    ['never answers', 'timed-out', () => undefined],
    ['answers a fault of its own', 'server-error', fault('soap:Server', 'The database is away')],
    ['answers that the question is wrong', 'bad-answer', fault('soap:Client', 'No such element')],
    ['answers that it does not know the portal', 'refused', fault('wsse:FailedAuthentication', 'The security token could not be authenticated')],
    ['answers 401', 'refused', (response) => void response.writeHead(401).end()],
    ['answers 500 with a page of HTML', 'server-error', (response) => void response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>')],
    ['answers a page of HTML', 'bad-answer', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>')],
    ['answers half an envelope', 'bad-answer', xml('<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>')],
    ['answers an envelope of nothing', 'bad-answer', xml(envelope('').replace('<soap:Body></soap:Body>', ''))],
    ['answers another question', 'bad-answer', xml(envelope('<GetWeatherResponse xmlns="urn:penhallow:permits"/>'))],
    ['declares an entity that is a file', 'bad-answer', xml(envelope('<a>&file;</a>', entity))],
    ['has an element that is a trap', 'bad-answer', xml(envelope('<__proto__><isStaff>true</isStaff></__proto__>'))],
    ['drops half way', 'dropped', (response) => void response.writeHead(200, { 'content-type': 'text/xml', 'content-length': 900 }).write('<', () => response.destroy())],
    ['sends the asker elsewhere', 'redirected', (response) => void response.writeHead(302, { location: '/other' }).end()],
    ['sends more than fits', 'too-large', xml(envelope(`<a>${'x'.repeat(5 * 1024 * 1024)}</a>`))],
  ];
  for (const [how, reason, given] of breaks) {
    it(`that ${how} is errored: ${reason}`, async () => {
      answer = given;
      expect(await askSystem(theSystem(), who, { ...asked, part: 'records', receive: async () => undefined })).to.deep.equal({ outcome: 'errored', reason });
    });
  }

  const wsdls: readonly (readonly [how: string, reason: string, text: string])[] = [
    ['includes a file outside its folder', 'bad-answer', wsdl.replace('permits.xsd', '../../../../etc/passwd')],
    ['includes a file of another host', 'redirected', wsdl.replace('permits.xsd', 'http://127.0.0.2/permits.xsd')],
    ['includes a file that is not there', 'bad-answer', wsdl],
    ['declares an entity', 'bad-answer', wsdl.replace('<definitions', `${entity}<definitions`)],
    ['is none', 'bad-answer', '<html></html>'],
  ];
  for (const [how, reason, text] of wsdls) {
    it(`whose WSDL ${how} is errored: ${reason}`, async () => {
      writeFileSync(path.join(folder, 'permits.wsdl'), text);
      expect(await checkSystem(theSystem({}, folder), asked)).to.deep.equal({ outcome: 'errored', reason });
    });
  }

  it('whose WSDL is another folder’s is errored', async () => {
    expect(await checkSystem(theSystem({ wsdl: '/etc/passwd' }), asked)).to.deep.equal({ outcome: 'errored', reason: 'bad-answer' });
  });

  it('may hand out its WSDL itself, with what it includes', async () => {
    const seen: string[] = [];
    answer = (response, request) => {
      seen.push(request.url ?? '');
      if (request.url === '/permits.wsdl' || request.url === '/permits.xsd') return xml(readFileSync(path.join(permitsFolder, request.url), 'utf8'))(response, request);
      xml(envelope('<GetCustomerResponse xmlns="urn:penhallow:permits"/>'))(response, request);
    };
    expect(await checkSystem(theSystem({ wsdl: `${server.url}/permits.wsdl` }), asked)).to.deep.equal({ outcome: 'reachable' });
    expect(seen).to.deep.equal(['/permits.wsdl', '/permits.xsd', '/soap']);
  });

  const refused: readonly (readonly [what: string, place: string, settings: object])[] = [
    ['everybody of a name', 'find.0', { find: [{ operation: 'FindCustomers', arguments: { 'person.family': 'family_name' }, records: 'customer' }] }],
    ['a table that nobody described', 'fetch.fines', { fetch: { fines: { operation: 'GetFines', arguments: {}, records: '' } } }],
    ['no way to a described table', 'fetch.customer', { fetch: {} }],
  ];
  for (const [what, place, settings] of refused) {
    it(`whose settings want ${what} is not opened, and the place is named`, () => {
      expect(() => theSystem(settings)).to.throw(RangeError, place);
    });
  }
});
