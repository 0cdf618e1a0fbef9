/** The shape of a database that nobody here designed, as its own catalogue tells it. */

export interface ColumnShape {
  readonly name: string;
  /** As the database calls it, in small letters. */
  readonly type: string;
}

export interface ForeignKey {
  readonly column: string;
  /** `schema.table`. */
  readonly toTable: string;
  readonly toColumn: string;
}

export interface TableShape {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly ColumnShape[];
  readonly primaryKey: readonly string[];
  /** Of one column each; a key over several columns leads nowhere by itself. */
  readonly foreignKeys: readonly ForeignKey[];
}

export function fullName({ schema, name }: Pick<TableShape, 'schema' | 'name'>): string {
  return `${schema}.${name}`;
}

/** A table that was reached, and the keys by which it was. */
export interface ReachedTable {
  readonly table: TableShape;
  readonly by: readonly ForeignKey[];
}

/**
 * The tables whose rows point at the person's, and those that point at these: outwards, breadth first, and never back. What a row points to
 * may be shared with others, such as an account; whether to read it is for a person to say.
 */
export function tablesAround(person: TableShape, tables: readonly TableShape[]): readonly ReachedTable[] {
  const reached: ReachedTable[] = [{ table: person, by: [] }];
  const names = new Set([fullName(person)]);
  for (let at = 0; at < reached.length; at += 1) {
    const from = reached[at];
    if (from === undefined) break;
    for (const table of tables.filter((each) => !names.has(fullName(each)))) {
      const by = table.foreignKeys.filter(({ toTable }) => toTable === fullName(from.table));
      if (by.length === 0) continue;
      names.add(fullName(table));
      reached.push({ table, by });
    }
  }
  return reached;
}
