/** What a database says of the columns it has, asked once an asking: their types decide how they are compared. */
import { SystemFault } from '../connector.ts';
import type { TableDescription } from '../database-description.ts';
import type { ReadOnlySession } from '../read-only-session.ts';
import type { Catalogue, Column } from './sql-dialect.ts';

/** A column as the catalogue has it. */
export interface CatalogueColumn {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly collation: string | null;
}

/** The columns of described tables. */
export interface ColumnFacts {
  /** @throws SystemFault `bad-answer` for a column that is not there any more */
  column(table: TableDescription, field: string): Column;
}

export async function catalogueOf(session: ReadOnlySession, catalogue: Catalogue): Promise<readonly CatalogueColumn[]> {
  const rows = await session.rows(session.dialect.columns(catalogue));
  return rows.map((row) => ({ schema: row['schema'] ?? '', table: row['table'] ?? '', column: row['column'] ?? '', type: row['type'] ?? '', collation: row['collation'] ?? null }));
}

export async function columnFacts(session: ReadOnlySession, tables: readonly TableDescription[]): Promise<ColumnFacts> {
  const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)];
  const columns = await catalogueOf(session, { schemas: distinct(tables.map(({ schema }) => schema)), tables: distinct(tables.map(({ table }) => table)) });
  return factsFrom(session, columns);
}

export function factsFrom({ dialect }: Pick<ReadOnlySession, 'dialect'>, columns: readonly CatalogueColumn[]): ColumnFacts {
  const known = new Map(columns.map((column) => [placeOf(column.schema, column.table, column.column), column]));
  return {
    column: ({ schema, table }, field) => {
      const found = known.get(placeOf(schema, table, field));
      if (found === undefined) throw new SystemFault('bad-answer', 'a described column is not there');
      return { sql: dialect.identifier(field), type: dialect.typeOf(found.type), isCaseBlind: dialect.isCaseBlind(found.collation) };
    },
  };
}

function placeOf(...names: readonly string[]): string {
  return JSON.stringify(names);
}
