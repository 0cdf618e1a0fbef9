/** A folder at the other end of an SFTP line as a source of files: one host key is known, and nothing is ever written. */
import { createHash, timingSafeEqual } from 'node:crypto';
import SftpClient from 'ssh2-sftp-client';
import type { OutgoingRules } from '../connections/connector-kind.ts';
import { SystemFault } from '../connector.ts';
import type { Asking } from '../connector.ts';
import { guardedSocket } from '../outgoing.ts';
import { pathWithin } from './file-source.ts';
import type { FileSource, OpenSource, SourceEntry } from './file-source.ts';

export interface SftpSettings {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password?: string;
  readonly privateKey?: string;
  readonly passphrase?: string;
  /** `SHA256:…`, as `ssh-keygen -lf` prints it. */
  readonly hostKeySha256: string;
  /** Where the files lie on the server; `.` is where a session begins. */
  readonly folder: string;
  readonly rules: OutgoingRules;
}

export function sftpSource(settings: SftpSettings): OpenSource {
  return async (asking) => {
    const client = await connected(settings, asking);
    const hangUp = (): void => void client.end().catch(() => undefined);
    asking.signal.addEventListener('abort', hangUp, { once: true });
    const root = await named(client.realPath(settings.folder), 'the folder is missing');
    const at = (path: string): string => placeOf(root, path);
    return {
      list: (folder) => listed(client, { folder, place: at(folder) }),
      open: (path) => opened(client, { root, place: at(path) }),
      size: async (path) => (await found(client, { root, place: at(path) })).size,
      close: async () => {
        asking.signal.removeEventListener('abort', hangUp);
        await client.end().catch(() => undefined);
      },
    } satisfies FileSource;
  };
}

async function connected(settings: SftpSettings, asking: Asking): Promise<SftpClient> {
  const { host, port, username, password, privateKey, passphrase, rules } = settings;
  const socket = await guardedSocket({ host, port, rules, signal: asking.signal, connectMs: asking.limits.connectMs });
  const client = new SftpClient('fairsight', { error: () => undefined, end: () => undefined, close: () => undefined });
  const met = { isKnownHost: true };
  try {
    await client.connect({
      host, port, username, sock: socket,
      readyTimeout: asking.limits.connectMs,
      hostVerifier: (key: Buffer) => (met.isKnownHost = isSameKey(key, settings.hostKeySha256)),
      ...(password === undefined ? {} : { password }),
      ...(privateKey === undefined ? {} : { privateKey }),
      ...(passphrase === undefined ? {} : { passphrase }),
    });
    return client;
  } catch (cause) {
    socket.destroy();
    await client.end().catch(() => undefined);
    asking.signal.throwIfAborted();
    if (!met.isKnownHost) throw new SystemFault('bad-certificate', 'the host key is not the one in the settings', { cause });
    const isRefused = cause instanceof Error && /authentication/i.test(cause.message);
    throw new SystemFault(isRefused ? 'refused' : 'cannot-connect', isRefused ? 'the server did not let the portal in' : 'no SFTP session could be had', { cause });
  }
}

function isSameKey(key: Buffer, expected: string): boolean {
  const [found, known] = [createHash('sha256').update(key).digest(), Buffer.from(expected.replace(/^SHA256:/, ''), 'base64')];
  return found.length === known.length && timingSafeEqual(found, known);
}

/** No path of ours climbs: names come from the server's own lists and from indexes that strangers write. */
function placeOf(folder: string, path: string): string {
  const parts = path.split('/');
  if (path.startsWith('/') || parts.includes('..') || /[\0\\]/.test(path)) throw new SystemFault('bad-answer', 'an index names a file outside the folder');
  return path === '' ? folder : `${folder.replace(/\/$/, '')}/${path}`;
}

async function listed(client: SftpClient, { folder, place }: { readonly folder: string; readonly place: string }): Promise<readonly SourceEntry[]> {
  const found = await named(client.list(place), 'a folder that the settings name is missing');
  return found
    .filter(({ name }) => name !== '.' && name !== '..' && !name.includes('/'))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, type, size, modifyTime }) => ({
      path: pathWithin(folder, name),
      name,
      kind: type === '-' ? 'file' : type === 'd' ? 'folder' : 'other',
      byteLength: size,
      modifiedAt: new Date(modifyTime),
    }));
}

/** The real path decides: a link on the server may lead out of the folder. */
async function found(client: SftpClient, { root, place }: { readonly root: string; readonly place: string }): Promise<{ readonly path: string; readonly size: number }> {
  const path = await named(client.realPath(place), 'a file is missing');
  if (!path.startsWith(`${root.replace(/\/$/, '')}/`)) throw new SystemFault('bad-answer', 'an index names a file outside the folder');
  const { isFile, size } = await named(client.stat(path), 'a file is missing');
  if (!isFile) throw new SystemFault('bad-answer', 'an index names something that is no file');
  return { path, size };
}

async function* opened(client: SftpClient, at: { readonly root: string; readonly place: string }): AsyncGenerator<Uint8Array, void, undefined> {
  const { path, size } = await found(client, at);
  const stream = client.createReadStream(path, { autoClose: true });
  // A line that breaks while the file is being closed is told to nobody else, and an error nobody hears ends the process.
  stream.on('error', () => undefined);
  let received = 0;
  try {
    for await (const part of stream) {
      if (!(part instanceof Uint8Array)) continue;
      received += part.byteLength;
      yield part;
    }
  } catch (cause) {
    throw cause instanceof SystemFault ? cause : new SystemFault('dropped', 'a file could not be read to its end', { cause });
  } finally {
    if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy();
  }
  if (received < size) throw new SystemFault('dropped', 'a file ended before its size');
}

async function named<Answer>(asked: Promise<Answer>, detail: string): Promise<Answer> {
  try {
    return await asked;
  } catch (cause) {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
    const isMissing = code === '2' || code === 'ENOENT' || code === 'ERR_BAD_PATH';
    if (code === '3' || code === 'EACCES') throw new SystemFault('refused', 'the server does not let the portal read', { cause });
    throw new SystemFault(isMissing ? 'bad-answer' : 'dropped', isMissing ? detail : 'the line broke', { cause });
  }
}
