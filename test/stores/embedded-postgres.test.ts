/** The PostgreSQL that the demonstration and the tests bring along. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import pg from 'pg';
import { serverAccount } from '../../server/platform/embedded-postgres/account.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../server/platform/embedded-postgres/launch.ts';
import { candidatePlaces } from '../../server/platform/embedded-postgres/place.ts';
import { removeEmbeddedPostgres } from '../../server/platform/embedded-postgres/remove.ts';

const program = fileURLToPath(new URL('../support/start-postgres.ts', import.meta.url));

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row | undefined> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(sql);
    return rows[0];
  } finally {
    await client.end();
  }
}

/** Another process that has started the server; with its address. */
async function startedElsewhere(dataDir: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const told: unknown[] = await once(child.stdout, 'data');
  return { child, url: String(told[0]).trim() };
}

/** The lock file of a server that has begun to start, wherever its files lie. */
async function lockFileOf(dataDir: string): Promise<string> {
  const lockFiles = candidatePlaces(dataDir, serverAccount()).map((place) => path.join(place, 'files', 'postmaster.pid'));
  for (;;) {
    const found = lockFiles.find((file) => existsSync(file));
    if (found !== undefined) return found;
    await pause(5); // another process makes it
  }
}

/** The test's own time limit is the end of patience. */
async function gone(file: string): Promise<void> {
  while (existsSync(file)) await pause(50);
}

describe('the embedded PostgreSQL', function () {
  this.timeout(60_000);
  let dataDir = '';
  let running: EmbeddedPostgres | null = null;

  before(async () => {
    dataDir = path.join(await mkdtemp(path.join(tmpdir(), 'fairsight only mine ')), 'state');
  });

  afterEach(async () => {
    await running?.stop();
    running = null;
  });

  after(async () => {
    await removeEmbeddedPostgres(dataDir);
    await rm(path.dirname(dataDir), { recursive: true, force: true });
  });

  it('starts in a folder with spaces that only its owner can enter', async () => {
    await chmod(path.dirname(dataDir), 0o700);
    running = await startEmbeddedPostgres({ dataDir });
    expect(await ask(running.url, 'select current_database() as name')).to.deep.equal({ name: 'fairsight' });
  });

  it('gives a user who may make databases and roles and is no superuser', async () => {
    running = await startEmbeddedPostgres({ dataDir });
    const user = await ask(running.url, 'select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls from pg_roles where rolname = current_user');
    expect(user).to.deep.equal({ rolsuper: false, rolcreatedb: true, rolcreaterole: true, rolbypassrls: false });
  });

  it('flushes what is committed', async () => {
    running = await startEmbeddedPostgres({ dataDir });
    expect(await ask(running.url, "select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit")).to.deep.equal({ fsync: 'on', commit: 'on' });
  });

  it('keeps its passwords from everybody else', async () => {
    running = await startEmbeddedPostgres({ dataDir });
    const { mode } = await stat(path.join(dataDir, 'secrets', 'postgres-superuser'));
    expect((mode & 0o777).toString(8)).to.equal('600');
  });

  it('refuses a wrong password', async () => {
    running = await startEmbeddedPostgres({ dataDir });
    const wrong = new URL(running.url);
    wrong.password = 'guess';
    const refused = await ask(wrong.href, 'select 1').catch((error: unknown) => error);
    expect(refused).to.have.property('code', '28P01');
  });

  it('keeps port and data from one start to the next', async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    await ask(first.url, 'create table kept as select 1 as here');
    await first.stop();
    running = await startEmbeddedPostgres({ dataDir });
    expect(running.url).to.equal(first.url);
    expect(await ask(running.url, 'select here from kept')).to.deep.equal({ here: 1 });
  });

  it('is joined, not started twice, and left to the one who started it', async () => {
    running = await startEmbeddedPostgres({ dataDir });
    const guest = await startEmbeddedPostgres({ dataDir });
    expect(guest.url).to.equal(running.url);
    await guest.stop();
    expect(await ask(running.url, 'select 1 as alive')).to.deep.equal({ alive: 1 });
  });

  it('ends when the process that started it is killed outright', async () => {
    const { child, url } = await startedElsewhere(dataDir);
    const guest = await startEmbeddedPostgres({ dataDir });
    expect(guest.url).to.equal(url);
    child.kill('SIGKILL');
    await guest.ended;
    expect(await ask(url, 'select 1').catch((error: unknown) => error)).to.have.property('code', 'ECONNREFUSED');
  });

  it('ends when the process that started it is stopped before it answers', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', program, dataDir], { stdio: 'ignore' });
    const lockFile = await lockFileOf(dataDir);
    child.kill('SIGKILL');
    await gone(lockFile);
    expect(existsSync(lockFile)).to.equal(false);
  });

  it('starts afresh where the folder of its state was deleted by hand', async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    await first.stop();
    await rm(dataDir, { recursive: true });
    running = await startEmbeddedPostgres({ dataDir });
    expect(await ask(running.url, 'select current_database() as name')).to.deep.equal({ name: 'fairsight' });
  });

  it('is refused in production', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      const refused = await startEmbeddedPostgres({ dataDir }).catch((error: unknown) => error);
      expect(refused).to.have.property('message').that.contains('needs DATABASE_URL');
    } finally {
      if (before === undefined) delete process.env['NODE_ENV'];
      else process.env['NODE_ENV'] = before;
    }
  });
});
