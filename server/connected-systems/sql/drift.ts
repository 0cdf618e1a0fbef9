/** Compares the tables and columns of a database with those that its description names. */
import type { Drift } from '../connector.ts';
import type { DatabaseDescription } from '../database-description.ts';
import type { ReadOnlySession } from '../read-only-session.ts';
import { catalogueOf, type CatalogueColumn } from './column-facts.ts';

/** Of the schemas that the description reads from. @throws SystemFault */
export async function driftOf(session: ReadOnlySession, database: DatabaseDescription): Promise<Drift> {
  const schemas = [...new Set(database.named.map(({ schema }) => schema))];
  return compareNames(database, await catalogueOf(session, { schemas, tables: null }));
}

/** A described table goes by its name in the description, another by `schema/table`; a column is `table.column`. */
export function compareNames({ named }: DatabaseDescription, there: readonly CatalogueColumn[]): Drift {
  const described = new Map(named.map((table) => [`${table.schema}/${table.table}`, table]));
  const present = new Set(there.map(({ schema, table }) => `${schema}/${table}`));
  const columns = new Set(there.map(({ schema, table, column }) => `${schema}/${table} ${column}`));
  const unknown = there.flatMap(({ schema, table, column }) => {
    const known = described.get(`${schema}/${table}`);
    if (known === undefined) return [`${schema}/${table}`];
    return known.fields.includes(column) ? [] : [`${known.name}.${column}`];
  });
  const gone = [...described].flatMap(([place, { name, fields }]) => {
    if (!present.has(place)) return [name];
    return fields.filter((field) => !columns.has(`${place} ${field}`)).map((field) => `${name}.${field}`);
  });
  return { unknown: [...new Set(unknown)], gone };
}
