/** Lets the entries of an index that is being built wait in files, so that memory does not grow with the people. */
import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Hashes and a place: nothing readable. */
export interface SpiltEntry {
  readonly drawer: number;
  readonly label: number;
  /** Where the row lies in the index. */
  readonly at: number;
}

export interface Spill {
  add(entry: SpiltEntry): void;
  /** Writes out what has grown large; call it between people. */
  settle(): Promise<void>;
  count(): number;
  /** The entries of one of the `partitions`, whose drawers come before those of the next. */
  read(part: number): Promise<readonly SpiltEntry[]>;
}

export const partitions = 256;
const spiltBytes = 16;
const settleAtBytes = spiltBytes * 4_096;
/** More than one person can add between two settlings. */
const roomBytes = spiltBytes * 1_024;
const firstBytes = spiltBytes * 16;

export function openSpill(folder: string): Spill {
  const waiting = Array.from({ length: partitions }, () => ({ bytes: Buffer.alloc(0), used: 0 }));
  const full = new Set<number>();
  const written = new Set<number>();
  let count = 0;
  const fileOf = (part: number): string => path.join(folder, `${part}.entries`);
  const empty = async (part: number): Promise<void> => {
    const held = waiting[part];
    if (held === undefined || held.used === 0) return;
    await appendFile(fileOf(part), held.bytes.subarray(0, held.used), { mode: 0o600 });
    written.add(part);
    held.used = 0;
  };
  return {
    add: ({ drawer, label, at }) => {
      const part = drawer >>> 24;
      const held = waiting[part];
      if (held === undefined) return;
      if (held.used + spiltBytes > held.bytes.length) held.bytes = Buffer.concat([held.bytes.subarray(0, held.used)], Math.min(Math.max(firstBytes, held.bytes.length * 2), settleAtBytes + roomBytes));
      held.bytes.writeUInt32BE(drawer, held.used);
      held.bytes.writeUIntBE(label, held.used + 4, 6);
      held.bytes.writeUIntBE(at, held.used + 10, 6);
      held.used += spiltBytes;
      count += 1;
      if (held.used >= settleAtBytes) full.add(part);
    },
    settle: async () => {
      if (full.size === 0) return;
      for (const part of full) await empty(part);
      full.clear();
    },
    count: () => count,
    read: async (part) => {
      const held = waiting[part];
      const inMemory = held === undefined ? [] : entriesIn(held.bytes.subarray(0, held.used));
      return written.has(part) ? [...entriesIn(await readFile(fileOf(part))), ...inMemory] : inMemory;
    },
  };
}

function entriesIn(bytes: Buffer): readonly SpiltEntry[] {
  return Array.from({ length: bytes.length / spiltBytes }, (_each, index) => {
    const from = index * spiltBytes;
    return { drawer: bytes.readUInt32BE(from), label: bytes.readUIntBE(from + 4, 6), at: bytes.readUIntBE(from + 10, 6) };
  });
}
