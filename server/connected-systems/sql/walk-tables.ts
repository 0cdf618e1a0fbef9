/** Walks the described tables from one person outwards: never from an account back to others, and of a shared one only what is hers or its own. */
import { SystemFault } from '../connector.ts';
import type { Item } from '../connector.ts';
import { requiredField, tableNamed } from '../database-description.ts';
import type { DatabaseDescription, TableDescription } from '../database-description.ts';
import type { ReadOnlySession } from '../read-only-session.ts';
import { recordFrom } from '../sql-record.ts';
import type { ColumnFacts } from './column-facts.ts';
import { tableSql } from './people-query.ts';
import { fittingValues } from './sql-dialect.ts';
import { writeQuery, type SqlQuery } from './sql-query.ts';

export interface Walk {
  readonly session: ReadOnlySession;
  readonly database: DatabaseDescription;
  readonly facts: ColumnFacts;
  readonly personReference: string;
  readonly maxRecordBytes: number;
}

/** Everything about one person, table by table. @throws SystemFault while iterated */
export async function* walkTables(walk: Walk): AsyncGenerator<Item, void, undefined> {
  const { tables } = walk.database;
  const reached = new Map<string, ReadonlySet<string>>();
  for (const table of tables) {
    const found = new Map(keysOthersFollow(table, tables).map((key) => [key, new Set<string>()] as const));
    const query = rowsQuery(walk, { table, ways: waysInto(table, walk, reached) });
    if (query !== null) {
      for await (const row of walk.session.stream(query)) {
        if (row[overLimit] === '1') throw new SystemFault('too-large', 'a field passed the size limit');
        for (const [key, values] of found) {
          const value = row[key];
          if (typeof value === 'string') values.add(value);
        }
        if (table.shownUnder !== undefined) yield recordFrom(table, table.shownUnder, row);
      }
    }
    for (const [key, values] of found) reached.set(`${table.name}.${key}`, values);
  }
}

/** A field, and the values whose rows are wanted. */
interface WayIn {
  readonly field: string;
  readonly values: readonly string[];
}

function waysInto(table: TableDescription, { database, personReference }: Walk, reached: ReadonlyMap<string, ReadonlySet<string>>): readonly WayIn[] {
  if (table.name === database.personTable) {
    const number = requiredField(tableNamed(database, table.name), 'person number');
    return [{ field: number.name, values: [personReference] }];
  }
  return table.entries.map(({ field, from }) => ({ field, values: [...(reached.get(`${from.table}.${from.field}`) ?? [])] }));
}

/** The fields of a table through which others are entered. */
function keysOthersFollow({ name }: TableDescription, tables: readonly TableDescription[]): readonly string[] {
  const followed = tables.flatMap(({ entries }) => entries.map(({ from }) => from));
  return [...new Set(followed.filter(({ table }) => table === name).map(({ field }) => field))];
}

/** A longer text in one field is refused: the rows at hand are all in memory at once. */
const maxFieldBytes = 1024 * 1024;
const overLimit = 'isOver';

/** Null where nothing leads into the table. */
export function rowsQuery({ session: { dialect }, database, facts, personReference, maxRecordBytes }: Omit<Walk, 'session'> & { readonly session: Pick<ReadOnlySession, 'dialect'> }, { table, ways }: { readonly table: TableDescription; readonly ways: readonly WayIn[] }): SqlQuery | null {
  const open = ways
    .map(({ field, values }) => ({ field, values: fittingValues(facts.column(table, field).type, values) }))
    .filter(({ values }) => values.length > 0);
  if (open.length === 0) return null;
  if (open.some(({ values }) => values.length > dialect.maxValues)) throw new SystemFault('too-large', 'one person has more of something than can be followed');
  const limit = Math.min(maxFieldBytes, maxRecordBytes);
  const columns = fieldsRead(table, database.tables).map((name) => dialect.identifier(name));
  const shown = columns.map((column) => `case when ${dialect.byteLength(column)} <= ${limit} then ${dialect.text(column)} end as ${column}`);
  const isOver = columns.map((column) => `coalesce(${dialect.byteLength(column)}, 0) > ${limit}`).join(' or ');
  const order = table.fields.filter(({ isHeldOn, isPrimaryKey }) => isHeldOn === true || isPrimaryKey === true).toSorted((one, other) => Number(other.isHeldOn ?? false) - Number(one.isHeldOn ?? false));
  const orderBy = [...new Set([...order.map(({ name }) => name), ...open.map(({ field }) => field)])].map((name) => dialect.identifier(name)).join(', ');
  return writeQuery(dialect.placeholder, (bind) => {
    const compared = (field: string): string => {
      const { sql, type } = facts.column(table, field);
      return type === 'other' ? dialect.text(sql) : sql;
    };
    const entered = open.map(({ field, values }) => dialect.isOneOf(compared(field), values, bind)).join(' or ');
    const { personField } = table;
    const own = personField === undefined ? null : dialect.text(dialect.identifier(personField));
    // A row that bears nobody's number is the account's own; one that bears another's is theirs.
    const isHers = own === null ? '' : ` and (${own} is null or ${own} in ('', ${bind(personReference)}))`;
    return `select ${shown.join(', ')}, case when ${isOver} then 1 else 0 end as ${dialect.identifier(overLimit)}
  from ${tableSql(dialect, table)} where (${entered})${isHers} order by ${orderBy}`;
  });
}

/** What is shown or followed; the rest never leaves the database. */
function fieldsRead(table: TableDescription, tables: readonly TableDescription[]): readonly string[] {
  const shown = table.fields.filter(({ label, isPrimaryKey, isHeldOn, named }) => label !== undefined || isPrimaryKey === true || isHeldOn === true || named !== undefined);
  const relations = shown.flatMap(({ named }) => named?.relationField ?? []);
  const names = new Set([...shown.map(({ name }) => name), ...relations, ...keysOthersFollow(table, tables)]);
  return table.fields.map(({ name }) => name).filter((name) => names.has(name));
}
