/** A demonstration is for whoever sits at the machine, and for nobody else on its network. */

import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect } from 'chai';
import { listen } from '../../server/listening.ts';
import { readConfig } from '../../server/platform/config.ts';

describe('the place where the web process listens', () => {
  let servers: readonly Server[] = [];

  afterEach(async () => {
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    servers = [];
  });

  const addresses = (isInternal: boolean): readonly string[] => Object.values(networkInterfaces()).flatMap((found) => (found ?? []).filter(({ internal, scopeid }) => internal === isInternal && (scopeid ?? 0) === 0).map(({ address }) => address));

  function answers(host: string, port: number): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect({ host, port, timeout: 1_000 });
      const end = (isThere: boolean): void => { socket.destroy(); resolve(isThere); };
      socket.on('connect', () => { end(true); });
      socket.on('error', () => { end(false); });
      socket.on('timeout', () => { end(false); });
    });
  }

  async function listenAs(host: string): Promise<number> {
    servers = await listen(() => createServer((_req, res) => res.end('here')), { port: 0, host });
    const address = servers[0]?.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  it('is every name of this machine in a demonstration', async () => {
    const port = await listenAs(readConfig({}).host);
    const own = addresses(true).filter((address) => ['127.0.0.1', '::1'].includes(address));
    expect(await Promise.all(own.map((address) => answers(address, port)))).to.deep.equal(own.map(() => true));
    expect(await (await fetch(`http://localhost:${port}/`)).text()).to.equal('here');
  });

  it('is no address of its network in a demonstration', async () => {
    const port = await listenAs(readConfig({}).host);
    expect(await Promise.all(addresses(false).map((address) => answers(address, port)))).to.deep.equal(addresses(false).map(() => false));
  });

  it('is every address where that is asked for', async () => {
    const port = await listenAs('');
    expect(await Promise.all(addresses(false).map((address) => answers(address, port)))).to.deep.equal(addresses(false).map(() => true));
  });

  it('is every address in production, where a proxy stands before it, and the one that is named if one is', () => {
    const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://portal.example.org', DATABASE_URL: 'postgres://x', RESIDENT_ISSUER: 'https://a.example', STAFF_ISSUER: 'https://b.example', SYSTEMS_FOLDER: '/etc/fairsight/systems', CLAMD_ADDRESS: '/run/clamav/clamd.ctl' };
    expect([readConfig(production).host, readConfig({ ...production, HOST: '10.0.0.7' }).host]).to.deep.equal(['', '10.0.0.7']);
  });

  it('is not begun where something else listens already', async () => {
    const port = await listenAs('localhost');
    const error = await listen(() => createServer(), { port, host: 'localhost' }).catch((fault: unknown) => fault);
    expect(error).to.have.property('code', 'EADDRINUSE');
  });
});
