/** Finds the people of a described database who may be the data subject, with what the database says of who they are. */
import { SystemFault } from '../connector.ts';
import { entryFromPerson, requiredField, tablesThatTell, tableNamed } from '../database-description.ts';
import type { DatabaseDescription, TableDescription } from '../database-description.ts';
import type { Block } from '../matching/blocks.ts';
import type { PersonRecord } from '../matching/person-record.ts';
import { readPerson, toldBy } from '../matching/read-person.ts';
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

/** The records worth comparing: everybody for whom one of the blocks holds. Null where no column answers any of them. @throws SystemFault */
export async function findPeople(search: PersonSearch, blocks: readonly Block[]): Promise<readonly PersonRecord[] | null> {
  const { session, database, facts } = search;
  const query = peopleQuery({ dialect: session.dialect, database, facts, blocks, max: maxPeople });
  if (query === null) return null;
  const numbers = (await session.rows(query)).flatMap((row) => row['number'] ?? []);
  if (numbers.length === 0) return [];
  const person = tableNamed(database, database.personTable);
  const people = await session.rows(rowsQuery(search, { table: person, entry: requiredField(person, 'person number').name, values: numbers }));
  const related: Related[] = [];
  for (const table of tablesThatTell(database)) related.push(...(await relatedRows(search, table, people)));
  return people.map((row) => readPerson(toldBy(person, row), related.flatMap((one) => (one.owner === row ? [toldBy(one.table, one.row)] : []))));
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
