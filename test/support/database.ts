/** Gives a test file a fresh, migrated PostgreSQL database of its own within milliseconds. */

import { randomBytes } from 'node:crypto';
import { mkdtemp, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../server/platform/embedded-postgres/launch.ts';
import { migrate, urlOfRole } from '../../server/platform/migrate.ts';

export type TestRole = 'app' | 'worker' | 'connector' | 'auditor';

export interface TestDatabase {
  /** As the administrator, who may become the owner: for arranging and for looking behind the curtain. */
  readonly url: string;
  /** As one of the product's own roles, under row-level security. */
  urlOf(role: TestRole): string;
  /** All role names start with it: `<prefix>_owner`, `<prefix>_app`. */
  readonly rolePrefix: string;
  /** Also thrown out with the server at the end of the run; closing early only saves room. */
  close(): Promise<void>;
}

const rolePrefix = 'test';
const template = 'fairsight_template';
const password = 'only-for-tests';
const passwords = { app: password, worker: password, connector: password, auditor: password };

/** The runner of the whole suite starts one server and names it here; a file run alone starts its own. */
export const sharedServerVariable = 'FAIRSIGHT_TEST_SERVER';

let server: Promise<string> | undefined;

/** A copy of the migrated template. Safe in several test processes at once. */
export async function testDatabase(): Promise<TestDatabase> {
  const admin = await testServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await statement(admin, `create database ${name} template ${template}`);
  const url = withDatabase(admin, name);
  return {
    url,
    rolePrefix,
    urlOf: (role) => urlOfRole(url, `${rolePrefix}_${role}`, password),
    // A connection that is still ending keeps the database; it goes with the server then.
    close: () => statement(admin, `drop database if exists ${name} with (force)`).catch(() => undefined),
  };
}

/** An empty database, not migrated: for what plays another system, and for the migrations' own tests. */
export async function emptyDatabase(): Promise<Pick<TestDatabase, 'url' | 'close'>> {
  const admin = await testServer();
  const name = `other_${randomBytes(6).toString('hex')}`; // roles that bear a database's name must not look like the product's
  await statement(admin, `create database ${name}`);
  return { url: withDatabase(admin, name), close: () => statement(admin, `drop database if exists ${name} with (force)`) };
}

/** The administrator's address on the server of this run, with the template made. */
export function testServer(): Promise<string> {
  const shared = process.env[sharedServerVariable];
  server ??= shared === undefined ? startTestServer() : Promise.resolve(shared);
  return server;
}

/** Makes the template on TEST_DATABASE_URL, to try another PostgreSQL, or else on a throwaway server of our own. */
export async function startTestServer(): Promise<string> {
  const url = process.env['TEST_DATABASE_URL'] ?? (await throwawayServer());
  await statement(url, `drop database if exists ${template} with (force)`);
  await statement(url, `create database ${template}`);
  await migrate({ url: withDatabase(url, template), rolePrefix, passwords });
  return url;
}

/** It ends, and its files go, when this process ends. */
async function throwawayServer(): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'fairsight-test-'));
  await chmod(dataDir, 0o755); // the server's own account has to get in
  const { url } = await startEmbeddedPostgres({ dataDir, isThrowaway: true });
  return url;
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

async function statement(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
