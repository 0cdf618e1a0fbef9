/** Microsoft SQL Server’s way of saying it. */
import type { ColumnType, SqlDialect } from './sql-dialect.ts';
import { inList, likeAnyOf, quoted, writeQuery } from './sql-query.ts';

const placeholder = (at: number): string => `@p${at}`;
const special = /[%_[\]]/g;

export const sqlserver: SqlDialect = {
  engine: 'sqlserver',
  identifier: (name) => quoted(name, '[', ']'),
  placeholder,
  maxValues: 2_000, // the server takes 2,100 values in a statement
  // Style 126 writes days and times as ISO 8601 does, and leaves the rest as it is.
  text: (column) => `convert(nvarchar(max), ${column}, 126)`,
  byteLength: (column) => `datalength(convert(nvarchar(max), ${column}, 126))`,
  isOneOf: inList,
  isOneOfWithoutCase: ({ sql, isCaseBlind }, values, bind) => inList(isCaseBlind ? sql : `lower(${sql})`, values, bind),
  beginsWith: ({ sql, isCaseBlind }, beginnings, bind) => likeAnyOf(isCaseBlind ? sql : `lower(${sql})`, { beginnings, special }, bind),
  first: (max, query) => `select top (${max}) * from (${query}) as found`,
  columns: ({ schemas, tables }) =>
    writeQuery(placeholder, (bind) => {
      const within = inList('table_schema', schemas, bind);
      const named = tables === null ? '' : ` and ${inList('table_name', tables, bind)}`;
      return `select table_schema as [schema], table_name as [table], column_name as [column], data_type as [type], collation_name as [collation]
  from information_schema.columns where ${within}${named} order by table_schema, table_name, ordinal_position`;
    }),
  typeOf: (nativeType) => types.get(nativeType) ?? 'other',
  isCaseBlind: (collation) => collation?.includes('_CI_') === true,
};

const types: ReadonlyMap<string, ColumnType> = new Map<string, ColumnType>([
  ...['char', 'varchar', 'nchar', 'nvarchar'].map((name) => [name, 'text'] as const),
  ...['tinyint', 'smallint', 'int', 'bigint'].map((name) => [name, 'integer'] as const),
  ...['decimal', 'numeric', 'money', 'smallmoney', 'float', 'real'].map((name) => [name, 'decimal'] as const),
  ...['date', 'datetime', 'datetime2', 'smalldatetime', 'datetimeoffset'].map((name) => [name, 'date'] as const),
  ['uniqueidentifier', 'uuid'],
]);
