/** Finds the people of a described database who may be the data subject, by one blocked and bounded query. */
import type { PersonName, PostalAddress, SubjectIdentifiers } from './connector.ts';
import { entryFromPerson, fieldFor, requiredField, tableNamed } from './database-description.ts';
import type { DatabaseDescription, Identity, TableDescription } from './database-description.ts';
import { swapDayAndMonth } from './matching/compare-births.ts';
import type { PersonRecord } from './matching/person-record.ts';
import { fieldSql, tableSql } from './read-only-session.ts';
import type { ReadOnlySession, TextRow } from './read-only-session.ts';

export interface PersonSearch {
  readonly database: DatabaseDescription;
  readonly systemKey: string;
  readonly who: SubjectIdentifiers;
}

const maxRecords = 50;

/** The records worth comparing. Never looks by name alone: each branch needs a person's own number, or a date of birth. */
export async function findPersonRecords(session: ReadOnlySession, search: PersonSearch): Promise<readonly PersonRecord[]> {
  const person = tableNamed(search.database, search.database.personTable);
  const { branches, values } = branchesOf(person, search);
  const number = fieldSql(requiredField(person, 'person number').name);
  const rows = await session.rows(
    `select ${columnsOf(person)} from ${tableSql(person)}
      where ${number} in (${branches.join(' union ')}) order by ${number} limit ${maxRecords}`,
    values,
  );
  const numbers = rows.map((row) => valueOf(person, row, 'person number'));
  if (numbers.length === 0) return [];
  const names = await relatedRows(session, { database: search.database, tables: tablesOf(search.database, 'nameTables'), numbers });
  const addresses = await relatedRows(session, { database: search.database, tables: tablesOf(search.database, 'addressTables'), numbers });
  return rows.map((row) => personRecord(person, row, { names, addresses }));
}

function branchesOf(person: TableDescription, { database, systemKey, who }: PersonSearch) {
  const values: unknown[] = [];
  const branches: string[] = [];
  const number = fieldSql(requiredField(person, 'person number').name);
  const from = `select ${number} from ${tableSql(person)} where `;
  const bound = (value: unknown): string => `$${values.push(value)}`;
  const byNumber = (identity: Identity, value: string | undefined): void => {
    const field = fieldFor(person, identity);
    if (field === undefined || value === undefined) return;
    branches.push(`${from}${fieldSql(field.name)} = ${bound(value)}`);
  };
  byNumber('person number', who.systemPersonNumbers[systemKey]);
  byNumber('national insurance number', who.nino);
  byNumber('NHS number', who.nhsNumber);
  const born = fieldSql(requiredField(person, 'date of birth').name);
  const family = fieldSql(requiredField(person, 'family name').name);
  const families = bound(who.names.map((name) => name.family.toLowerCase()));
  const days = bound([who.dateOfBirth, swapDayAndMonth(who.dateOfBirth)].filter(isCalendarDay));
  branches.push(`${from}lower(${family}) = any(${families}) and ${born} = any(${days}::date[])`);
  for (const table of tablesOf(database, 'nameTables')) {
    const former = fieldSql(requiredField(table, 'family name').name);
    branches.push(`${from}${born} = any(${days}::date[]) and ${number} in (select ${fieldSql(entryFromPerson(database, table))} from ${tableSql(table)} where lower(${former}) = any(${families}))`);
  }
  const postcodes = bound(who.addresses.map(({ postcode }) => postcode));
  for (const table of tablesOf(database, 'addressTables')) {
    const postcode = fieldSql(requiredField(table, 'postcode').name);
    const living = `${number} in (select ${fieldSql(entryFromPerson(database, table))} from ${tableSql(table)} where ${postcode} = any(${postcodes}))`;
    branches.push(`${from}(${born} = any(${days}::date[]) or lower(${family}) = any(${families})) and ${living}`);
  }
  return { branches, values };
}

function tablesOf(database: DatabaseDescription, which: 'nameTables' | 'addressTables'): readonly TableDescription[] {
  return database[which].map((name) => tableNamed(database, name));
}

function isCalendarDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.valueOf()) && instant.toISOString().startsWith(day);
}

type RelatedRow = { readonly number: string; readonly table: TableDescription; readonly row: TextRow };

interface RelatedSearch {
  readonly database: DatabaseDescription;
  readonly tables: readonly TableDescription[];
  readonly numbers: readonly string[];
}

async function relatedRows(session: ReadOnlySession, { database, tables, numbers }: RelatedSearch): Promise<readonly RelatedRow[]> {
  const related: RelatedRow[] = [];
  for (const table of tables) {
    const entry = entryFromPerson(database, table);
    const newest = table.fields.find(({ isHeldOn }) => isHeldOn === true);
    const order = newest === undefined ? fieldSql(entry) : `${fieldSql(newest.name)} desc`;
    const rows = await session.rows(
      `select ${columnsOf(table)} from ${tableSql(table)} where ${fieldSql(entry)}::text = any($1) order by ${order} limit 500`,
      [numbers],
    );
    related.push(...rows.map((row) => ({ number: row[entry] ?? '', table, row })));
  }
  return related;
}

interface Related {
  readonly names: readonly RelatedRow[];
  readonly addresses: readonly RelatedRow[];
}

function personRecord(person: TableDescription, row: TextRow, related: Related): PersonRecord {
  const reference = valueOf(person, row, 'person number');
  const mine = ({ number }: RelatedRow): boolean => number === reference;
  const nino = valueOf(person, row, 'national insurance number');
  const nhsNumber = valueOf(person, row, 'NHS number');
  return {
    reference,
    names: [nameFrom(person, row), ...related.names.filter(mine).map((other) => nameFrom(other.table, other.row))],
    dateOfBirth: valueOf(person, row, 'date of birth') || null,
    addresses: related.addresses.filter(mine).map((other) => addressFrom(other.table, other.row)),
    ...(nino === '' ? {} : { nino }),
    ...(nhsNumber === '' ? {} : { nhsNumber }),
  };
}

function nameFrom(table: TableDescription, row: TextRow): PersonName {
  return { given: valueOf(table, row, 'given name'), family: valueOf(table, row, 'family name') };
}

function addressFrom(table: TableDescription, row: TextRow): PostalAddress {
  const lines = table.fields.filter(({ identity }) => identity === 'address line').map(({ name }) => row[name] ?? '');
  return { lines: lines.filter((line) => line !== ''), postcode: valueOf(table, row, 'postcode') };
}

function valueOf(table: TableDescription, row: TextRow, identity: Identity): string {
  const field = fieldFor(table, identity);
  return field === undefined ? '' : (row[field.name] ?? '');
}

function columnsOf(table: TableDescription): string {
  return table.fields.map(({ name }) => fieldSql(name)).join(', ');
}
