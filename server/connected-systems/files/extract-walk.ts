/** Walks an extract from one person's row to everything described as linked to it, table by table. */
import type { RecordItem } from '../connector.ts';
import { SystemFault } from '../connector.ts';
import { requiredField, tableNamed } from '../database-description.ts';
import type { DatabaseDescription, TableDescription } from '../database-description.ts';
import type { TextRow } from '../read-only-session.ts';
import { recordFrom } from '../sql-record.ts';
import type { Extract } from './extract.ts';

interface Walk {
  readonly database: DatabaseDescription;
  readonly personReference: string;
}

/** Values found so far, by `table.field`. */
type Reached = Map<string, Set<string>>;

/** One person has so many rows in one table at most; more is a description that leads to others. */
const maxRowsOfPerson = 20_000;

export async function* walkExtract(extract: Extract, wanted: Walk): AsyncGenerator<RecordItem, void, undefined> {
  const reached: Reached = new Map();
  for (const table of wanted.database.tables) {
    const rows = await rowsReached(extract, { table, ways: waysInto(table, wanted, reached) });
    for (const field of fieldsFollowed(table, wanted.database)) {
      reached.set(`${table.name}.${field}`, new Set(rows.flatMap((row) => row[field] ?? [])));
    }
    if (table.shownUnder === undefined) continue;
    const items = rows.map((row) => recordFrom(table, table.shownUnder ?? '', row));
    yield* items.toSorted((one, other) => ((one.heldOn ?? '') < (other.heldOn ?? '') ? -1 : (one.heldOn ?? '') > (other.heldOn ?? '') ? 1 : 0));
  }
}

/** A field, and the values whose rows are wanted. */
interface WayIn {
  readonly field: string;
  readonly values: ReadonlySet<string>;
}

function waysInto(table: TableDescription, { database, personReference }: Walk, reached: Reached): readonly WayIn[] {
  if (table.name === database.personTable) {
    return [{ field: requiredField(tableNamed(database, table.name), 'person number').name, values: new Set([personReference]) }];
  }
  return table.entries.map(({ field, from }) => ({ field, values: reached.get(`${from.table}.${from.field}`) ?? new Set<string>() })).filter(({ values }) => values.size > 0);
}

function fieldsFollowed({ name }: TableDescription, { tables }: DatabaseDescription): readonly string[] {
  return [...new Set(tables.flatMap(({ entries }) => entries).flatMap(({ from }) => (from.table === name ? [from.field] : [])))];
}

/** The newest file comes first: an older row under the same key is the same row as it was. */
async function rowsReached(extract: Extract, { table, ways }: { readonly table: TableDescription; readonly ways: readonly WayIn[] }): Promise<readonly TextRow[]> {
  if (ways.length === 0) return [];
  const keys = table.fields.filter(({ isPrimaryKey }) => isPrimaryKey === true).map(({ name }) => name);
  const found = new Map<string, TextRow>();
  for await (const row of extract.rowsOf(table)) {
    if (!ways.some(({ field, values }) => values.has(row[field] ?? ''))) continue;
    const key = JSON.stringify(keys.length === 0 ? row : keys.map((name) => row[name] ?? ''));
    if (!found.has(key)) found.set(key, row);
    if (found.size > maxRowsOfPerson) throw new SystemFault('too-large', 'one person has more rows than a person can have');
  }
  return [...found.values()];
}
