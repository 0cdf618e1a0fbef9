/** Finds the people of an extract who may be the data subject, row by row: one row at a time is held, and those worth comparing. */
import type { SubjectIdentifiers } from '../connector.ts';
import { entryFromPerson, fieldFor, requiredField, tablesThatTell, tableNamed } from '../database-description.ts';
import type { DatabaseDescription, TableDescription } from '../database-description.ts';
import { blocksFor } from '../matching/blocks.ts';
import type { Criterion } from '../matching/blocks.ts';
import { rankRecords } from '../matching/judge-match.ts';
import type { PersonRecord } from '../matching/person-record.ts';
import { readPerson, toldBy, type Told } from '../matching/read-person.ts';
import type { TextRow } from '../read-only-session.ts';
import type { Extract } from './extract.ts';

export interface PersonSearch {
  readonly database: DatabaseDescription;
  readonly systemKey: string;
  readonly who: SubjectIdentifiers;
}

/** So many at once are compared; the likeliest fifty go on. */
const compareAtOnce = 500;
const maxRecords = 50;

/** False where no column answers any question about this person: nothing then says that he or she is unknown here. */
export function canBeAsked({ database, systemKey, who }: PersonSearch): boolean {
  const person = tableNamed(database, database.personTable).fields.map(({ identity }) => identity);
  // The number of a person in another table says whose the row is, and not who a person is.
  const elsewhere = tablesThatTell(database).flatMap(({ fields }) => fields.flatMap(({ identity }) => (identity === 'person number' ? [] : [identity])));
  const answered = new Set([...person, ...elsewhere]);
  return blocksFor(systemKey, who).some(({ all }) => all.every(({ identity }) => answered.has(identity)));
}

export async function findPersonRecords(extract: Extract, search: PersonSearch): Promise<readonly PersonRecord[]> {
  const { database } = search;
  const person = tableNamed(database, database.personTable);
  const others = tablesThatTell(database);
  const blocks = blocksFor(search.systemKey, search.who);
  const heldElsewhere = await numbersHolding(extract, { database, others, criteria: blocks.flatMap(({ all }) => all) });
  const isWorthComparing = (row: TextRow, number: string): boolean =>
    blocks.some(({ all }) => all.every((criterion) => holdsIn(person, criterion, row) || heldElsewhere.get(criterion)?.has(number) === true));
  const likeliest = (records: readonly Found[]): readonly Found[] => {
    const rank = new Map(rankRecords(search.systemKey, search.who, records.map(({ record }) => record)).map(({ record }, at) => [record, at]));
    return records.toSorted((one, other) => (rank.get(one.record) ?? 0) - (rank.get(other.record) ?? 0)).slice(0, maxRecords);
  };
  const found = new Map<string, Found>();
  const key = requiredField(person, 'person number').name;
  for await (const row of extract.rowsOf(person)) {
    const number = row[key] ?? '';
    // The newest file comes first: what an older one says of the same person does not come before it.
    if (number === '' || found.has(number) || !isWorthComparing(row, number)) continue;
    found.set(number, { row, record: readPerson(toldBy(person, row)) });
    if (found.size >= compareAtOnce) keepOnly(found, likeliest([...found.values()]));
  }
  return await withRelated(extract, { database, person, others, found: likeliest([...found.values()]) });
}

interface Found {
  readonly row: TextRow;
  readonly record: PersonRecord;
}

function keepOnly(found: Map<string, Found>, kept: readonly Found[]): void {
  found.clear();
  for (const one of kept) found.set(one.record.reference, one);
}

/** Whose former name or address, kept in a table of its own, holds a criterion. */
async function numbersHolding(
  extract: Extract,
  { database, others, criteria }: { readonly database: DatabaseDescription; readonly others: readonly TableDescription[]; readonly criteria: readonly Criterion[] },
): Promise<ReadonlyMap<Criterion, ReadonlySet<string>>> {
  const holding = new Map<Criterion, Set<string>>(criteria.map((criterion) => [criterion, new Set<string>()]));
  for (const table of others) {
    const asked = criteria.filter(({ identity }) => fieldFor(table, identity) !== undefined);
    if (asked.length === 0) continue;
    const entry = entryFromPerson(database, table);
    for await (const row of extract.rowsOf(table)) {
      for (const criterion of asked) if (holdsIn(table, criterion, row)) holding.get(criterion)?.add(row[entry] ?? '');
    }
  }
  return holding;
}

function holdsIn(table: TableDescription, { identity, compare, anyOf }: Criterion, row: TextRow): boolean {
  return table.fields.some(({ identity: own, name }) => {
    const value = own === identity ? row[name] : null;
    if (typeof value !== 'string' || value === '') return false;
    const plain = value.toLowerCase();
    return compare === 'exact' ? anyOf.includes(value) : anyOf.some((wanted) => (compare === 'lower' ? plain === wanted.toLowerCase() : plain.startsWith(wanted.toLowerCase())));
  });
}

interface Relating {
  readonly database: DatabaseDescription;
  readonly person: TableDescription;
  readonly others: readonly TableDescription[];
  readonly found: readonly Found[];
}

async function withRelated(extract: Extract, { database, person, others, found }: Relating): Promise<readonly PersonRecord[]> {
  if (found.length === 0) return [];
  const related = new Map<string, Told[]>(found.map(({ record }) => [record.reference, []]));
  for (const table of others) {
    const entry = entryFromPerson(database, table);
    for await (const row of extract.rowsOf(table)) related.get(row[entry] ?? '')?.push(toldBy(table, row));
  }
  return found.map(({ row, record }) => readPerson(toldBy(person, row), related.get(record.reference)));
}
