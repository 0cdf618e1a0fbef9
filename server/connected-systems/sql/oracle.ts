/** Oracle’s way of saying it. Its sessions write days as `YYYY-MM-DD` and numbers with a point. */
import type { ColumnType, SqlDialect } from './sql-dialect.ts';
import type { Bind } from './sql-query.ts';
import { inList, likeAnyOf, quoted, writeQuery } from './sql-query.ts';

const placeholder = (at: number): string => `:${at}`;
const special = /[%_]/g;
const longestList = 1_000;

export const oracle: SqlDialect = {
  engine: 'oracle',
  identifier: (name) => quoted(name, '"'),
  placeholder,
  maxValues: 10_000,
  text: (column) => `to_char(${column})`,
  byteLength: (column) => `lengthb(to_char(${column}))`,
  isOneOf: inLists,
  isOneOfWithoutCase: ({ sql }, values, bind) => inLists(`lower(${sql})`, values, bind),
  beginsWith: ({ sql }, beginnings, bind) => likeAnyOf(`lower(${sql})`, { beginnings, special }, bind),
  first: (max, query) => `select * from (${query}) fetch first ${max} rows only`,
  columns: ({ schemas, tables }) =>
    writeQuery(placeholder, (bind) => {
      const within = inLists('owner', schemas, bind);
      const named = tables === null ? '' : ` and ${inLists('table_name', tables, bind)}`;
      return `select owner as "schema", table_name as "table", column_name as "column", data_type as "type", collation as "collation"
  from all_tab_columns where ${within}${named} order by owner, table_name, column_id`;
    }),
  typeOf: (nativeType) => (nativeType.startsWith('TIMESTAMP') ? 'date' : (types.get(nativeType) ?? 'other')),
  isCaseBlind: () => false,
};

/** A list holds a thousand values at most. */
function inLists(column: string, values: readonly string[], bind: Bind): string {
  if (values.length <= longestList) return inList(column, values, bind);
  const lists: string[] = [];
  for (let at = 0; at < values.length; at += longestList) lists.push(inList(column, values.slice(at, at + longestList), bind));
  return `(${lists.join(' or ')})`;
}

const types: ReadonlyMap<string, ColumnType> = new Map<string, ColumnType>([
  ...['VARCHAR2', 'NVARCHAR2', 'CHAR', 'NCHAR'].map((name) => [name, 'text'] as const),
  ['NUMBER', 'decimal'],
  ['FLOAT', 'decimal'],
  ['DATE', 'date'],
]);
