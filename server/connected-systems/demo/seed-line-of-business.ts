/** Fills the database that plays the council's council tax and benefits system, and makes the role that may only read it. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { accountChanges, accountTables } from './line-of-business-rows.ts';
import { noteTables } from './line-of-business-notes.ts';
import { plantedPerson } from './planted-person.ts';
import { plantedTables } from './planted.ts';
import { createAccountChanges, createTables, fillPeople } from './line-of-business-tables.ts';
import type { TableRows } from './line-of-business-rows.ts';
import { familyNames, givenNames } from './names.ts';
import { fillerStreets } from './places.ts';

export interface LineOfBusinessSettings {
  /** For a user with CREATEDB and CREATEROLE. The database is made when it does not exist. */
  readonly url: string;
  /** Where the reader's own address of the database is kept, for the portal alone to read. */
  readonly secretsFolder: string;
}

/** Idempotent. Resolves to the address with which the portal reads. */
export async function seedLineOfBusiness(settings: LineOfBusinessSettings): Promise<string> {
  const client = await connected(settings.url);
  try {
    await client.query('begin');
    // Two starts at once take turns.
    await client.query('select pg_advisory_xact_lock(719204)');
    const { rows } = await client.query<{ isSeeded: boolean; hasChanges: boolean }>(
      `select to_regnamespace('council_tax') is not null as "isSeeded", to_regclass('council_tax.account_change') is not null as "hasChanges"`,
    );
    if (rows[0]?.isSeeded !== true) await fill(client);
    if (rows[0]?.hasChanges !== true) {
      await client.query(createAccountChanges);
      await insertRows(client, accountChanges);
    }
    await plant(client);
    const readerUrl = await readerAddress(client, settings);
    await client.query('commit');
    return readerUrl;
  } finally {
    await client.end();
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return client;
  } catch (fault) {
    const databaseIsMissing = fault instanceof Error && 'code' in fault && fault.code === '3D000';
    if (!databaseIsMissing) throw fault;
    await createDatabase(url);
    return await connected(url);
  }
}

async function createDatabase(url: string): Promise<void> {
  const address = new URL(url);
  const name = decodeURIComponent(address.pathname.slice(1));
  address.pathname = '/postgres';
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  try {
    await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

async function fill(client: pg.Client): Promise<void> {
  await client.query(createTables);
  await client.query(fillPeople, [givenNames, familyNames, JSON.stringify(fillerStreets)]);
  for (const { table, rows } of [...accountTables, ...noteTables]) await insertRows(client, { table, rows });
  await client.query('analyze');
}

/** Apart from the rest, which older demos have without her. */
async function plant(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from council_tax.person where person_number = $1', [plantedPerson.systemPersonNumbers['council-tax']]);
  if (rowCount === 0) for (const { table, rows } of plantedTables) await insertRows(client, { table, rows });
}

async function insertRows(client: pg.Client, { table, rows }: TableRows): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first).map(pg.escapeIdentifier).join(', ');
  await client.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}

async function readerAddress(client: pg.Client, settings: LineOfBusinessSettings): Promise<string> {
  const file = path.join(settings.secretsFolder, 'line-of-business-url');
  const address = new URL(settings.url);
  const role = `${decodeURIComponent(address.pathname.slice(1))}_portal_reader`;
  const kept = await readFile(file, 'utf8').catch(() => '');
  const password = kept === '' ? randomBytes(24).toString('base64url') : decodeURIComponent(new URL(kept).password);
  await grantReading(client, role, password);
  address.username = role;
  address.password = password;
  await mkdir(settings.secretsFolder, { recursive: true, mode: 0o700 });
  await writeFile(file, address.href, { mode: 0o600 });
  return address.href;
}

async function grantReading(client: pg.Client, role: string, password: string): Promise<void> {
  const name = pg.escapeIdentifier(role);
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) await client.query(`create role ${name} login`);
  await client.query(`alter role ${name} login nocreatedb nocreaterole noinherit password ${pg.escapeLiteral(password)}`);
  await client.query(`alter role ${name} set default_transaction_read_only = on`);
  await client.query(`grant usage on schema council_tax, benefits to ${name}`);
  await client.query(`grant select on all tables in schema council_tax, benefits to ${name}`);
}
