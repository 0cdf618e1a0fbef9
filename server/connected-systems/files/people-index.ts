/** Finds the people of a large extract by its keyed index; while that is being made, or has to be made anew, the extract is read through. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { usualLimits } from '../connector.ts';
import { requiredField, tablesThatTell, tableNamed } from '../database-description.ts';
import type { DatabaseDescription, TableDescription } from '../database-description.ts';
import { buildKeyedIndex, type KeyedIndexSource } from '../matching/build-keyed-index.ts';
import { deleteKeyedIndex, openBuiltIndex } from '../matching/keyed-index.ts';
import type { PersonRecord } from '../matching/person-record.ts';
import { readPerson, toldBy } from '../matching/read-person.ts';
import { openExtract, type Extract, type ExtractSettings } from './extract.ts';
import { findPersonRecords, type PersonSearch } from './extract-people.ts';
import type { OpenSource } from './file-source.ts';

export interface IndexedExtract {
  readonly openSource: OpenSource;
  readonly settings: ExtractSettings;
  /** The folder of this system in the data folder, or null where nothing is to be kept. */
  readonly indexFolder: string | null;
  /** Lowered by tests. */
  readonly leastBytes?: number;
}

/** A smaller extract is read through sooner than an index of it is made. */
const usualLeastBytes = 4 * 1024 * 1024;
const longestBuildMs = 3_600_000;
const keyBytes = 32;

/** The records worth comparing. @throws SystemFault */
export async function findInExtract(extract: Extract, search: PersonSearch, indexed: IndexedExtract): Promise<readonly PersonRecord[]> {
  const source = await indexSourceFor(extract, search.database, indexed);
  if (source === null) return await findPersonRecords(extract, search);
  const index = await openBuiltIndex(source);
  if (index === null) {
    startBuilding(source);
    return await findPersonRecords(extract, search);
  }
  try {
    return await index.find(search.who, search.systemKey);
  } finally {
    await index.close();
  }
}

/** Null where reading through is right: a small extract, or one that keeps what tells who somebody is in files of its own. */
async function indexSourceFor(extract: Extract, database: DatabaseDescription, indexed: IndexedExtract): Promise<KeyedIndexSource | null> {
  const { indexFolder } = indexed;
  if (indexFolder === null || tablesThatTell(database).length > 0) return null;
  const person = tableNamed(database, database.personTable);
  const files = await filesOrNoIndex(extract, person, indexFolder);
  if (files.reduce((sum, { byteLength }) => sum + byteLength, 0) < (indexed.leastBytes ?? usualLeastBytes)) return null;
  const asDescribed = { files: files.map((file) => [file.path, file.byteLength, file.modifiedAt.getTime()]), settings: indexed.settings, fields: person.fields.filter(({ identity }) => identity !== undefined) };
  return {
    folder: indexFolder,
    key: await keyOf(indexFolder),
    version: createHash('sha256').update(JSON.stringify(asDescribed)).digest('hex'),
    people: () => peopleOf(indexed, person),
  };
}

/** An index goes with its extract. */
async function filesOrNoIndex(extract: Extract, person: TableDescription, indexFolder: string): Promise<ReturnType<Extract['filesOf']>> {
  try {
    return extract.filesOf(person);
  } catch (fault) {
    await deleteKeyedIndex(indexFolder);
    throw fault;
  }
}

const building = new Map<string, Promise<void>>();

/** No asking waits for it. One that fails is begun again by the next asking, which reads the extract through until then. */
function startBuilding(source: KeyedIndexSource): void {
  const { folder } = source;
  if (building.has(folder)) return;
  building.set(folder, buildKeyedIndex(source).catch(() => undefined).finally(() => building.delete(folder)));
}

/** When no index is being made in this folder. */
export async function untilIndexIsMade(indexFolder: string): Promise<void> {
  await building.get(indexFolder);
}

/** On a line of its own: the asking that began it is over long before. */
async function* peopleOf({ openSource, settings }: IndexedExtract, person: TableDescription): AsyncGenerator<PersonRecord, void, undefined> {
  const asking = { signal: AbortSignal.timeout(longestBuildMs), limits: { ...usualLimits, wholeMs: longestBuildMs } };
  const source = await openSource(asking);
  try {
    const extract = await openExtract(source, settings);
    const key = requiredField(person, 'person number').name;
    const seen = new Set<string>();
    for await (const row of extract.rowsOf(person)) {
      const number = row[key] ?? '';
      if (number === '' || seen.has(number)) continue;
      seen.add(number);
      yield readPerson(toldBy(person, row));
    }
  } finally {
    await source.close();
  }
}

/** Random, and of this extract alone; made when it is first needed. */
async function keyOf(indexFolder: string): Promise<Buffer> {
  const file = `${indexFolder}.key`;
  const kept = await readFile(file).catch(() => null);
  if (kept?.length === keyBytes) return kept;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, randomBytes(keyBytes), { mode: 0o600, flag: kept === null ? 'wx' : 'w' }).catch(() => undefined);
  return await readFile(file);
}
