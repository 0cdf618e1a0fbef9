/** MariaDB’s and MySQL’s way of saying it. */
import type { ColumnType, SqlDialect } from './sql-dialect.ts';
import { inList, likeAnyOf, quoted, writeQuery } from './sql-query.ts';

const placeholder = (): string => '?';
const special = /[%_]/g;

export const mariadb: SqlDialect = {
  engine: 'mariadb',
  identifier: (name) => quoted(name, '`'),
  placeholder,
  maxValues: 10_000,
  text: (column) => `cast(${column} as char)`,
  byteLength: (column) => `octet_length(${column})`,
  isOneOf: inList,
  isOneOfWithoutCase: ({ sql, isCaseBlind }, values, bind) => inList(isCaseBlind ? sql : `lower(${sql})`, values, bind),
  beginsWith: ({ sql, isCaseBlind }, beginnings, bind) => likeAnyOf(isCaseBlind ? sql : `lower(${sql})`, { beginnings, special }, bind),
  first: (max, query) => `${query} limit ${max}`,
  columns: ({ schemas, tables }) =>
    writeQuery(placeholder, (bind) => {
      const within = inList('table_schema', schemas, bind);
      const named = tables === null ? '' : ` and ${inList('table_name', tables, bind)}`;
      return `select table_schema as \`schema\`, table_name as \`table\`, column_name as \`column\`, data_type as \`type\`, collation_name as \`collation\`
  from information_schema.columns where ${within}${named} order by table_schema, table_name, ordinal_position`;
    }),
  typeOf: (nativeType) => types.get(nativeType) ?? 'other',
  isCaseBlind: (collation) => collation?.endsWith('_ci') === true,
};

export const mysql: SqlDialect = { ...mariadb, engine: 'mysql' };

const types: ReadonlyMap<string, ColumnType> = new Map<string, ColumnType>([
  ...['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext'].map((name) => [name, 'text'] as const),
  ...['tinyint', 'smallint', 'mediumint', 'int', 'bigint'].map((name) => [name, 'integer'] as const),
  ...['decimal', 'float', 'double'].map((name) => [name, 'decimal'] as const),
  ...['date', 'datetime', 'timestamp'].map((name) => [name, 'date'] as const),
]);
