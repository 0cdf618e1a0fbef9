/** A database as it is read: its tables in the order in which they are walked, and how each is entered. */
import type { DecidedColumn } from './connector.ts';
import type { identityRoles } from './datasets/sar-description.ts';

/** What a field says about who a person is. */
export type Identity = (typeof identityRoles)[number];

export interface FieldDescription {
  readonly name: string;
  /** In words a resident can read; a field without a label is used for walking only and never leaves the database. */
  readonly label?: string;
  readonly shownAs?: 'pounds' | 'day';
  readonly identity?: Identity;
  readonly isPrimaryKey?: true;
  readonly isHeldOn?: true;
  /** Shown because an officer classed it as personal, not because it is described: a file that is older may be without it. */
  readonly isDecided?: true;
  /** The field holds a person's name. */
  readonly named?: { readonly role: 'subject' | 'third-party' | 'staff'; readonly relationField?: string };
}

/** A field whose rows are wanted where it holds a value found in another table before. */
export interface TableEntry {
  readonly field: string;
  readonly from: { readonly table: string; readonly field: string };
}

export interface TableDescription {
  /** Unique in the database description. */
  readonly name: string;
  readonly schema: string;
  readonly table: string;
  /** The collection of the system's description its rows are shown under; a table without one is only walked through. */
  readonly shownUnder?: string;
  /** What one row is called: "Council tax bill". */
  readonly title?: string;
  readonly fields: readonly FieldDescription[];
  /** Empty for the person table alone, which is entered by the person's own number. */
  readonly entries: readonly TableEntry[];
  /** Rows that several people share are kept only where this field holds the person's own number, or nothing. */
  readonly personField?: string;
}

/** A table and every column of it that the dataset names, whether or not it is read. */
export interface NamedTable {
  readonly name: string;
  readonly schema: string;
  readonly table: string;
  readonly fields: readonly string[];
}

/** Each table is entered once, from a person's rows outwards: never from an account back to others. */
export interface DatabaseDescription {
  /** The table with one row a person. */
  readonly personTable: string;
  /** Tables with former names or addresses, each entered from the person table. */
  readonly nameTables: readonly string[];
  readonly addressTables: readonly string[];
  /** In the order in which they are walked, the person table first. */
  readonly tables: readonly TableDescription[];
  /** All that somebody has classed, also what is never read: whatever else is there is new. */
  readonly named: readonly NamedTable[];
}

/** The table of this name. @throws RangeError if the description has none */
export function tableNamed(database: DatabaseDescription, name: string): TableDescription {
  const table = database.tables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new RangeError(`The database description has no table ${name}.`);
  return table;
}

/** Tables other than the person's own that say who somebody is: former names, homes, contacts, the parties of an account. */
export function tablesThatTell(database: DatabaseDescription): readonly TableDescription[] {
  return database.tables.filter(
    ({ name, fields, entries }) =>
      name !== database.personTable && entries.some(({ from }) => from.table === database.personTable) && fields.some(({ identity }) => identity !== undefined && identity !== 'person number'),
  );
}

/** The first field with this identity, or undefined. */
export function fieldFor(table: TableDescription, identity: Identity): FieldDescription | undefined {
  return table.fields.find((field) => field.identity === identity);
}

/** The first field with this identity. @throws RangeError if there is none */
export function requiredField(table: TableDescription, identity: Identity): FieldDescription {
  const field = fieldFor(table, identity);
  if (field === undefined) throw new RangeError(`${table.name} has no field for the ${identity}.`);
  return field;
}

/** The field through which a table is entered from the person table. @throws RangeError if there is none */
export function entryFromPerson(database: DatabaseDescription, table: TableDescription): string {
  const entry = table.entries.find(({ from }) => from.table === database.personTable);
  if (entry === undefined) throw new RangeError(`${table.name} does not refer to a person.`);
  return entry.field;
}

/** Shows columns that an officer classed as personal before the description did. */
export function withColumns(database: DatabaseDescription, columns: readonly DecidedColumn[]): DatabaseDescription {
  const added = (table: TableDescription): TableDescription => {
    const fields = columns.flatMap(({ place, plainName }) => (place.startsWith(`${table.name}.`) ? [{ name: place.slice(table.name.length + 1), label: plainName, isDecided: true as const }] : []));
    return fields.length === 0 ? table : { ...table, fields: [...table.fields, ...fields] };
  };
  return { ...database, tables: database.tables.map(added) };
}
