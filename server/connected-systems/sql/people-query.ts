/** Writes the questions of matching in a database’s own language: one narrow query for each, so that each uses an index. */
import type { TableDescription, DatabaseDescription, FieldDescription, Identity } from '../database-description.ts';
import { requiredField, tableNamed } from '../database-description.ts';
import type { Block, Criterion } from '../matching/blocks.ts';
import type { ColumnFacts } from './column-facts.ts';
import { fittingValues, type SqlDialect } from './sql-dialect.ts';
import { writeQuery, type Bind, type SqlQuery } from './sql-query.ts';

export interface PeopleAsked {
  readonly dialect: SqlDialect;
  readonly database: DatabaseDescription;
  readonly facts: ColumnFacts;
  readonly blocks: readonly Block[];
  readonly max: number;
}

/** A table that a criterion is asked of. `link` leads from the person table; null for the person table itself. */
interface Place {
  readonly table: TableDescription;
  readonly field: FieldDescription;
  readonly link: { readonly own: string; readonly theirs: string } | null;
}

/** A criterion, and where it is asked. */
interface Asked {
  readonly criterion: Criterion;
  readonly place: Place;
}

/** Beyond this, tables that say the same in many places would make one question into hundreds. */
const maxWays = 8;

/** The numbers of everybody for whom every criterion of one block holds. Null where this database can be asked none of them. */
export function peopleQuery(asked: PeopleAsked): SqlQuery | null {
  const ways = asked.blocks.flatMap((block) => waysToAsk(block, asked));
  if (ways.length === 0) return null;
  const { dialect } = asked;
  return writeQuery(dialect.placeholder, (bind) => dialect.first(asked.max, ways.map((way) => oneWay(way, asked, bind)).join('\nunion ')));
}

/** Each criterion in each table that can answer it. A block with a criterion that no table can answer is asked not at all. */
function waysToAsk({ all }: Block, { database, facts }: PeopleAsked): readonly (readonly Asked[])[] {
  let ways: readonly (readonly Asked[])[] = [[]];
  for (const criterion of all) {
    const places = placesOf(database, criterion.identity).filter(({ table, field }) => fittingValues(facts.column(table, field.name).type, criterion.anyOf).length > 0);
    ways = ways.flatMap((way) => places.map((place) => [...way, { criterion, place }])).slice(0, maxWays);
  }
  return ways.filter((way) => way.length > 0);
}

function placesOf(database: DatabaseDescription, identity: Identity): readonly Place[] {
  return database.tables.flatMap((table): readonly Place[] => {
    const field = table.fields.find((each) => each.identity === identity);
    if (field === undefined) return [];
    if (table.name === database.personTable) return [{ table, field, link: null }];
    // The number of a person in another table says whose the row is, and not who a person is.
    const entry = identity === 'person number' ? undefined : table.entries.find(({ from }) => from.table === database.personTable);
    return entry === undefined ? [] : [{ table, field, link: { own: entry.from.field, theirs: entry.field } }];
  });
}

function oneWay(way: readonly Asked[], { dialect, database, facts }: PeopleAsked, bind: Bind): string {
  const person = tableNamed(database, database.personTable);
  const number = dialect.identifier(requiredField(person, 'person number').name);
  const compared = ({ criterion, place }: Asked): string => comparison({ criterion, dialect, column: facts.column(place.table, place.field.name) }, bind);
  const own = way.filter(({ place }) => place.link === null).map(compared);
  const tables = [...new Set(way.flatMap(({ place }) => (place.link === null ? [] : [place.table])))];
  const related = tables.map((table) => {
    const here = way.filter(({ place }) => place.table === table);
    const link = here[0]?.place.link;
    if (link === undefined || link === null) return '1 = 0';
    return `${dialect.identifier(link.own)} in (select ${dialect.identifier(link.theirs)} from ${tableSql(dialect, table)} where ${here.map(compared).join(' and ')})`;
  });
  return `select ${number} as ${dialect.identifier('number')} from ${tableSql(dialect, person)} where ${[...own, ...related].join(' and ')}`;
}

function comparison({ criterion, dialect, column }: { readonly criterion: Criterion; readonly dialect: SqlDialect; readonly column: ReturnType<ColumnFacts['column']> }, bind: Bind): string {
  const values = fittingValues(column.type, criterion.anyOf);
  switch (criterion.compare) {
    case 'exact':
      return dialect.isOneOf(column.type === 'other' ? dialect.text(column.sql) : column.sql, values, bind);
    case 'lower':
      return dialect.isOneOfWithoutCase(column, values, bind);
    case 'prefix':
      return dialect.beginsWith(column, values, bind);
  }
}

/** The table's quoted name, with its schema. */
export function tableSql(dialect: SqlDialect, { schema, table }: Pick<TableDescription, 'schema' | 'table'>): string {
  return `${dialect.identifier(schema)}.${dialect.identifier(table)}`;
}
