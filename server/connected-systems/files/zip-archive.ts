/** Opens a ZIP archive within limits: what is in it, what is wrong with it, and the bytes of each entry, never by its path. */
import { configure, ERR_UNSAFE_FILENAME, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js';
import type { Entry, FileEntry } from '@zip.js/zip.js';
import type { UnreadableReason } from '../connector.ts';
import { SystemFault } from '../connector.ts';
import { isRatioSuspect, takeFrom } from './unpacking-limits.ts';
import type { UnpackingBudget } from './unpacking-limits.ts';
import { nothing } from './read-whole.ts';

configure({ useWebWorkers: false });

export interface ZipEntry {
  /** As the archive writes it: shown, and never used as a path. */
  readonly name: string;
  readonly byteLength: number;
  /** Null where it can be opened. */
  readonly unreadable: UnreadableReason | null;
  /** @throws SystemFault */
  open(): AsyncIterable<Uint8Array>;
}

export type ZipOpened = { readonly opened: true; readonly entries: readonly ZipEntry[] } | { readonly opened: false; readonly why: UnreadableReason };

/** Every entry was unpacked once, and its bytes counted, before this answers: an archive that lies about a size is found out here. */
export async function openZip(bytes: Uint8Array, budget: UnpackingBudget): Promise<ZipOpened> {
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { checkOverlappingEntry: true });
  try {
    const found = await listed(reader, budget);
    if (found === null) return { opened: false, why: 'too-large' };
    const entries: ZipEntry[] = [];
    for (const entry of found) entries.push(await entryFrom(entry, budget));
    return { opened: true, entries };
  } catch (fault) {
    // A name that leads out of the archive was written to attack whoever unpacks it.
    return { opened: false, why: fault instanceof Error && fault.message === ERR_UNSAFE_FILENAME ? 'unsafe' : 'broken' };
  } finally {
    await reader.close().catch(() => undefined);
  }
}

/** Null where there are more than may be unpacked: counted while they are listed, before all of them are in memory. */
async function listed(reader: ZipReader<unknown>, budget: UnpackingBudget): Promise<readonly Entry[] | null> {
  const entries: Entry[] = [];
  for await (const entry of reader.getEntriesGenerator()) {
    if (entries.length === budget.entriesLeft) return null;
    entries.push(entry);
  }
  const kept = entries.filter(({ directory }) => !directory);
  return takeFrom(budget, { entries: entries.length, bytes: 0 }) ? kept : null;
}

async function entryFrom(entry: Entry, budget: UnpackingBudget): Promise<ZipEntry> {
  const unreadable = wrongWith(entry, budget) ?? (await wrongWithin(entry, budget));
  return {
    name: entry.filename,
    byteLength: unreadable === null ? entry.uncompressedSize : 0,
    unreadable,
    open: () => (unreadable === null && !entry.directory ? unpacked(entry) : nothing()),
  };
}

/** What can be told without unpacking. */
function wrongWith(entry: Entry, budget: UnpackingBudget): UnreadableReason | null {
  if (entry.symlink) return 'link';
  if (entry.encrypted) return 'encrypted';
  const sizes = { packedBytes: entry.compressedSize, unpackedBytes: entry.uncompressedSize };
  if (isRatioSuspect(budget, sizes)) return 'unsafe';
  return entry.uncompressedSize > budget.limits.maxEntryBytes || entry.uncompressedSize > budget.bytesLeft ? 'too-large' : null;
}

/** Unpacks to nowhere. The size an entry declares is a claim; so is that it does not overlap with another. */
async function wrongWithin(entry: Entry, budget: UnpackingBudget): Promise<UnreadableReason | null> {
  if (entry.directory || !takeFrom(budget, { entries: 0, bytes: entry.uncompressedSize })) return 'too-large';
  let counted = 0;
  try {
    for await (const part of unpacked(entry)) counted += part.byteLength;
  } catch (fault) {
    return fault instanceof SystemFault && fault.reason === 'too-large' ? 'unsafe' : 'broken';
  }
  return counted === entry.uncompressedSize ? null : 'broken';
}

async function* unpacked(entry: FileEntry): AsyncGenerator<Uint8Array, void, undefined> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  let failure: unknown = null;
  const writing = entry.getData(writable, { checkSignature: true }).catch((fault: unknown) => {
    failure = fault;
    return writable.abort(fault).catch(() => undefined);
  });
  let counted = 0;
  const reader = readable.getReader();
  try {
    for (;;) {
      const step = await reader.read();
      if (step.done) break;
      counted += step.value.byteLength;
      if (counted > entry.uncompressedSize) throw new SystemFault('too-large', 'an entry unpacks to more than it declares');
      yield step.value;
    }
    await writing;
    if (failure !== null) throw new SystemFault('bad-answer', 'an entry of an archive is broken', { cause: failure });
  } catch (fault) {
    throw fault instanceof SystemFault ? fault : new SystemFault('bad-answer', 'an entry of an archive is broken', { cause: fault });
  } finally {
    await reader.cancel().catch(() => undefined);
    await writing;
  }
}
