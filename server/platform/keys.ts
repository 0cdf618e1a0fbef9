/** Keeps the keys: one for each case, subject and purpose of the portal, wrapped, in a folder outside the database and its backups. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SealingKey } from './sealing.ts';

/** What a key protects: one case, one data subject, or the portal's own rows. */
export type KeyScope = `case:${string}` | `subject:${string}` | 'portal';

export interface KeyStore {
  /** The key of a scope, made on first use. @throws KeyShredded if it was destroyed. */
  keyFor(scope: KeyScope): Promise<SealingKey>;
  /** Destroys a key for good and leaves a tombstone, which is applied again to any copy that is restored. */
  shred(scope: KeyScope): Promise<void>;
  /** Destroys every key that a tombstone names; run after any restore. Returns how many were destroyed again. */
  applyTombstones(): Promise<number>;
  /** Every scope that has a tombstone. */
  shredded(): Promise<readonly KeyScope[]>;
}

/** What this key protected can never be read again. */
export class KeyShredded extends Error {
  override readonly name = 'KeyShredded';
}

const keyBytes = 32;
const cacheMs = 60_000;
const maxCached = 500;

interface Cached {
  readonly key: SealingKey;
  readonly until: number;
}

export interface KeyStoreFolders {
  /** Wrapped keys. Not in the database backup. */
  readonly keysFolder: string;
  /** Names of shredded scopes. Backed up with everything else. */
  readonly tombstonesFolder: string;
  /** The key that wraps the others; 32 bytes. */
  readonly wrappingKey: Buffer;
}

export async function openKeyStore(folders: KeyStoreFolders): Promise<KeyStore> {
  await mkdir(folders.keysFolder, { recursive: true, mode: 0o700 });
  await mkdir(folders.tombstonesFolder, { recursive: true, mode: 0o700 });
  const cached = new Map<KeyScope, Cached>();
  return {
    keyFor: async (scope) => {
      const known = cached.get(scope);
      if (known !== undefined && known.until > performance.now()) {
        // Another process may have shredded a case since; its key must not live on in this one.
        if (scope.startsWith('case:')) await refuseIfShredded(folders, scope);
        return known.key;
      }
      const key = { scope, bytes: await readOrMake(folders, scope) };
      if (cached.size >= maxCached) cached.clear();
      cached.set(scope, { key, until: performance.now() + cacheMs });
      return key;
    },
    shred: async (scope) => {
      await writeFile(join(folders.tombstonesFolder, fileOf(scope)), '', { mode: 0o600 });
      cached.delete(scope);
      await rm(join(folders.keysFolder, fileOf(scope)), { force: true });
    },
    applyTombstones: async () => {
      const shredded = await readdir(folders.tombstonesFolder);
      const present = new Set(await readdir(folders.keysFolder));
      const back = shredded.filter((file) => present.has(file));
      await Promise.all(back.map((file) => rm(join(folders.keysFolder, file), { force: true })));
      cached.clear();
      return back.length;
    },
    shredded: async () => (await readdir(folders.tombstonesFolder)).flatMap(scopesOf),
  };
}

/** Scopes are made of ids of ours; anything else would be a path that leads elsewhere. */
function fileOf(scope: KeyScope): string {
  if (!/^(?:portal|(?:case|subject):[A-Za-z0-9_-]{1,64})$/.test(scope)) throw new RangeError('not a key scope');
  return `${scope.replace(':', '.')}.key`;
}

/** The scope whose file this is; none for anything that is not ours. */
function scopesOf(file: string): readonly KeyScope[] {
  const [, kind, id] = /^(case|subject)\.([A-Za-z0-9_-]{1,64})\.key$/.exec(file) ?? [];
  if (id === undefined || (kind !== 'case' && kind !== 'subject')) return [];
  return [`${kind}:${id}`];
}

async function readOrMake(folders: KeyStoreFolders, scope: KeyScope): Promise<Buffer> {
  await refuseIfShredded(folders, scope);
  const path = join(folders.keysFolder, fileOf(scope));
  const wrapped = await readFile(path).catch(unlessMissing);
  if (wrapped !== null) return unwrap(folders.wrappingKey, scope, wrapped);
  await makeKey(folders, scope, path);
  return unwrap(folders.wrappingKey, scope, await readFile(path));
}

async function refuseIfShredded(folders: KeyStoreFolders, scope: KeyScope): Promise<void> {
  const tombstone = await readFile(join(folders.tombstonesFolder, fileOf(scope))).catch(unlessMissing);
  if (tombstone !== null) throw new KeyShredded('this key was destroyed');
}

function unlessMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

/** Two processes may make the same key at once: the first to link its file wins, and both read that one. */
async function makeKey(folders: KeyStoreFolders, scope: KeyScope, path: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`;
  await writeDurably(draft, wrap(folders.wrappingKey, scope, randomBytes(keyBytes)));
  const isTaken = await readFile(path).catch(unlessMissing);
  if (isTaken === null) await linkOrKeep(draft, path);
  await rm(draft, { force: true });
}

async function linkOrKeep(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    await rename(draft, path);
  }
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function wrap(wrappingKey: Buffer, scope: KeyScope, key: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey, nonce);
  cipher.setAAD(Buffer.from(scope));
  const body = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function unwrap(wrappingKey: Buffer, scope: KeyScope, wrapped: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', wrappingKey, wrapped.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(scope));
  decipher.setAuthTag(wrapped.subarray(12, 28));
  return Buffer.concat([decipher.update(wrapped.subarray(28)), decipher.final()]);
}
