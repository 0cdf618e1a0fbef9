/** Puts one row of each named person into every table, read from the catalogue, so that a wall nobody thought of is tried too. */

import type pg from 'pg';

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly isGenerated: boolean;
}

interface Reference {
  readonly table: string;
  readonly column: string;
  readonly toTable: string;
  readonly toColumn: string;
}

/** Table, column, and the first word its check allows. */
type FirstWords = ReadonlyMap<string, string>;

interface Catalogue {
  readonly columns: readonly Column[];
  readonly references: readonly Reference[];
  readonly firstWords: FirstWords;
}

type Row = ReadonlyMap<string, unknown>;

/** `client` acts as the owner. Walls are down while the rows go in and stand again afterwards. Returns the tables, parents first. */
export async function putOneRowEach(client: pg.Client, people: readonly string[]): Promise<readonly string[]> {
  const catalogue = await readCatalogue(client);
  const tables = parentsFirst(catalogue);
  for (const table of tables) await client.query(`alter table ${table} no force row level security`);
  for (const person of people) {
    const rows = new Map<string, Row>();
    for (const table of tables) {
      const row = rowOf(table, person, { catalogue, rows });
      rows.set(table, row);
      await insert(client, table, row);
    }
  }
  for (const table of tables) await client.query(`alter table ${table} force row level security`);
  return tables;
}

async function readCatalogue(client: pg.Client): Promise<Catalogue> {
  const columns = await client.query<Column>(`
    select c.oid::regclass::text as table, a.attname as name, format_type(a.atttypid, null) as type,
      a.attnotnull and not a.atthasdef as "isRequired", a.attidentity <> '' as "isGenerated"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname in ('public', 'audit') and c.relkind = 'r' and c.relrowsecurity and a.attnum > 0 and not a.attisdropped
    order by 1, a.attnum`);
  const references = await client.query<Reference>(`
    select k.conrelid::regclass::text as table, a.attname as column, k.confrelid::regclass::text as "toTable", b.attname as "toColumn"
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
    where k.contype = 'f'`);
  const checks = await client.query<{ table: string; check: string }>(`
    select conrelid::regclass::text as table, pg_get_constraintdef(oid) as check from pg_constraint where contype = 'c' and conrelid <> 0`);
  return { columns: columns.rows, references: references.rows, firstWords: firstWordsIn(checks.rows) };
}

function firstWordsIn(checks: readonly { readonly table: string; readonly check: string }[]): FirstWords {
  const found = new Map<string, string>();
  for (const { table, check } of checks) {
    const [, column, word] = /\(\(?(\w+) = ANY \(ARRAY\['([^']+)'/.exec(check) ?? [];
    if (column !== undefined && word !== undefined) found.set(`${table}.${column}`, word);
  }
  return found;
}

function parentsFirst({ columns, references }: Catalogue): readonly string[] {
  const waiting = new Set(columns.map(({ table }) => table));
  const sorted: string[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter((table) => references.every((each) => each.table !== table || each.toTable === table || !waiting.has(each.toTable)));
    if (ready.length === 0) throw new Error(`tables refer to one another in a circle: ${[...waiting].join(', ')}`);
    for (const table of ready) {
      sorted.push(table);
      waiting.delete(table);
    }
  }
  return sorted;
}

interface Known {
  readonly catalogue: Catalogue;
  readonly rows: ReadonlyMap<string, Row>;
}

/** Names of the columns that say whose row it is are filled even where they may be empty. */
const whose = /^(?:account_id|owner_account_id|data_subject_id|case_id|request_id)$/;

function rowOf(table: string, person: string, { catalogue, rows }: Known): Row {
  const row = new Map<string, unknown>();
  for (const column of catalogue.columns.filter((each) => each.table === table && !each.isGenerated)) {
    const reference = catalogue.references.find((each) => each.table === table && each.column === column.name && each.toTable !== table);
    const word = catalogue.firstWords.get(`${table}.${column.name}`);
    if (reference !== undefined && (column.isRequired || whose.test(column.name))) row.set(column.name, rows.get(reference.toTable)?.get(reference.toColumn));
    else if (word !== undefined) row.set(column.name, word);
    else if (column.isRequired || whose.test(column.name)) row.set(column.name, valueFor(column, person));
  }
  // A mark stands on a text or on a place; whichever is given, the check is met.
  if (table === 'marks') row.set('start_at', 1);
  return row;
}

function valueFor({ table, name, type }: Column, person: string): unknown {
  // A case and its request name one another without a reference, because each is made first somewhere.
  if (name === 'case_id') return `${person} cases id`;
  if (name === 'request_id') return `${person} requests id`;
  if (type === 'bytea') return Buffer.from(`${person} ${table} ${name}`);
  if (type === 'jsonb') return JSON.stringify({ of: person });
  if (type === 'integer' || type === 'bigint') return person.length + person.charCodeAt(0);
  if (type.startsWith('timestamp') || type === 'date') return '2999-01-01';
  if (type === 'boolean') return false;
  return `${person} ${table} ${name}`;
}

async function insert(client: pg.Client, table: string, row: Row): Promise<void> {
  const names = [...row.keys()];
  const places = names.map((_name, index) => `$${index + 1}`);
  await client.query(`insert into ${table} (${names.join(', ')}) values (${places.join(', ')})`, [...row.values()]);
}
