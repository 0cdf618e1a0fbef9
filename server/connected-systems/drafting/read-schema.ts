/** Reads the tables of a database with their keys from its own catalogue; no row of anybody is read. */
import { SystemFault } from '../connector.ts';
import type { ReadOnlySession, TextRow } from '../read-only-session.ts';
import { catalogueOf } from '../sql/column-facts.ts';
import type { Engine } from '../sql/sql-dialect.ts';
import { inList, writeQuery, type SqlQuery } from '../sql/sql-query.ts';
import { fullName, type ForeignKey, type TableShape } from './database-schema.ts';

/** One column of one key; `kind` is `p` for a primary and `f` for a foreign one. */
interface KeyColumn {
  readonly table: string;
  readonly key: string;
  readonly kind: string;
  readonly column: string;
  readonly toTable: string;
  readonly toColumn: string;
}

/** The tables of one schema, by name. @throws SystemFault; RangeError for an engine whose keys nobody has read yet */
export async function readSchema(session: ReadOnlySession, schema: string): Promise<readonly TableShape[]> {
  const keysQuery = keysQueries[session.dialect.engine];
  if (keysQuery === undefined) throw new RangeError(`The keys of ${session.dialect.engine} cannot be read; write the dataset by hand.`);
  const columns = await catalogueOf(session, { schemas: [schema], tables: null });
  if (columns.length === 0) throw new RangeError(`There is no table in ${schema}, or the account may read none.`);
  const keys = (await session.rows(keysQuery(session, schema))).map(keyColumn);
  const names = [...new Set(columns.map(({ table }) => table))];
  return names.map((name) => {
    const mine = keys.filter(({ table }) => table === name);
    return {
      schema,
      name,
      columns: columns.filter(({ table }) => table === name).map(({ column, type }) => ({ name: column, type: type.toLowerCase() })),
      primaryKey: mine.filter(({ kind }) => kind === 'p').map(({ column }) => column),
      foreignKeys: mine.filter((each) => each.kind === 'f' && mine.filter(({ key }) => key === each.key).length === 1).map(foreignKey),
    };
  });
}

/** @throws RangeError naming the tables there are, where none bears the name */
export function tableCalled(tables: readonly TableShape[], name: string): TableShape {
  const found = tables.find((table) => table.name === name || fullName(table) === name);
  if (found === undefined) throw new RangeError(`There is no table ${name}; there are ${tables.map((table) => table.name).join(', ')}.`);
  return found;
}

function keyColumn(row: TextRow): KeyColumn {
  const [table = '', key = '', kind = '', column = ''] = ['table', 'key', 'kind', 'column'].map((name) => row[name] ?? '');
  if (column === '') throw new SystemFault('bad-answer', 'the catalogue left out what a key is made of');
  return { table, key, kind, column, toTable: `${row['toSchema'] ?? ''}.${row['toTable'] ?? ''}`, toColumn: row['toColumn'] ?? '' };
}

function foreignKey({ column, toTable, toColumn }: KeyColumn): ForeignKey {
  return { column, toTable, toColumn };
}

const keysQueries: Readonly<Partial<Record<Engine, (session: ReadOnlySession, schema: string) => SqlQuery>>> = {
  // The catalogue itself: information_schema shows the keys of a table to its owner alone.
  postgresql: ({ dialect }, schema) => writeQuery(dialect.placeholder, (bind) => `select c.relname as "table", k.conname as "key", k.contype::text as "kind", a.attname as "column", fn.nspname as "toSchema", fc.relname as "toTable", fa.attname as "toColumn"
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
 cross join lateral unnest(k.conkey) with ordinality as u (attnum, at)
  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum
  left join pg_class fc on fc.oid = k.confrelid left join pg_namespace fn on fn.oid = fc.relnamespace
  left join pg_attribute fa on fa.attrelid = k.confrelid and fa.attnum = k.confkey[u.at]
 where n.nspname = ${bind(schema)} and k.contype in ('p', 'f') order by c.relname, k.conname, u.at`),
  mariadb: informationSchemaKeys,
  mysql: informationSchemaKeys,
};

function informationSchemaKeys({ dialect }: ReadOnlySession, schema: string): SqlQuery {
  return writeQuery(dialect.placeholder, (bind) => `select table_name as \`table\`, constraint_name as \`key\`, case when constraint_name = 'PRIMARY' then 'p' else 'f' end as \`kind\`, column_name as \`column\`,
       referenced_table_schema as \`toSchema\`, referenced_table_name as \`toTable\`, referenced_column_name as \`toColumn\`
  from information_schema.key_column_usage
 where ${inList('table_schema', [schema], bind)} and (constraint_name = 'PRIMARY' or referenced_table_name is not null) order by 1, 2, ordinal_position`);
}
