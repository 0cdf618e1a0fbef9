/** PostgreSQL’s way of saying it. */
import type { ColumnType, SqlDialect } from './sql-dialect.ts';
import { quoted, writeQuery } from './sql-query.ts';

const placeholder = (at: number): string => `$${at}`;

export const postgresql: SqlDialect = {
  engine: 'postgresql',
  identifier: (name) => quoted(name, '"'),
  placeholder,
  maxValues: 50_000,
  text: (column) => `${column}::text`,
  byteLength: (column) => `octet_length(${column}::text)`,
  isOneOf: (column, values, bind) => `${column} = any(${bind(values)})`,
  isOneOfWithoutCase: (column, values, bind) => `lower(${column.sql}) = any(${bind(values)})`,
  beginsWith: (column, beginnings, bind) => `lower(${column.sql}) like any(${bind(beginnings.map((beginning) => `${beginning.replace(/[\\%_]/g, '\\$&')}%`))})`,
  first: (max, query) => `${query} limit ${max}`,
  columns: ({ schemas, tables }) =>
    writeQuery(placeholder, (bind) => {
      const named = tables === null ? '' : ` and c.relname = any(${bind(tables)})`;
      // The catalogue itself: information_schema shows only what the role was granted by name, and takes far longer.
      return `select n.nspname as "schema", c.relname as "table", a.attname as "column", t.typname as "type", null::text as "collation"
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
 where n.nspname = any(${bind(schemas)})${named} and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition and a.attnum > 0 and not a.attisdropped
 order by 1, 2, a.attnum`;
    }),
  typeOf: (nativeType) => types.get(nativeType) ?? 'other',
  isCaseBlind: () => false,
};

const types: ReadonlyMap<string, ColumnType> = new Map<string, ColumnType>([
  ...['text', 'varchar', 'bpchar', 'citext', 'name'].map((name) => [name, 'text'] as const),
  ...['int2', 'int4', 'int8'].map((name) => [name, 'integer'] as const),
  ...['numeric', 'float4', 'float8'].map((name) => [name, 'decimal'] as const),
  ...['date', 'timestamp', 'timestamptz'].map((name) => [name, 'date'] as const),
  ['uuid', 'uuid'],
]);
