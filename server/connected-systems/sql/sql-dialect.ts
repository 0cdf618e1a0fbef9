/** What differs between the languages that databases speak, as far as reading people and their rows needs it. */
import type { Bind, SqlQuery } from './sql-query.ts';

export const engines = ['postgresql', 'mariadb', 'mysql', 'sqlserver', 'oracle'] as const;

export type Engine = (typeof engines)[number];

/** What a column can be compared with; `other` is compared as text. */
export type ColumnType = 'text' | 'integer' | 'decimal' | 'date' | 'uuid' | 'other';

export interface Column {
  /** Its quoted name. */
  readonly sql: string;
  readonly type: ColumnType;
  /** Its collation takes `A` and `a` for the same, so that comparing without case needs no function that would pass the index by. */
  readonly isCaseBlind: boolean;
}

/** Which tables' columns are asked for; all of a schema without names of tables. */
export interface Catalogue {
  readonly schemas: readonly string[];
  readonly tables: readonly string[] | null;
}

export interface SqlDialect {
  readonly engine: Engine;
  /** @throws SystemFault for a name that no table has */
  readonly identifier: (name: string) => string;
  /** `at` counts from 1. */
  readonly placeholder: (at: number) => string;
  /** More values in one list than this are refused. */
  readonly maxValues: number;
  /** Any value as text: days as `YYYY-MM-DD`, numbers with a point. */
  readonly text: (column: string) => string;
  /** Of that text, in bytes. */
  readonly byteLength: (column: string) => string;
  readonly isOneOf: (column: string, values: readonly string[], bind: Bind) => string;
  /** The values are in small letters. */
  readonly isOneOfWithoutCase: (column: Column, values: readonly string[], bind: Bind) => string;
  /** The beginnings are in small letters. */
  readonly beginsWith: (column: Column, beginnings: readonly string[], bind: Bind) => string;
  /** At most so many rows of a query that has one or more selects. */
  readonly first: (max: number, query: string) => string;
  /** Rows of `schema`, `table`, `column`, `type` as the engine calls it, and `collation` or null. */
  readonly columns: (catalogue: Catalogue) => SqlQuery;
  readonly typeOf: (nativeType: string) => ColumnType;
  readonly isCaseBlind: (collation: string | null) => boolean;
}

/** Only the values that the column could hold: the others would be an error in many databases, and are found in none. */
export function fittingValues(type: ColumnType, values: readonly string[]): readonly string[] {
  const shape = shapes[type];
  return shape === null ? values : values.filter((value) => shape.test(value));
}

const shapes: Readonly<Record<ColumnType, RegExp | null>> = {
  text: null,
  other: null,
  integer: /^-?\d{1,18}$/,
  decimal: /^-?\d{1,18}(\.\d{1,9})?$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};
