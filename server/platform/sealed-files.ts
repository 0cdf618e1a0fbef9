/** Keeps collected documents and answers as sealed files on disk, written in parts so that no file is held whole while it streams. */

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gathered } from './gathered.ts';
import { newId } from './ids.ts';
import type { SealingKey } from './sealing.ts';

/** A file at rest. `sha256` is the hash of the plain bytes, in hex. */
export interface SealedFile {
  readonly fileId: string;
  readonly byteCount: number;
  readonly sha256: string;
}

export interface SealedFiles {
  /** Streams plain bytes into a new sealed file; nothing is visible under its id until all of it is on disk. */
  write(key: SealingKey, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<SealedFile>;
  /** The plain bytes, part by part. @throws if the file was changed, cut short, or is not of this key. */
  read(key: SealingKey, fileId: string): AsyncGenerator<Buffer>;
  readAll(key: SealingKey, fileId: string): Promise<Buffer>;
  remove(fileId: string): Promise<void>;
  /** The ids of files written before, some at a time; what was left of writing others, as long ago, is removed on the way. */
  writtenBefore(before: Date, atOnce: number): AsyncGenerator<readonly string[]>;
}

const fileIdPattern = /^[A-Za-z0-9_-]{22}$/;
/** Files lie on shelves named by the start of their id; what else is in the folder is not ours. */
const shelfPattern = /^[A-Za-z0-9_-]{2}$/;
const partBytes = 256 * 1024;
const overheadBytes = 12 + 16;

export function openSealedFiles(folder: string): SealedFiles {
  const pathOf = (fileId: string): string => {
    if (!fileIdPattern.test(fileId)) throw new RangeError('not a file id');
    return join(folder, fileId.slice(0, 2), fileId);
  };
  const read = (key: SealingKey, fileId: string) => readParts(key, fileId, pathOf(fileId));
  return {
    write: (key, bytes) => writeFile(key, bytes, pathOf),
    read,
    readAll: (key, fileId) => gathered(read(key, fileId)),
    remove: (fileId) => rm(pathOf(fileId), { force: true }),
    writtenBefore: (before, atOnce) => listBefore(folder, before, atOnce),
  };
}

/** Null for what another process has removed meanwhile. Of a folder that cannot be read, nobody may say that it is empty. */
async function ifThere<T>(looking: Promise<T>): Promise<T | null> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function* listBefore(folder: string, before: Date, atOnce: number): AsyncGenerator<readonly string[]> {
  let found: string[] = [];
  for (const shelf of (await ifThere(readdir(folder))) ?? []) {
    if (!shelfPattern.test(shelf)) continue;
    for (const name of (await ifThere(readdir(join(folder, shelf)))) ?? []) {
      const path = join(folder, shelf, name);
      const about = await ifThere(stat(path));
      if (about === null || about.mtime >= before) continue;
      if (name.endsWith('.draft')) await rm(path, { force: true });
      else if (fileIdPattern.test(name)) found.push(name);
      if (found.length < atOnce) continue;
      yield found;
      found = [];
    }
  }
  if (found.length > 0) yield found;
}

async function writeFile(
  key: SealingKey,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  pathOf: (fileId: string) => string,
): Promise<SealedFile> {
  const fileId = newId();
  const path = pathOf(fileId);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.draft`;
  const file = await open(draft, 'wx', 0o600);
  try {
    const written = await writeParts(file, { key, fileId, bytes });
    await file.sync();
    await file.close();
    await rename(draft, path);
    return { fileId, ...written };
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

interface Unsealed {
  readonly key: SealingKey;
  readonly fileId: string;
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

async function writeParts(file: FileHandle, { key, fileId, bytes }: Unsealed): Promise<{ byteCount: number; sha256: string }> {
  const hash = createHash('sha256');
  let byteCount = 0;
  let index = 0;
  let pending = Buffer.alloc(0);
  for await (const chunk of bytes) {
    hash.update(chunk);
    byteCount += chunk.byteLength;
    pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk]);
    while (pending.length > partBytes) {
      await file.write(sealPart(key, { fileId, index, isLast: false }, pending.subarray(0, partBytes)));
      pending = pending.subarray(partBytes);
      index += 1;
    }
  }
  await file.write(sealPart(key, { fileId, index, isLast: true }, pending));
  return { byteCount, sha256: hash.digest('hex') };
}

interface Part {
  readonly fileId: string;
  readonly index: number;
  readonly isLast: boolean;
}

/** A part knows its file, its place and whether it is the last, so that none can be dropped, doubled or moved. */
function boundTo(key: SealingKey, { fileId, index, isLast }: Part): Buffer {
  return Buffer.from(`${key.scope}|file|${fileId}|${index}|${isLast ? 'last' : 'more'}`);
}

function sealPart(key: SealingKey, part: Part, plain: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce);
  cipher.setAAD(boundTo(key, part));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

async function* readParts(key: SealingKey, fileId: string, path: string): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const sealedPartBytes = partBytes + overheadBytes;
    const partCount = Math.max(1, Math.ceil(size / sealedPartBytes));
    for (let index = 0; index < partCount; index += 1) {
      const isLast = index === partCount - 1;
      const sealed = Buffer.alloc(isLast ? size - index * sealedPartBytes : sealedPartBytes);
      await file.read(sealed, 0, sealed.length, index * sealedPartBytes);
      yield openPart(key, { fileId, index, isLast }, sealed);
    }
  } finally {
    await file.close();
  }
}

function openPart(key: SealingKey, part: Part, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, sealed.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(boundTo(key, part));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
}

/** For small secrets beside the files, such as the wrapping key: read it, or make it once. */
export async function readOrMakeSecret(path: string, byteCount: number): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`;
  const file = await open(draft, 'wx', 0o600);
  await file.writeFile(randomBytes(byteCount));
  await file.sync();
  await file.close();
  // The first process to link its draft wins; nobody ever reads half a secret.
  await link(draft, path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  await rm(draft, { force: true });
  return readFile(path);
}
