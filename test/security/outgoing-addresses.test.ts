/** Connectors speak to listed hosts alone, at the address that was checked, however it is written or resolved. */

import { expect } from 'chai';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assertAllowed, checkedAddress, checkRules, guardedLookup, guardedSocket, guardedStream } from '../../server/connected-systems/outgoing.ts';
import { connectSystems } from '../../server/connected-systems/register.ts';
import type { LookingUp, Resolve } from '../../server/connected-systems/outgoing.ts';

const anywhere = { allowed: ['records.example.org', 'mail.example.org:993', '127.0.0.0/8', '10.20.0.0/16', 'fd12::/16', '203.0.113.9', '8.8.8.8'] };

function reasonFrom(attempt: () => unknown): unknown {
  try {
    attempt();
    return 'allowed';
  } catch (fault) {
    return fault instanceof Error && 'reason' in fault ? fault.reason : fault;
  }
}

function resolvesTo(...addresses: readonly string[]): Resolve {
  return async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
}

async function addressOf(host: string, looking: LookingUp): Promise<unknown> {
  const asking = checkedAddress({ host, port: 443, rules: anywhere, ...looking });
  return await asking.then(({ address }) => address, (fault: unknown) => (fault instanceof Error && 'reason' in fault ? fault.reason : fault));
}

describe('an outgoing address', () => {
  const hosts: readonly (readonly [host: string, port: number, outcome: string])[] = [
    ['records.example.org', 443, 'allowed'],
    ['RECORDS.example.org.', 8443, 'allowed'],
    ['mail.example.org', 993, 'allowed'],
    ['mail.example.org', 143, 'address-not-allowed'],
    ['example.org', 443, 'address-not-allowed'],
    ['records.example.org.evil.example', 443, 'address-not-allowed'],
    ['127.0.0.1', 80, 'allowed'],
    ['[::ffff:127.0.0.1]', 80, 'allowed'],
    ['10.20.3.4', 80, 'allowed'],
    ['10.21.3.4', 80, 'address-not-allowed'],
    ['[::ffff:10.21.3.4]', 80, 'address-not-allowed'],
    ['[fd12::7]', 80, 'allowed'],
    ['[fd13::7]', 80, 'address-not-allowed'],
    ['[::1]', 80, 'address-not-allowed'],
    ['8.8.8.8', 53, 'allowed'],
    ['8.8.4.4', 53, 'address-not-allowed'],
    ['203.0.113.9', 80, 'address-not-allowed'],
    ['0x7f.1', 80, 'address-not-allowed'],
    ['2130706433', 80, 'address-not-allowed'],
    ['0177.0.0.1', 80, 'address-not-allowed'],
    ['127.1', 80, 'address-not-allowed'],
    ['fe80::1%eth0', 80, 'address-not-allowed'],
    ['', 80, 'address-not-allowed'],
  ];
  for (const [host, port, outcome] of hosts) {
    it(`written ${host === '' ? 'as nothing' : `${host}:${port}`} is ${outcome}`, () => {
      expect(reasonFrom(() => assertAllowed(host, port, anywhere))).to.equal(outcome);
    });
  }

  const answers: readonly (readonly [answer: string, outcome: string])[] = [
    ['93.184.216.34', '93.184.216.34'],
    ['2a00:1450:4009::1', '2a00:1450:4009::1'],
    ['127.0.0.1', '127.0.0.1'],
    ['10.20.0.1', '10.20.0.1'],
    ...['10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '169.254.1.1', '100.64.0.1', '0.0.0.0', '224.0.0.1', '240.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.2.1']
      .map((address) => [address, 'address-not-allowed'] as const),
    ...['::1', '::', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '::ffff:10.0.0.1', '::10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::', '2001:0:a00::', '2001:db8::1', 'fec0::1']
      .map((address) => [address, 'address-not-allowed'] as const),
  ];
  for (const [answer, outcome] of answers) {
    it(`that a listed name resolves to, ${answer}, is ${outcome === answer ? 'connected to' : 'refused'}`, async () => {
      expect(await addressOf('records.example.org', { resolve: resolvesTo(answer) })).to.equal(outcome);
    });
  }

  it('of a cloud that hands out credentials is refused even inside a listed network', () => {
    expect(reasonFrom(() => assertAllowed('169.254.169.254', 80, { allowed: ['169.254.0.0/16', '169.254.169.254'] }))).to.equal('address-not-allowed');
  });

  it('outside the council is refused to what is not encrypted', async () => {
    expect(await addressOf('records.example.org', { resolve: resolvesTo('93.184.216.34'), reach: 'within the council' })).to.equal('address-not-allowed');
  });

  it('that may be spoken to is chosen among those of one name', async () => {
    expect(await addressOf('records.example.org', { resolve: resolvesTo('192.168.1.1', '93.184.216.34') })).to.equal('93.184.216.34');
  });

  for (const entry of ['https://records.example.org', '*.example.org', '10.0.0.0/33', 'records.example.org/path', 'name@records.example.org']) {
    it(`is not to be listed as ${entry}`, () => {
      expect(() => checkRules({ allowed: [entry] })).to.throw(RangeError, entry);
    });
  }

  it('that is listed in a way nobody understands stops the start', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'fairsight-connections-'));
    const starting = connectSystems({ folder, outgoing: { allowed: ['*.example.org'] }, secret: () => Promise.resolve(''), setting: () => undefined });
    expect(await starting.catch((fault: unknown) => fault)).to.be.instanceOf(RangeError);
    rmdirSync(folder);
  });
});

describe('a name that changes its address', () => {
  let server: Server;
  let port = 0;

  before(async () => {
    server = createServer((_, response) => void response.end('reached'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });

  after(() => void server.close());

  /** The first answer may be spoken to; every later one may not. */
  function rebinding(): { readonly resolve: Resolve; asked: number } {
    const game = { asked: 0, resolve: async () => [{ address: (game.asked += 1) === 1 ? '127.0.0.1' : '192.168.1.1', family: 4 }] };
    return game;
  }

  it('is resolved once, and connected to at the address that was checked', async () => {
    const game = rebinding();
    const socket = await guardedSocket({ host: 'records.example.org', port, rules: anywhere, resolve: game.resolve, signal: new AbortController().signal, connectMs: 2_000 });
    const connectedTo = socket.remoteAddress;
    socket.destroy();
    expect({ asked: game.asked, connectedTo }).to.deep.equal({ asked: 1, connectedTo: '127.0.0.1' });
  });

  it('is not connected to at its second address', async () => {
    const game = rebinding();
    const lookup = guardedLookup(anywhere, { resolve: game.resolve });
    const look = async (): Promise<unknown> => await new Promise((resolve) => lookup('records.example.org', {}, (fault, address) => resolve(fault ?? address)));
    expect(await look()).to.equal('127.0.0.1');
    expect(await look()).to.have.property('reason', 'address-not-allowed');
  });

  it('gives a client that connects by itself the refusal as its error', async () => {
    const stream = guardedStream({ allowed: ['records.example.org'] }, { resolve: resolvesTo('127.0.0.1') });
    const failed = new Promise((resolve) => stream.once('error', resolve));
    stream.connect(port, 'records.example.org');
    expect(await failed).to.have.property('reason', 'address-not-allowed');
  });

  it('gives no client a socket of the machine’s own', async () => {
    const stream = guardedStream(anywhere);
    const failed = new Promise((resolve) => stream.once('error', resolve));
    stream.connect('/run/postgresql/.s.PGSQL.5432');
    expect(await failed).to.have.property('reason', 'address-not-allowed');
  });
});
