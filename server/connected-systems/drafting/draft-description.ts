/** Drafts the files that describe a database from its own catalogue: what can be known is filled in, what must be decided is left empty. */
import { fullName, tablesAround, type ColumnShape, type ReachedTable, type TableShape } from './database-schema.ts';
import { guessIdentity, isKeptByTheProgram, wordsOf } from './guess-identity.ts';

export interface DraftAsked {
  readonly system: string;
  readonly tables: readonly TableShape[];
  /** The table with one row a person. */
  readonly person: TableShape;
}

export interface Draft {
  readonly dataset: object;
  readonly sar: object;
  /** Tables that do not point at the person's rows: each waits for somebody to say whether it is personal. */
  readonly leftOut: readonly string[];
}

/** @throws RangeError if the table of people has no key of one column, by which a person could be named */
export function draftDescription({ system, tables, person }: DraftAsked): Draft {
  if (person.primaryKey.length !== 1) throw new RangeError(`${fullName(person)} has no key of one column that tells its people apart`);
  const reached = tablesAround(person, tables);
  const key = system.replaceAll('-', '_');
  const names = new Set(reached.map(({ table }) => fullName(table)));
  return {
    dataset: { dataset: [{ fides_key: key, name: wordsOf(system), description: '', collections: reached.map((each) => collectionOf(key, each, person)) }] },
    sar: sarOf(system, { key, reached, person }),
    leftOut: tables.filter((table) => !names.has(fullName(table))).map(({ schema, name }) => `${schema}/${name}`),
  };
}

function collectionOf(dataset: string, { table, by }: ReachedTable, person: TableShape): object {
  const isPerson = table === person;
  return {
    name: table.name,
    fields: table.columns.map(({ name }) => {
      const isKey = table.primaryKey.includes(name);
      const references = by.filter(({ column }) => column === name).map(({ toTable, toColumn }) => ({ dataset, field: `${toTable.slice(toTable.indexOf('.') + 1)}.${toColumn}`, direction: 'from' }));
      const meta = { ...(isKey ? { primary_key: true } : {}), ...(isKey && isPerson ? { identity: 'person_number' } : {}), ...(references.length > 0 ? { references } : {}) };
      return { name, ...(Object.keys(meta).length > 0 ? { fides_meta: meta } : {}) };
    }),
  };
}

const toFillIn = { plain_name: '', why_held: '', lawful_basis: '', source_of_data: '', recipients: [], retention: '' };

interface SarAsked {
  readonly key: string;
  readonly reached: readonly ReachedTable[];
  readonly person: TableShape;
}

function sarOf(system: string, { key, reached, person }: SarAsked): object {
  const around = reached.filter(({ table, by }) => table !== person && by.some(({ toTable }) => toTable === fullName(person)));
  const having = (identity: string): readonly string[] => around.filter(({ table }) => table.columns.some(({ name }) => guessIdentity(name) === identity)).map(({ table }) => table.name);
  const hasNotes = reached.some(({ table }) => isNotes(table));
  return {
    system,
    kind: '',
    service: '',
    owner_team: '',
    ...toFillIn,
    sensitivity: 'highly sensitive',
    show_in_my_data: false,
    datasets: [key],
    person: { collection: person.name, former_names: having('family name'), addresses: having('postcode') },
    parts: { records: toFillIn, ...(hasNotes ? { notes: { ...toFillIn, is_free_text: true } } : {}) },
    tables: Object.fromEntries(reached.map(({ table }) => [table.name, { table: fullName(table), part: isNotes(table) ? 'notes' : 'records', title: wordsOf(table.name) }])),
    not_personal: [],
    fields: Object.fromEntries(reached.flatMap(({ table, by }) => fieldsOf(table, { person, keys: by.map(({ column }) => column) }))),
  };
}

function fieldsOf(table: TableShape, { person, keys }: { readonly person: TableShape; readonly keys: readonly string[] }): readonly (readonly [string, object])[] {
  const isIdentifying = table === person || table.columns.some(({ name }) => guessIdentity(name) === 'postcode');
  const isHeldOn = table.columns.find((column) => isDay(column) && guessIdentity(column.name) === null && !isKeptByTheProgram(column.name))?.name;
  return table.columns.flatMap((column): readonly (readonly [string, object])[] => {
    const { name } = column;
    const isPersonNumber = table === person && table.primaryKey.includes(name);
    if (isPersonNumber) return [[`${table.name}.${name}`, { who: 'person number' }]];
    if (keys.includes(name) || table.primaryKey.includes(name) || isKeptByTheProgram(name)) return [];
    const who = isIdentifying ? guessIdentity(name) : null;
    const told = { label: wordsOf(name), ...(isDay(column) ? { shown_as: 'day' } : {}), ...(who === null ? {} : { who }), ...(name === isHeldOn && table !== person ? { is_held_on: true } : {}) };
    return [[`${table.name}.${name}`, told]];
  });
}

function isDay({ type }: ColumnShape): boolean {
  return /^(date|timestamp|datetime)/.test(type);
}

/** What somebody wrote freely is read before it is shown. */
function isNotes(table: TableShape): boolean {
  return table.columns.some(({ name, type }) => /^(text|longtext|mediumtext|clob|ntext)$/.test(type) && /note|comment|narrative|remark|description|free/i.test(name));
}
