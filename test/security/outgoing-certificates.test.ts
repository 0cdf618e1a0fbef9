/** A system whose certificate cannot be trusted is not spoken to, and is named so; a council's own authority is trusted where it is told. */

import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createPlain } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkSystem } from '../../server/connected-systems/ask-system.ts';
import { subjectAccessHttpKind } from '../../server/connected-systems/subject-access-http-connector.ts';
import { loopback, shortLimits } from '../support/connected-systems.ts';
import { housing } from '../support/described-systems.ts';
import { listenOnLoopback, type LoopbackServer } from '../support/loopback-server.ts';
import { runToEnd } from '../support/real-servers/program.ts';
import { toolPath } from '../support/test-tools.ts';

const asked = { signal: new AbortController().signal, limits: shortLimits };
const openssl = toolPath('openssl');

/** Signed by its own key; `dates` as openssl writes them. */
function certificate(folder: string, name: string, [alternative, from, to]: readonly [string, string, string]): { readonly file: string; readonly key: string } {
  const called = (ending: string): string => path.join(folder, `${name}.${ending}`);
  const [file, key, request, config] = [called('pem'), called('key'), called('csr'), called('cnf')];
  writeFileSync(`${file}.index`, '');
  writeFileSync(config, [
    '[ca]', 'default_ca = own', '[own]', `database = ${file}.index`, `new_certs_dir = ${folder}`, 'rand_serial = yes', 'default_md = sha256', 'policy = any', 'x509_extensions = ext',
    '[any]', 'commonName = supplied', '[ext]', `subjectAltName = ${alternative}`, 'basicConstraints = critical, CA:TRUE',
  ].join('\n'));
  runToEnd(openssl ?? '', ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-subj', `/CN=${name}`, '-out', request]);
  runToEnd(openssl ?? '', ['ca', '-batch', '-selfsign', '-config', config, '-keyfile', key, '-in', request, '-out', file, '-notext', '-startdate', from, '-enddate', to]);
  return { file, key };
}

const now: readonly [string, string] = ['20200101000000Z', '20991231000000Z'];

(openssl === null ? describe.skip : describe)('a system with a certificate', () => {
  let folder = '';
  const servers = new Map<string, LoopbackServer>();

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'fairsight-certificates-'));
    const certificates = { good: ['IP:127.0.0.1', ...now], other: ['DNS:elsewhere.example.org', ...now], expired: ['IP:127.0.0.1', '20200101000000Z', '20210101000000Z'] } as const;
    for (const [name, facts] of Object.entries(certificates)) {
      const { file, key } = certificate(folder, name, facts);
      servers.set(name, await listenOnLoopback(createServer({ cert: readFileSync(file), key: readFileSync(key) }, (_, response) => void response.writeHead(204).end())));
    }
  });
  after(async () => {
    for (const server of servers.values()) await server.close();
    rmSync(folder, { recursive: true });
  });

  async function checked(name: string, settings: object): Promise<unknown> {
    const system = subjectAccessHttpKind.open({ url: servers.get(name)?.url, credential: 'only-for-tests', ...settings }, { description: housing, tables: null, descriptionsFolder: folder, ...loopback });
    return await checkSystem(system, asked);
  }

  const bad = { outcome: 'errored', reason: 'bad-certificate' };
  const cases: readonly (readonly [what: string, name: string, settings: object, outcome: unknown])[] = [
    ['of an authority that nobody told of is errored: bad-certificate', 'good', {}, bad],
    ['of the council’s own authority is reached', 'good', { ca_file: 'good.pem' }, { outcome: 'reachable' }],
    ['of another of its authorities is errored: bad-certificate', 'good', { ca_file: 'other.pem' }, bad],
    ['of another host is errored: bad-certificate', 'other', { ca_file: 'other.pem' }, bad],
    ['that has expired is errored: bad-certificate', 'expired', { ca_file: 'expired.pem' }, bad],
  ];
  for (const [what, name, settings, outcome] of cases) {
    it(what, async () => {
      expect(await checked(name, settings)).to.deep.equal(outcome);
    });
  }

  it('is not believed because an environment variable says so', async () => {
    const given = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    expect(await checked('good', {})).to.deep.equal(bad);
    if (given === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = given;
  });

  it('is not asked at all where it is listed nowhere', async () => {
    const system = subjectAccessHttpKind.open({ url: servers.get('good')?.url, credential: '', ca_file: 'good.pem' }, { description: housing, tables: null, descriptionsFolder: folder, outgoing: { allowed: [] } });
    expect(await checkSystem(system, asked)).to.deep.equal({ outcome: 'errored', reason: 'address-not-allowed' });
  });

  it('is opened with no authority that is none', () => {
    writeFileSync(path.join(folder, 'none.pem'), 'nothing');
    expect(() => subjectAccessHttpKind.open({ url: 'https://127.0.0.1', credential: '', ca_file: 'none.pem' }, { description: housing, tables: null, descriptionsFolder: folder, ...loopback })).to.throw('ca_file');
  });
});

describe('an address of a system', () => {
  let server: LoopbackServer;
  const seen: (string | undefined)[] = [];
  before(async () => {
    server = await listenOnLoopback(createPlain((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(204).end();
    }));
  });
  after(() => server.close());

  const addresses: readonly (readonly [what: string, address: (port: string) => string, allowed: readonly string[]])[] = [
    ['with a name and a password in it', (port) => `http://name:word@127.0.0.1:${port}`, ['127.0.0.0/8']],
    ['in another scheme', () => 'ftp://127.0.0.1/', ['127.0.0.0/8']],
    ['on a port that is not listed', (port) => `http://localhost:${port}`, ['localhost:1', '127.0.0.0/8', '::1/128']],
    ['that is private, and in no listed network', (port) => `http://localhost:${port}`, ['localhost']],
    ['written as one number, and in no listed network', (port) => `http://2130706433:${port}`, ['10.0.0.0/8']],
    ['written as IPv6 around IPv4, and in no listed network', (port) => `http://[::ffff:7f00:1]:${port}`, ['10.0.0.0/8']],
  ];
  for (const [what, address, allowed] of addresses) {
    it(`${what} is not spoken to`, async () => {
      const url = address(String(server.place.port));
      const system = subjectAccessHttpKind.open({ url, credential: '' }, { description: housing, tables: null, descriptionsFolder: '.', outgoing: { allowed } });
      expect(await checkSystem(system, asked)).to.deep.equal({ outcome: 'errored', reason: 'address-not-allowed' });
      expect(seen).to.deep.equal([]);
    });
  }
});
