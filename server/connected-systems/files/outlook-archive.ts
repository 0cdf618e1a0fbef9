/** Takes an Outlook mailbox file apart with readpst, in a folder that is thrown away, into messages that stand alone. */
import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { SystemFault } from '../connector.ts';
import { newWorkingFolder, removeWorkingFolder } from './working-folder.ts';

const run = promisify(execFile);

export interface ArchivedFile {
  /** Folders and name within the mailbox: `Inbox/12.eml`. */
  readonly name: string;
  readonly byteLength: number;
  open(): AsyncIterable<Uint8Array>;
}

export interface ArchiveLimits {
  readonly maxBytes: number;
  readonly maxMs: number;
}

export const usualArchiveLimits: ArchiveLimits = { maxBytes: 4 * 1024 * 1024 * 1024, maxMs: 120_000 };

/** Time in seconds of processor, memory in kilobytes, one file in blocks of 512 bytes: the program reads what strangers wrote. */
const within = 'ulimit -t 110 && ulimit -v 2000000 && ulimit -f 2000000 && exec readpst "$@"';

/**
 * Every message, appointment and contact, deleted ones too, as a file. Each is opened before the next is asked for.
 * @throws SystemFault `too-large`, `timed-out`, `bad-answer`, and `unexpected` where readpst is not installed
 */
export async function* archivedFiles(bytes: AsyncIterable<Uint8Array>, signal: AbortSignal, limits: ArchiveLimits = usualArchiveLimits): AsyncGenerator<ArchivedFile, void, undefined> {
  const folder = await newWorkingFolder();
  try {
    const mailbox = path.join(folder, 'mailbox.pst');
    const out = path.join(folder, 'out');
    await mkdir(out);
    await pipeline(Readable.from(limited(bytes, limits.maxBytes)), createWriteStream(mailbox, { mode: 0o600 }), { signal });
    await takeApart({ mailbox, out }, signal, limits);
    await rm(mailbox);
    for (const name of await filesUnder(out)) {
      const file = path.join(out, name);
      const { size } = await stat(file);
      yield { name: name.split(path.sep).join('/'), byteLength: size, open: () => read(file, signal) };
    }
  } finally {
    await removeWorkingFolder(folder);
  }
}

/** True where the program can be started. */
export async function isReadpstInstalled(): Promise<boolean> {
  return await run('readpst', ['-V']).then(() => true, () => false);
}

async function* limited(bytes: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array, void, undefined> {
  let received = 0;
  for await (const part of bytes) {
    received += part.byteLength;
    if (received > maxBytes) throw new SystemFault('too-large', 'a mailbox passed the size limit');
    yield part;
  }
}

async function takeApart({ mailbox, out }: { readonly mailbox: string; readonly out: string }, signal: AbortSignal, { maxMs }: ArchiveLimits): Promise<void> {
  if (!(await isReadpstInstalled())) throw new SystemFault('unexpected', 'readpst is not installed; it is in the Debian package pst-utils');
  try {
    await run('/bin/sh', ['-c', within, 'readpst', '-e', '-D', '-q', '-j', '0', '-o', out, mailbox], {
      signal, timeout: maxMs, killSignal: 'SIGKILL', cwd: out, env: { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8' },
    });
  } catch (cause) {
    signal.throwIfAborted();
    const isKilled = typeof cause === 'object' && cause !== null && 'killed' in cause && cause.killed === true;
    throw new SystemFault(isKilled ? 'timed-out' : 'bad-answer', 'a mailbox could not be taken apart', { cause });
  }
}

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
}

async function* read(file: string, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const part of createReadStream(file, { signal })) if (part instanceof Uint8Array) yield part;
}
