/** Builds the keyed index of an extract in one pass over its people; memory does not grow with them. */
import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { keysOfRecord } from './blocking-keys.ts';
import { drawerAt, drawerHash, entryBytes, labelBytes, labelHash, newBuildKeys, sealRow, writeFoot } from './keyed-index-form.ts';
import type { BuildKeys } from './keyed-index-form.ts';
import { openSpill, partitions, type Spill } from './keyed-index-spill.ts';
import type { PersonRecord } from './person-record.ts';

export interface KeyedIndexSource {
  /** The folder of this extract in the data folder: the index is kept there, and goes with it. */
  readonly folder: string;
  /** Thirty-two random bytes of this extract alone. */
  readonly key: Uint8Array;
  /** Changes whenever the extract does: its hash, or its size and the time it was written. */
  readonly version: string;
  /** Everybody in the extract, each once, with every name and address. Read once, when the index is built. */
  readonly people: () => AsyncIterable<PersonRecord>;
}

export const indexFile = 'people.index';
const buildingPrefix = 'building-';
const leftBehindAfterMs = 6 * 3_600_000;

/** Puts the whole new index in the place of the old one. What fails half way leaves the old one, and nothing else. */
export async function buildKeyedIndex(source: KeyedIndexSource): Promise<void> {
  await mkdir(source.folder, { recursive: true, mode: 0o700 });
  await sweepLeftBehind(source.folder);
  const building = await mkdtemp(path.join(source.folder, buildingPrefix));
  try {
    const made = path.join(building, indexFile);
    const file = await open(made, 'wx', 0o600);
    try {
      await writeIndex(file, building, source);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(made, path.join(source.folder, indexFile));
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

/** A process that was killed leaves a folder; one that is at work touches it. */
async function sweepLeftBehind(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(buildingPrefix)) continue;
    const left = path.join(folder, name);
    const facts = await stat(left).catch(() => null);
    if (facts !== null && Date.now() - facts.mtimeMs > leftBehindAfterMs) await rm(left, { recursive: true, force: true });
  }
}

async function writeIndex(file: FileHandle, building: string, source: KeyedIndexSource): Promise<void> {
  const keys = newBuildKeys();
  const out = appender(file);
  const spill = openSpill(building);
  const drawers = drawerHashes(keys);
  let people = 0;
  for await (const record of source.people()) {
    const at = out.at();
    await out.append(lengthed(sealRow(keys, at, record)));
    for (const { drawer, label } of distinctKeys(record)) spill.add({ drawer: drawers(drawer), label: labelHash(keys, label), at });
    await spill.settle();
    people += 1;
  }
  const drawerBits = drawerBitsFor(spill.count());
  const entriesAt = out.at();
  const directory = await writeEntries(out, spill, drawerBits);
  const directoryAt = out.at();
  await out.append(directory);
  await out.append(writeFoot(source.key, source.version, { keys, people, drawerBits, entriesAt, directoryAt }));
  await out.flush();
}

function distinctKeys(record: PersonRecord): ReturnType<typeof keysOfRecord> {
  const labels = new Set<string>();
  return keysOfRecord(record).filter(({ label }) => !labels.has(label) && labels.add(label));
}

const mostRemembered = 100_000;

/** A family name and a home come again and again: their hashes are remembered for a while. */
function drawerHashes(keys: BuildKeys): (drawer: string) => number {
  const known = new Map<string, number>();
  return (drawer) => {
    const hash = known.get(drawer) ?? drawerHash(keys, drawer);
    if (known.size >= mostRemembered) known.clear();
    known.set(drawer, hash);
    return hash;
  };
}

function lengthed(row: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(row.length);
  return Buffer.concat([length, row]);
}

/** So that a drawer holds some dozens, which one read brings; a common name's holds thousands. */
const entriesInDrawer = 64;
const mostDrawerBits = 18;

function drawerBitsFor(entries: number): number {
  return Math.min(mostDrawerBits, Math.max(0, Math.ceil(Math.log2(Math.max(1, entries) / entriesInDrawer))));
}

/** Drawer after drawer; gives the directory: where each begins, in entries, and at last where all end. */
async function writeEntries(out: Appender, spill: Spill, drawerBits: number): Promise<Buffer> {
  const ends = new Uint32Array(2 ** drawerBits);
  let before = 0;
  for (let part = 0; part < partitions; part += 1) {
    const spilt = await spill.read(part);
    const ordered = spilt.map((entry) => ({ entry, drawer: drawerAt(entry.drawer, drawerBits) })).sort((one, other) => one.drawer - other.drawer);
    const written = Buffer.alloc(ordered.length * entryBytes);
    for (const [place, { entry, drawer }] of ordered.entries()) {
      written.writeUIntBE(entry.label, place * entryBytes, labelBytes);
      written.writeUIntBE(entry.at, place * entryBytes + labelBytes, entryBytes - labelBytes);
      ends[drawer] = before + place + 1;
    }
    await out.append(written);
    before += ordered.length;
  }
  return directoryOf(ends);
}

/** An empty drawer begins and ends where the one before it ended. */
function directoryOf(ends: Uint32Array): Buffer {
  const directory = Buffer.alloc((ends.length + 1) * 4);
  let last = 0;
  for (const [drawer, end] of ends.entries()) {
    last = Math.max(last, end);
    directory.writeUInt32BE(last, (drawer + 1) * 4);
  }
  return directory;
}

interface Appender {
  at(): number;
  append(bytes: Buffer): Promise<void>;
  flush(): Promise<void>;
}

const appendAtBytes = 1024 * 1024;

function appender(file: FileHandle): Appender {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let at = 0;
  const flush = async (): Promise<void> => {
    if (waitingBytes === 0) return;
    await file.writev(waiting);
    waiting = [];
    waitingBytes = 0;
  };
  return {
    at: () => at,
    append: async (bytes) => {
      waiting.push(bytes);
      waitingBytes += bytes.length;
      at += bytes.length;
      if (waitingBytes >= appendAtBytes || waiting.length >= 1_000) await flush();
    },
    flush,
  };
}
