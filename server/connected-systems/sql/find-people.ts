/** Finds the people of a described database who may be the data subject, with what the database says of who they are. */
import { SystemFault } from '../connector.ts';
import type { PersonName, PostalAddress } from '../connector.ts';
import { entryFromPerson, requiredField, tableNamed } from '../database-description.ts';
import type { DatabaseDescription, Identity, TableDescription } from '../database-description.ts';
import type { Block } from '../matching/blocks.ts';
import { partsOfName } from '../matching/parts-of-name.ts';
import type { PersonRecord } from '../matching/person-record.ts';
import type { ReadOnlySession, TextRow } from '../read-only-session.ts';
import type { ColumnFacts } from './column-facts.ts';
import { peopleQuery, tableSql } from './people-query.ts';
import { writeQuery, type SqlQuery } from './sql-query.ts';

export interface PersonSearch {
  readonly session: ReadOnlySession;
  readonly database: DatabaseDescription;
  readonly facts: ColumnFacts;
}

/** More people than this are like nobody in particular. */
const maxPeople = 1_000;
const maxRelatedEach = 10;

/** The records worth comparing: everybody for whom one of the blocks holds. @throws SystemFault */
export async function findPeople(search: PersonSearch, blocks: readonly Block[]): Promise<readonly PersonRecord[]> {
  const { session, database, facts } = search;
  const query = peopleQuery({ dialect: session.dialect, database, facts, blocks, max: maxPeople });
  const numbers = query === null ? [] : (await session.rows(query)).flatMap((row) => row['number'] ?? []);
  if (numbers.length === 0) return [];
  const person = tableNamed(database, database.personTable);
  const people = await session.rows(rowsQuery(search, { table: person, entry: requiredField(person, 'person number').name, values: numbers }));
  const related: Related[] = [];
  for (const table of tablesThatTell(database)) related.push(...(await relatedRows(search, table, people)));
  return people.map((row) => personRecord(person, row, related.filter(({ owner }) => owner === row)));
}

/** Tables other than the person's own that say who somebody is. */
function tablesThatTell(database: DatabaseDescription): readonly TableDescription[] {
  return database.tables.filter(
    ({ name, fields, entries }) =>
      name !== database.personTable && entries.some(({ from }) => from.table === database.personTable) && fields.some(({ identity }) => identity !== undefined && identity !== 'person number'),
  );
}

interface Related {
  readonly owner: TextRow;
  readonly table: TableDescription;
  readonly row: TextRow;
}

async function relatedRows(search: PersonSearch, table: TableDescription, people: readonly TextRow[]): Promise<readonly Related[]> {
  const field = entryFromPerson(search.database, table);
  const own = table.entries.find(({ from }) => from.table === search.database.personTable)?.from.field ?? '';
  const owners = new Map(people.flatMap((row) => (row[own] === null || row[own] === undefined ? [] : [[row[own], row] as const])));
  if (owners.size === 0) return [];
  const rows = await search.session.rows(rowsQuery(search, { table, entry: field, values: [...owners.keys()] }));
  return rows.flatMap((row) => {
    const owner = owners.get(row[field] ?? '');
    return owner === undefined ? [] : [{ owner, table, row }];
  });
}

interface RowsWanted {
  readonly table: TableDescription;
  readonly entry: string;
  readonly values: readonly string[];
}

/** The newest first; only what says who somebody is leaves the database. */
function rowsQuery({ session: { dialect }, database, facts }: PersonSearch, { table, entry, values }: RowsWanted): SqlQuery {
  if (values.length > dialect.maxValues) throw new SystemFault('too-large', 'more people are alike than can be compared');
  const links = database.tables.flatMap(({ entries }) => entries.flatMap(({ from }) => (table.name === database.personTable && from.table === table.name ? [from.field] : [])));
  const names = [...new Set([entry, ...links, ...table.fields.flatMap(({ name, identity }) => (identity === undefined ? [] : [name]))])];
  const shown = names.map((name) => `${dialect.text(dialect.identifier(name))} as ${dialect.identifier(name)}`);
  const newest = table.fields.find(({ isHeldOn }) => isHeldOn === true);
  const order = newest === undefined ? dialect.identifier(entry) : `${dialect.identifier(newest.name)} desc`;
  return writeQuery(dialect.placeholder, (bind) => {
    const { sql, type } = facts.column(table, entry);
    const where = dialect.isOneOf(type === 'other' ? dialect.text(sql) : sql, values, bind);
    return dialect.first(values.length * maxRelatedEach, `select ${shown.join(', ')} from ${tableSql(dialect, table)} where ${where}${dialect.engine === 'sqlserver' ? '' : ` order by ${order}`}`);
  });
}

function personRecord(person: TableDescription, row: TextRow, related: readonly Related[]): PersonRecord {
  const all = [{ table: person, row }, ...related];
  const [nino] = valuesOf(all, 'national insurance number');
  const [nhsNumber] = valuesOf(all, 'NHS number');
  const [dateOfBirth] = valuesOf(all, 'date of birth');
  const accountReferences = valuesOf(all, 'account reference');
  return {
    reference: row[requiredField(person, 'person number').name] ?? '',
    names: all.flatMap((one) => nameFrom(one.table, one.row)),
    dateOfBirth: dateOfBirth?.slice(0, 10) ?? null,
    addresses: all.flatMap((one) => addressFrom(one.table, one.row)),
    ...(nino === undefined ? {} : { nino }),
    ...(nhsNumber === undefined ? {} : { nhsNumber }),
    ...contactsFrom(all),
    ...(accountReferences.length === 0 ? {} : { accountReferences }),
  };
}

interface Told {
  readonly table: TableDescription;
  readonly row: TextRow;
}

function valuesOf(told: readonly Told[], identity: Identity): readonly string[] {
  return told.flatMap(({ table, row }) => table.fields.flatMap((field) => (field.identity === identity && (row[field.name] ?? '') !== '' ? [row[field.name] ?? ''] : [])));
}

function nameFrom(table: TableDescription, row: TextRow): readonly PersonName[] {
  const [given = '', family = ''] = (['given name', 'family name'] as const).map((part) => valuesOf([{ table, row }], part).join(' '));
  if (given !== '' || family !== '') return [{ given, family }];
  return valuesOf([{ table, row }], 'full name').map(partsOfName);
}

/** One column often holds addresses and numbers alike, told apart by what they look like. */
function contactsFrom(all: readonly Told[]): Pick<PersonRecord, 'emails' | 'phones'> {
  const contacts = [...valuesOf(all, 'e-mail'), ...valuesOf(all, 'phone')];
  const emails = contacts.filter((value) => value.includes('@'));
  const phones = contacts.filter((value) => !value.includes('@'));
  return { ...(emails.length === 0 ? {} : { emails }), ...(phones.length === 0 ? {} : { phones }) };
}

function addressFrom(table: TableDescription, row: TextRow): readonly PostalAddress[] {
  const lines = valuesOf([{ table, row }], 'address line');
  const [postcode = ''] = valuesOf([{ table, row }], 'postcode');
  return lines.length === 0 && postcode === '' ? [] : [{ lines, postcode }];
}
