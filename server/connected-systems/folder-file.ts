/** One file of a connected folder: found without leaving the folder, streamed, its failures named. */
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { SystemFault } from './connector.ts';
import type { Asking } from './connector.ts';

export interface DocumentFile {
  readonly byteLength: number;
  /** Streams exactly the bytes that were there when the file was found. @throws SystemFault */
  open(asking: Asking): AsyncIterable<Uint8Array>;
}

/** Finds a file that an index names. @throws SystemFault `bad-answer` if it is missing, no plain file, or outside the folder */
export async function documentFile(folder: string, name: string): Promise<DocumentFile> {
  const root = await realpath(folder).catch(() => {
    throw new SystemFault('cannot-connect', 'the folder cannot be opened');
  });
  // The real path decides: a link or a row with ../ must not lead the portal to read its own secrets.
  const found = await realpath(path.resolve(root, name)).catch(() => {
    throw new SystemFault('bad-answer', 'a file named in the index is missing');
  });
  if (!found.startsWith(root + path.sep)) throw new SystemFault('bad-answer', 'an index names a file outside the folder');
  const facts = await stat(found);
  if (!facts.isFile()) throw new SystemFault('bad-answer', 'an index names something that is no file');
  return { byteLength: facts.size, open: (asking) => read(found, asking) };
}

async function* read(file: string, asking: Asking): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const part of createReadStream(file, { signal: asking.signal })) {
      if (part instanceof Uint8Array) yield part;
    }
  } catch (cause) {
    throw new SystemFault('dropped', 'a file could not be read to its end', { cause });
  }
}
