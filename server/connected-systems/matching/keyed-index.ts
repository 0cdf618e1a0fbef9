/** Finds people beside an extract: a keyed index of it, made when it is first asked for and again when the extract has changed. */
import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { FindResult, SubjectIdentifiers } from '../connector.ts';
import { certainKeysFor, narrowKeysFor, wideKeysFor, type BlockingKey } from './blocking-keys.ts';
import { buildKeyedIndex, indexFile } from './build-keyed-index.ts';
import type { KeyedIndexSource } from './build-keyed-index.ts';
import { isFoundEnough } from './find-in-stages.ts';
import { judgeMatch } from './judge-match.ts';
import { drawerAt, drawerHash, entryBytes, footBytes, labelBytes, labelHash, openRow, readFoot } from './keyed-index-form.ts';
import type { Foot } from './keyed-index-form.ts';
import type { PersonRecord } from './person-record.ts';

export interface KeyedIndex {
  /** How many people the extract has. */
  readonly people: number;
  /** Those worth comparing, for `judgeMatch`; a few hundred at most, those found by the narrowest key first. */
  find(who: SubjectIdentifiers, systemKey: string): Promise<readonly PersonRecord[]>;
  close(): Promise<void>;
}

/** Opens the index of this very version of the extract, and builds it where there is none. Close it when done. */
export async function openKeyedIndex(source: KeyedIndexSource): Promise<KeyedIndex> {
  const there = await openBuiltIndex(source);
  if (there !== null) return there;
  await builtOnce(source);
  const made = await openBuiltIndex(source);
  if (made === null) throw new Error('a keyed index that was built is not there');
  return made;
}

/** Goes with its extract. */
export async function deleteKeyedIndex(folder: string): Promise<void> {
  await rm(path.join(folder, indexFile), { force: true });
}

const building = new Map<string, Promise<void>>();

/** Two who ask at once wait for one build. */
async function builtOnce(source: KeyedIndexSource): Promise<void> {
  const name = path.join(source.folder, source.version);
  const running = building.get(name) ?? buildKeyedIndex(source).finally(() => building.delete(name));
  building.set(name, running);
  await running;
}

/** The index of this very version of the extract, or null where there is none yet. Close it when done. */
export async function openBuiltIndex({ folder, key, version }: KeyedIndexSource): Promise<KeyedIndex | null> {
  const file = await open(path.join(folder, indexFile), 'r').catch(() => null);
  if (file === null) return null;
  const { size } = await file.stat();
  const foot = size < footBytes ? null : readFoot(key, version, await bytesAt(file, size - footBytes, footBytes));
  if (foot === null) {
    await file.close();
    return null;
  }
  const directory = await bytesAt(file, foot.directoryAt, size - footBytes - foot.directoryAt);
  const index: OpenIndex = { file, foot, directory };
  return { people: foot.people, find: (who, systemKey) => find(index, who, systemKey), close: () => file.close() };
}

interface OpenIndex {
  readonly file: FileHandle;
  readonly foot: Foot;
  readonly directory: Buffer;
}

const mostRows = 400;

/** From the narrowest keys to the widest; nobody else is looked at for a person who is found by the first of them. */
async function find(index: OpenIndex, who: SubjectIdentifiers, systemKey: string): Promise<readonly PersonRecord[]> {
  const found = new Map<number, PersonRecord>();
  const judged = async (keys: readonly BlockingKey[]): Promise<FindResult> => {
    const places = (await placesUnder(index, keys)).filter((place) => !found.has(place)).slice(0, mostRows - found.size);
    for (const [at, record] of (await recordsAt(index, places)).entries()) found.set(places[at] ?? -1, record);
    return judgeMatch(systemKey, who, [...found.values()]);
  };
  const certain = await judged(certainKeysFor(systemKey, who));
  if (certain.found !== 'certain' && !isFoundEnough(await judged(narrowKeysFor(systemKey, who)))) await judged(wideKeysFor(who));
  return [...found.values()];
}

/** Where the rows lie that are filed under any of these keys; one read a drawer, the first key's first. */
async function placesUnder(index: OpenIndex, keys: readonly BlockingKey[]): Promise<readonly number[]> {
  const labelsOf = new Map<number, Set<number>>();
  for (const { drawer, label } of keys) {
    const at = drawerAt(drawerHash(index.foot.keys, drawer), index.foot.drawerBits);
    labelsOf.set(at, (labelsOf.get(at) ?? new Set()).add(labelHash(index.foot.keys, label)));
  }
  const found = await Promise.all([...labelsOf].map(([drawer, labels]) => placesIn(index, drawer, labels)));
  return [...new Set(found.flat())].slice(0, mostRows);
}

async function placesIn({ file, foot, directory }: OpenIndex, drawer: number, labels: ReadonlySet<number>): Promise<readonly number[]> {
  const [begins, ends] = [directory.readUInt32BE(drawer * 4), directory.readUInt32BE(drawer * 4 + 4)];
  if (begins === ends) return [];
  const entries = await bytesAt(file, foot.entriesAt + begins * entryBytes, (ends - begins) * entryBytes);
  const places: number[] = [];
  for (let at = 0; at < entries.length; at += entryBytes) {
    if (labels.has(entries.readUIntBE(at, labelBytes))) places.push(entries.readUIntBE(at + labelBytes, entryBytes - labelBytes));
  }
  return places;
}

/** Long enough for almost every row: one read brings its length with it. */
const usualRowBytes = 512;

async function recordsAt({ file, foot }: OpenIndex, places: readonly number[]): Promise<readonly PersonRecord[]> {
  return await Promise.all(
    places.map(async (at) => {
      const begun = await bytesAt(file, at, usualRowBytes);
      const length = begun.readUInt32BE(0);
      const whole = length + 4 <= begun.length ? begun : await bytesAt(file, at, length + 4);
      return openRow(foot.keys, at, whole.subarray(4, 4 + length));
    }),
  );
}

/** As many bytes as there are, up to `length`. */
async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  return bytes.subarray(0, bytesRead);
}
