/** Reads PostgreSQL tables through a role that cannot write, led by a declarative description of the database. */
import { z } from 'zod';
import { connectorKind } from './connections/connector-kind.ts';
import type { Asking, ConnectedSystem, Item, SubjectIdentifiers, SystemDescription } from './connector.ts';
import { SystemFault } from './connector.ts';
import { requiredField, tableNamed } from './database-description.ts';
import type { DatabaseDescription, TableDescription } from './database-description.ts';
import { judgeMatch } from './matching/judge-match.ts';
import { findPersonRecords } from './sql-people.ts';
import { inReadOnlySession, openSession, fieldSql, tableSql } from './read-only-session.ts';
import type { ReadOnlySession, TextRow } from './read-only-session.ts';
import { recordFrom } from './sql-record.ts';

export interface SqlSystemSettings {
  readonly description: SystemDescription;
  readonly database: DatabaseDescription;
  /** The address of the database, with a role that may only read. */
  readonly url: string;
  readonly suspended?: { readonly sinceOn: string };
}

/** `engine: postgresql` and the address of the database. */
export const sqlKind = connectorKind({
  kind: 'sql',
  settings: z.strictObject({ engine: z.literal('postgresql'), url: z.url() }),
  open: ({ url }, { description, tables, suspended }) => {
    if (tables === null) throw new RangeError('a database needs its tables described');
    return sqlConnector({ description, database: tables, url, ...(suspended === undefined ? {} : { suspended }) });
  },
});

/** A connected system whose content is the tables of a PostgreSQL database. */
export function sqlConnector(settings: SqlSystemSettings): ConnectedSystem {
  const { description, database, url } = settings;
  return {
    key: description.key,
    ...(settings.suspended === undefined ? {} : { suspended: settings.suspended }),
    describe: () => description,
    find: async (who: SubjectIdentifiers, asking: Asking) =>
      await inReadOnlySession(url, asking, async (reading) =>
        judgeMatch(description.key, who, await findPersonRecords(reading, { database, systemKey: description.key, who })),
      ),
    fetch: (personReference, _part, asking) => walk(url, { database, personReference }, asking),
    check: async (asking) => await inReadOnlySession(url, asking, async () => undefined),
  };
}

interface Walk {
  readonly database: DatabaseDescription;
  readonly personReference: string;
}

async function* walk(url: string, wanted: Walk, asking: Asking): AsyncGenerator<Item, void, undefined> {
  const session = await openSession(url, asking);
  const { tables } = wanted.database;
  try {
    const reached = new Map<string, ReadonlySet<string>>();
    for (const table of tables) {
      const keys = keysOthersFollow(table, tables);
      const found = new Map(keys.map((key) => [key, new Set<string>()] as const));
      for await (const row of rowsOf(session, { table, ways: waysInto(table, wanted, reached), maxRecordBytes: asking.limits.maxRecordBytes })) {
        for (const [key, values] of found) {
          const value = row[key];
          if (typeof value === 'string') values.add(value);
        }
        if (table.shownUnder !== undefined) yield recordFrom(table, table.shownUnder, row);
      }
      for (const [key, values] of found) reached.set(`${table.name}.${key}`, values);
    }
  } finally {
    await session.close();
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
  const ways = table.entries.map(({ field, from }) => ({ field, values: [...(reached.get(`${from.table}.${from.field}`) ?? [])] }));
  return ways.filter(({ values }) => values.length > 0);
}

/** The fields of a table through which others are entered. */
function keysOthersFollow({ name }: TableDescription, tables: readonly TableDescription[]): readonly string[] {
  const followed = tables.flatMap(({ entries }) => entries.map(({ from }) => from));
  return [...new Set(followed.filter(({ table }) => table === name).map(({ field }) => field))];
}

const rowsAtATime = 50;
/** A longer text in one field is refused: the rows at hand are all in memory at once. */
const maxFieldBytes = 1024 * 1024;

interface RowsWanted {
  readonly table: TableDescription;
  readonly ways: readonly WayIn[];
  readonly maxRecordBytes: number;
}

async function* rowsOf(session: ReadOnlySession, wanted: RowsWanted): AsyncGenerator<TextRow, void, undefined> {
  const { table, ways } = wanted;
  if (ways.length === 0) return;
  const limit = Math.min(maxFieldBytes, wanted.maxRecordBytes);
  const columns = table.fields.map(({ name }) => fieldSql(name));
  const shown = columns.map((column) => `case when octet_length(${column}::text) <= ${limit} then ${column}::text end as ${column}`);
  const isOver = columns.map((column) => `coalesce(octet_length(${column}::text), 0) > ${limit}`).join(' or ');
  const order = table.fields.filter(({ isHeldOn, isPrimaryKey }) => isHeldOn === true || isPrimaryKey === true);
  const orderBy = [...order.map(({ name }) => name), ...ways.map(({ field }) => field)].map(fieldSql).join(', ');
  const where = ways.map(({ field }, index) => `${fieldSql(field)}::text = any($${index + 1})`).join(' or ');
  await session.rows(
    `declare walked no scroll cursor for select ${shown.join(', ')}, (${isOver}) as "isOver"
       from ${tableSql(table)} where ${where} order by ${orderBy}`,
    ways.map(({ values }) => values),
  );
  for (;;) {
    const rows = await session.rows(`fetch ${rowsAtATime} from walked`, []);
    for (const row of rows) {
      if (row['isOver'] === 't') throw new SystemFault('too-large', 'a field passed the size limit');
      yield row;
    }
    if (rows.length < rowsAtATime) break;
  }
  await session.rows('close walked', []);
}
