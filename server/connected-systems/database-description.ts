/** The declarative description of a database: collections, fields, identities and references, after Fides' datasets. */

/** What a field says about who a person is. */
export type Identity =
  | 'person number'
  | 'given name'
  | 'family name'
  | 'date of birth'
  | 'national insurance number'
  | 'NHS number'
  | 'address line'
  | 'postcode';

export interface FieldDescription {
  readonly name: string;
  /** In words a resident can read; a field without a label is used for walking only and never leaves the database. */
  readonly label?: string;
  readonly shownAs?: 'pounds' | 'day';
  readonly identity?: Identity;
  /** The one field of another collection through which rows of this one are reached. */
  readonly references?: { readonly collection: string; readonly field: string };
  readonly isPrimaryKey?: true;
  readonly isHeldOn?: true;
  /** The field holds a person's name. */
  readonly named?: { readonly role: 'subject' | 'third-party' | 'staff'; readonly relationField?: string };
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
}

/** Each table is entered once, by its own reference, from a person's rows outwards: never from an account back to others. */
export interface DatabaseDescription {
  /** The table with one row a person. */
  readonly personTable: string;
  /** Tables with former names or addresses, each referring to the person table. */
  readonly nameTables: readonly string[];
  readonly addressTables: readonly string[];
  readonly tables: readonly TableDescription[];
}

/** The table of this name. @throws RangeError if the description has none */
export function tableNamed(database: DatabaseDescription, name: string): TableDescription {
  const table = database.tables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new RangeError(`The database description has no table ${name}.`);
  return table;
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

/** The field through which a table is entered. @throws RangeError if there is none */
export function entryOf(table: TableDescription): FieldDescription & Required<Pick<FieldDescription, 'references'>> {
  for (const field of table.fields) {
    const { references } = field;
    if (references !== undefined) return { ...field, references };
  }
  throw new RangeError(`${table.name} refers to nothing, so nobody's rows can be reached in it.`);
}

/** The tables in the order they are walked, breadth first from the person table. @throws RangeError for an unreachable one */
export function walkOrder(database: DatabaseDescription): readonly TableDescription[] {
  const reached: TableDescription[] = [tableNamed(database, database.personTable)];
  for (const from of reached) {
    const next = database.tables.filter(
      (table) => !reached.includes(table) && entryOf(table).references.collection === from.name,
    );
    reached.push(...next);
  }
  const lost = database.tables.find((table) => !reached.includes(table));
  if (lost !== undefined) throw new RangeError(`${lost.name} cannot be reached from a person.`);
  return reached;
}
