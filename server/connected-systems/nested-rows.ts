/** Reads records that lie in a tree, as JSON and XML have them, as rows of a described table. */
import { createHash } from 'node:crypto';
import { SystemFault } from './connector.ts';
import type { RecordItem } from './connector.ts';
import type { TableDescription } from './database-description.ts';
import type { PersonRecord } from './matching/person-record.ts';
import { readPerson, type Told } from './matching/read-person.ts';
import { recordFrom } from './sql-record.ts';

/** The values of one record by dotted path; several where the path leads through a list. */
export type NestedRow = ReadonlyMap<string, readonly string[]>;

/** Deeper trees are made to exhaust whoever reads them. */
const maxDepth = 20;

/** What lies at a dotted path: through lists, everything that lies there in any of their elements. The root for an empty path. */
export function at(tree: unknown, path: string): unknown {
  return path === '' ? tree : path.split('.').reduce(step, tree);
}

function step(from: unknown, name: string): unknown {
  if (Array.isArray(from)) return from.flatMap((each: unknown) => listOf(step(each, name)));
  if (!isTree(from) || !Object.hasOwn(from, name)) return undefined;
  return from[name];
}

/** A list as it is, nothing as an empty one, and anything else as a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

export function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function rowOf(record: unknown): NestedRow {
  const row = new Map<string, string[]>();
  const read = (value: unknown, path: string, depth: number): void => {
    if (depth > maxDepth || value === null || value === undefined) return;
    if (Array.isArray(value)) for (const each of value) read(each, path, depth + 1);
    else if (isTree(value)) for (const [name, each] of Object.entries(value)) read(each, path === '' ? name : `${path}.${name}`, depth + 1);
    else row.set(path, [...(row.get(path) ?? []), inWords(value)]);
  };
  read(record, '', 0);
  return row;
}

function inWords(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : '';
}

/** Rows that come together and are kept until they are shown; more than fits is refused. @throws SystemFault too-large */
export class KeptRows {
  readonly #rows: NestedRow[] = [];
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get rows(): readonly NestedRow[] {
    return this.#rows;
  }

  add(rows: readonly NestedRow[]): void {
    for (const row of rows) {
      for (const [path, values] of row) this.#bytes += path.length + values.reduce((bytes, value) => bytes + value.length, 0);
      if (this.#bytes > this.#maxBytes) throw new SystemFault('too-large', 'the records of one kind passed the size limit');
      this.#rows.push(row);
    }
  }
}

/** The first value at a path, or nothing. */
export function valueAt(row: NestedRow, path: string): string {
  return row.get(path)?.[0] ?? '';
}

/** The rows of one table as items, oldest first; a table that is shown nowhere has none. */
export function itemsOf(table: TableDescription, rows: readonly NestedRow[]): readonly RecordItem[] {
  const { shownUnder } = table;
  if (shownUnder === undefined) return [];
  const items = new Map(rows.map((row) => [row, itemOf(table, shownUnder, row)] as const).map(([, item]) => [item.reference, item]));
  return [...items.values()].sort((one, other) => (one.heldOn ?? '').localeCompare(other.heldOn ?? ''));
}

function itemOf(table: TableDescription, collection: string, row: NestedRow): RecordItem {
  const item = recordFrom(table, collection, Object.fromEntries([...row].map(([path, values]) => [path, values.join(', ')])));
  const hasKey = table.fields.some(({ name, isPrimaryKey }) => isPrimaryKey === true && valueAt(row, name) !== '');
  return hasKey ? item : { ...item, reference: `${table.name}/${digestOf(row)}` };
}

/** Stands in for the key that a record has not got: the same record has the same. */
function digestOf(row: NestedRow): string {
  return createHash('sha256').update(JSON.stringify([...row])).digest('base64url').slice(0, 22);
}

/** Who a row of the person table is; null without a number. Rows of other tables add former names, homes and contacts. */
export function personOf(table: TableDescription, row: NestedRow, others: readonly (readonly [table: TableDescription, row: NestedRow])[] = []): PersonRecord | null {
  const told = (each: TableDescription, its: NestedRow): Told => ({ table: each, valuesIn: (field) => its.get(field) ?? [] });
  const person = readPerson(told(table, row), others.map(([each, its]) => told(each, its)));
  return person.reference === '' ? null : person;
}
