/** What `npm start` promises to the person at the terminal. */

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { begin, freePort, freePorts, run, takenPort, type Ended } from '../support/start-command.ts';

const aSentence = /^[A-Z][^\n]+\.\n$/;

/** One sentence on standard error, nothing on standard output, exit status 1. */
function expectRefusal({ code, stdout, stderr }: Ended, words: string): void {
  expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
  expect(stderr).to.match(aSentence).and.to.contain(words);
}

/** Waits until nobody answers there any more; the test's own time limit is the end of patience. */
async function gone(address: string): Promise<void> {
  while (await fetch(address, { redirect: 'manual' }).then(() => true, () => false)) await setTimeout(100);
}

describe('starting Fairsight', function () {
  this.timeout(120_000);
  let dataFolder = '';

  beforeEach(async () => {
    dataFolder = path.join(await mkdtemp(path.join(tmpdir(), 'fairsight start ')), 'state');
    await chmod(path.dirname(dataFolder), 0o755);
  });

  afterEach(async () => {
    await rm(path.dirname(dataFolder), { recursive: true, force: true });
  });

  describe('is refused in one sentence', () => {
    it('when the port is taken', async () => {
      const { port, holder } = await takenPort();
      const ended = await run({ command: 'start', settings: { PORT: String(port), DATA_DIR: dataFolder } });
      holder.close();
      expectRefusal(ended, `Port ${String(port)} is already in use`);
    });

    it('when the port is no port', async () => {
      expectRefusal(await run({ command: 'start', settings: { PORT: 'eighty', DATA_DIR: dataFolder } }), 'PORT must be a whole number');
    });

    it('when Node is too old', async () => {
      const pretend = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.18.3"})';
      expectRefusal(await run({ command: 'start', settings: {}, nodeOptions: ['--import', pretend] }), 'Fairsight needs Node 20.19 or later, and this is Node 20.18.3');
    });

    it('when the database cannot be reached', async () => {
      const settings = { PORT: String(await freePort()), DATA_DIR: dataFolder, DATABASE_URL: `postgres://nobody:secret-word@127.0.0.1:${String(await freePort())}/none` };
      const ended = await run({ command: 'start', settings });
      expectRefusal(ended, 'cannot be reached (ECONNREFUSED)');
      expect(ended.stderr).not.to.contain('secret-word');
    });

    it('in production without a database of its own', async () => {
      const settings = { PORT: String(await freePort()), DATA_DIR: dataFolder, NODE_ENV: 'production' };
      expectRefusal(await run({ command: 'start', settings }), 'In production Fairsight needs DATABASE_URL');
    });
  });

  it('prints the address as its only and last line, starts again with its state, and leaves nothing running', async () => {
    const settings = { ...(await freePorts()), DATA_DIR: dataFolder };
    const address = `http://localhost:${settings.PORT}/`;

    const first = begin({ command: 'start', settings });
    expect(await first.ready).to.equal(`Fairsight is ready at ${address}\n`);
    expect((await fetch(address, { redirect: 'manual' })).status).to.equal(200);
    expectRefusal(await run({ command: 'reset', settings }), 'Fairsight is running');
    first.child.kill('SIGTERM');
    expect(await first.ended).to.deep.equal({ code: 0, stdout: `Fairsight is ready at ${address}\n`, stderr: '' });

    const second = begin({ command: 'start', settings });
    await second.ready;
    second.child.kill('SIGKILL');
    await second.ended;
    await gone(address);
    expect(await run({ command: 'reset', settings })).to.deep.equal({ code: 0, stdout: '', stderr: '' });
  });
});
