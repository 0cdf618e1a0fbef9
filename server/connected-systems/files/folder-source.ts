/** A folder of this machine as a source of files: what leads out of it is not followed. */
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Asking } from '../connector.ts';
import { SystemFault } from '../connector.ts';
import { documentFile } from '../folder-file.ts';
import { pathWithin } from './file-source.ts';
import type { FileSource, OpenSource, SourceEntry } from './file-source.ts';

export function folderSource(folder: string): OpenSource {
  return async (asking) => {
    await rootOf(folder);
    return {
      list: (within) => listed(folder, within),
      open: (name) => opened(folder, name, asking),
      size: async (name) => (await documentFile(folder, name)).byteLength,
      close: () => Promise.resolve(),
    } satisfies FileSource;
  };
}

async function rootOf(folder: string): Promise<string> {
  return await realpath(folder).catch(() => {
    throw new SystemFault('cannot-connect', 'the folder cannot be opened');
  });
}

async function listed(folder: string, within: string): Promise<readonly SourceEntry[]> {
  const root = await rootOf(folder);
  const found = await realpath(path.resolve(root, within)).catch(() => {
    throw new SystemFault('bad-answer', 'a folder that the settings name is missing');
  });
  if (found !== root && !found.startsWith(root + path.sep)) throw new SystemFault('bad-answer', 'a folder leads outside');
  const entries = await readdir(found, { withFileTypes: true }).catch((cause: unknown) => {
    throw new SystemFault('bad-answer', 'a folder cannot be read', { cause });
  });
  const sorted = entries.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return await Promise.all(sorted.map(async (entry) => await entryFrom({ folder: found, within }, entry)));
}

async function entryFrom({ folder, within }: { readonly folder: string; readonly within: string }, entry: { readonly name: string; isFile(): boolean; isDirectory(): boolean }): Promise<SourceEntry> {
  const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
  const facts = kind === 'other' ? null : await stat(path.join(folder, entry.name)).catch(() => null);
  return { path: pathWithin(within, entry.name), name: entry.name, kind: facts === null ? 'other' : kind, byteLength: facts?.size ?? 0, modifiedAt: facts?.mtime ?? new Date(0) };
}

async function* opened(folder: string, name: string, asking: Asking): AsyncGenerator<Uint8Array, void, undefined> {
  yield* (await documentFile(folder, name)).open(asking);
}
