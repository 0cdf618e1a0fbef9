/** A register of invented people in PostgreSQL with ordinary indexes, read as any described database is. */

import pg from 'pg';
import type { SubjectIdentifiers, SystemDescription } from '../../../server/connected-systems/connector.ts';
import type { DatabaseDescription, FieldDescription, Identity } from '../../../server/connected-systems/database-description.ts';
import { sqlConnector } from '../../../server/connected-systems/sql-connector.ts';
import type { ConnectedSystem } from '../../../server/connected-systems/connector.ts';
import { emptyDatabase } from '../database.ts';
import { housing } from '../described-systems.ts';
import type { InventedPerson } from './many-people.ts';
import { systemKey } from './trials.ts';

const createTables = `
  create schema register;
  create table register.person (
    person_number text not null, given_names text not null, family_name text not null, date_of_birth date, nino text, nhs_number text, phone text
  );
  create table register.address (person_number text not null, line_1 text, line_2 text, line_3 text, postcode text, from_on date not null);
  create table register.note (person_number text not null, written_on date not null, words text not null);`;

/** What any such database has: one index for each field it is asked by, and one for the name with the birthday. */
const createIndexes = `
  alter table register.person add primary key (person_number);
  create index on register.person (lower(family_name), date_of_birth);
  create index on register.person (date_of_birth);
  create index on register.person (nino);
  create index on register.person (nhs_number);
  create index on register.person (phone);
  create index on register.address (person_number);
  create index on register.address (postcode);
  create index on register.note (person_number);`;

const insertPeople = 'insert into register.person select * from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::text[], $6::text[], $7::text[])';
const insertAddresses = "insert into register.address select number, line_1, line_2, line_3, postcode, '2020-01-01' from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as a(number, line_1, line_2, line_3, postcode)";
const insertNotes = "insert into register.note select number, '2024-05-06', 'Rang about the bins.' from unnest($1::text[]) as n(number)";

export interface RegisterDatabase {
  /** With a role that may only read. */
  readonly readerUrl: string;
  readonly system: ConnectedSystem;
  close(): Promise<void>;
}

const atOnce = 10_000;

export async function openRegisterDatabase(people: Iterable<InventedPerson>): Promise<RegisterDatabase> {
  const database = await emptyDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query(createTables);
    let batch: InventedPerson[] = [];
    for (const person of people) {
      batch.push(person);
      if (batch.length < atOnce) continue;
      await insertBatch(client, batch);
      batch = [];
    }
    await insertBatch(client, batch);
    await client.query(createIndexes);
    await client.query('vacuum analyze register.person, register.address, register.note');
    const url = await readerOf(client, database.url);
    return { readerUrl: url, system: registerSystem(url), close: () => database.close() };
  } finally {
    await client.end();
  }
}

async function insertBatch(client: pg.Client, people: readonly InventedPerson[]): Promise<void> {
  if (people.length === 0) return;
  const numbers = people.map(({ reference }) => reference);
  const line = (at: number): readonly (string | null)[] => people.map(({ addresses }) => addresses[0]?.lines[at] ?? null);
  await client.query(insertPeople, [
    numbers, people.map(({ names }) => names[0]?.given ?? ''), people.map(({ names }) => names[0]?.family ?? ''), people.map(({ dateOfBirth }) => dateOfBirth),
    people.map(({ nino }) => nino ?? null), people.map(({ nhsNumber }) => nhsNumber ?? null), people.map(({ phones }) => phones[0] ?? null),
  ]);
  await client.query(insertAddresses, [numbers, line(0), line(1), line(2), people.map(({ addresses }) => addresses[0]?.postcode ?? null)]);
  await client.query(insertNotes, [numbers]);
}

async function readerOf(client: pg.Client, url: string): Promise<string> {
  const address = new URL(url);
  const role = `${address.pathname.slice(1)}_reader`;
  await client.query(`create role ${pg.escapeIdentifier(role)} login password 'only-for-tests'`);
  await client.query(`grant usage on schema register to ${pg.escapeIdentifier(role)}`);
  await client.query(`grant select on all tables in schema register to ${pg.escapeIdentifier(role)}`);
  address.username = role;
  address.password = 'only-for-tests';
  return address.href;
}

const field = (name: string, identity?: Identity, more: Partial<FieldDescription> = {}): FieldDescription => ({ name, label: name, ...(identity === undefined ? {} : { identity }), ...more });
const ofPerson = [{ field: 'person_number', from: { table: 'person', field: 'person_number' } }];

export const registerTables: Omit<DatabaseDescription, 'named'> = {
  personTable: 'person',
  nameTables: [],
  addressTables: ['address'],
  tables: [
    {
      name: 'person', schema: 'register', table: 'person', shownUnder: 'repairs', title: 'Your details', entries: [],
      fields: [
        field('person_number', 'person number', { isPrimaryKey: true }), field('given_names', 'given name'), field('family_name', 'family name'), field('date_of_birth', 'date of birth'),
        field('nino', 'national insurance number'), field('nhs_number', 'NHS number'), field('phone', 'phone'),
      ],
    },
    {
      name: 'address', schema: 'register', table: 'address', shownUnder: 'repairs', title: 'An address', entries: ofPerson,
      fields: [field('person_number'), field('line_1', 'address line'), field('line_2', 'address line'), field('line_3', 'address line'), field('postcode', 'postcode'), field('from_on', undefined, { isHeldOn: true })],
    },
    { name: 'note', schema: 'register', table: 'note', shownUnder: 'repairs', title: 'A note', entries: ofPerson, fields: [field('person_number'), field('written_on', undefined, { isHeldOn: true }), field('words')] },
  ],
};

function registerSystem(url: string): ConnectedSystem {
  const description: SystemDescription = { ...housing, key: systemKey };
  return sqlConnector({ description, database: { ...registerTables, named: [] }, engine: 'postgresql', url, outgoing: { allowed: ['localhost', '127.0.0.0/8'] } });
}

/** The system as somebody whose account is bound is known to it. */
export function knownByNumber({ reference, names, dateOfBirth, addresses }: InventedPerson): SubjectIdentifiers {
  return { names, dateOfBirth: dateOfBirth ?? '', addresses, systemPersonNumbers: { [systemKey]: reference } };
}
