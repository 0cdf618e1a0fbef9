/** Sees to the two databases of a start: the portal's, and the one that plays the council's line-of-business system. */

import pg from 'pg';
import { OneSentence } from '../one-sentence.ts';

const oldestServer = 150_000;

/** @throws OneSentence when the server cannot be reached, is too old, or its user may not create databases and roles. */
export async function checkServer(url: string): Promise<void> {
  await asAdministrator(url, async (client) => {
    const { rows } = await client.query<{ version: number; may: boolean; all_powerful: boolean }>(
      `select current_setting('server_version_num')::int as version, rolcreatedb and rolcreaterole or rolsuper as may, rolsuper as all_powerful
         from pg_roles where rolname = current_user`,
    );
    const found = rows[0];
    if (found === undefined || found.version < oldestServer) throw new OneSentence('DATABASE_URL names a PostgreSQL older than 15.');
    if (!found.may) throw new OneSentence('The user in DATABASE_URL needs the right to create databases and roles: alter role … createdb createrole.');
    if (found.all_powerful) process.stderr.write('The user in DATABASE_URL is a superuser; one with only createdb and createrole is enough, and safer.\n');
  });
}

/** The address of a second database on the same server, made if need be. */
export async function lineOfBusinessDatabase(url: string): Promise<string> {
  const address = new URL(url);
  const name = `${decodeURIComponent(address.pathname.slice(1))}_council_tax`;
  await asAdministrator(url, async (client) => {
    const known = await client.query('select from pg_database where datname = $1', [name]);
    if (known.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  });
  address.pathname = `/${encodeURIComponent(name)}`;
  return address.href;
}

async function asAdministrator(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: readable(url), connectionTimeoutMillis: 10_000, application_name: 'fairsight-start' });
  client.on('error', () => undefined); // the statement under way fails too, and that is told
  try {
    await client.connect();
  } catch (error) {
    throw new OneSentence(`The database in DATABASE_URL cannot be reached (${reasonOf(error)}).`, { cause: error });
  }
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function readable(url: string): string {
  if (URL.canParse(url) && /^postgres(ql)?:\/\/.*\/[^/]/.test(url)) return url;
  throw new OneSentence('DATABASE_URL must look like postgres://user:password@host:5432/database.');
}

/** The code where there is one; PostgreSQL's own words otherwise, which never hold the password. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' && error.code.startsWith('E') ? error.code : error.message;
}
