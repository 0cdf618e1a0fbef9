/** A bound connection to a directory that only ever searches, and a name for every failure of it. */
import { connect as connectTls } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import type { Socket } from 'node:net';
import { once } from 'node:events';
import { Client, ResultCodeError } from 'ldapts';
import type { Entry, Filter } from 'ldapts';
import { isCertificateFault } from '../certificates.ts';
import type { OutgoingRules } from '../connections/connector-kind.ts';
import { SystemFault } from '../connector.ts';
import type { Asking, FaultReason } from '../connector.ts';
import { reach, socketTo, type Reached } from '../reaching.ts';

export interface DirectoryPlace {
  /** `ldaps`, or `ldap` that is encrypted before anything is said. */
  readonly url: URL;
  readonly bindDn: string;
  readonly password: string;
  readonly baseDn: string;
  /** PEM of the one authority that may vouch for the server. */
  readonly authority?: string;
  readonly outgoing: OutgoingRules;
}

export interface Search {
  readonly filter: Filter;
  readonly attributes: readonly string[];
}

export interface DirectorySession {
  /** Page by page, entry by entry. Where a directory refers to another, that one is not asked. @throws SystemFault */
  search(search: Search): AsyncGenerator<Entry, void, undefined>;
  /** Whether the base can be read at all. @throws SystemFault */
  readBase(): Promise<void>;
  /** Never fails. */
  close(): Promise<void>;
}

const pageSize = 100;

/** For a caller who closes it. @throws SystemFault */
export async function openDirectory(place: DirectoryPlace, asking: Asking): Promise<DirectorySession> {
  const { url, outgoing, authority } = place;
  const isTlsAtOnce = url.protocol === 'ldaps:';
  const reached = await reach({ host: url.hostname, port: Number(url.port || (isTlsAtOnce ? 636 : 389)), isEncrypted: true, outgoing, ...(authority === undefined ? {} : { authority }) });
  const socket = await socketTo(reached, asking);
  const client = await clientOn(socket, { reached, isTlsAtOnce, asking });
  const close = async (): Promise<void> => {
    await client.unbind().catch(() => undefined);
    socket.destroy();
  };
  try {
    if (!isTlsAtOnce) await client.startTLS(reached.tls);
    await client.bind(place.bindDn, place.password);
  } catch (cause) {
    await close();
    throw named(cause, 'cannot-connect');
  }
  return {
    search: (search) => found(client, place.baseDn, search),
    readBase: async () => {
      const { searchEntries } = await client.search(place.baseDn, { scope: 'base', attributes: ['1.1'] }).catch((cause: unknown) => {
        throw named(cause, 'dropped');
      });
      if (searchEntries.length === 0) throw new SystemFault('refused', 'the base of the directory may not be read');
    },
    close,
  };
}

interface Line {
  readonly reached: Reached;
  readonly isTlsAtOnce: boolean;
  readonly asking: Asking;
}

/** The client is given a connection that was made already, to the address that was checked. */
async function clientOn(socket: Socket, { reached, isTlsAtOnce, asking: { limits } }: Line): Promise<Client> {
  const line = isTlsAtOnce ? await encrypted(socket, reached, limits.connectMs) : socket;
  return new Client({ url: 'ldap://directory', createConnection: () => line, timeout: limits.wholeMs, connectTimeout: limits.connectMs, strictDN: true });
}

async function encrypted(socket: Socket, { tls }: Reached, connectMs: number): Promise<TLSSocket> {
  const secured = connectTls({ ...tls, socket });
  const connecting = setTimeout(() => secured.destroy(new Error('connecting took too long')), connectMs);
  try {
    await once(secured, 'secureConnect');
    secured.on('error', () => undefined);
    return secured;
  } catch (cause) {
    socket.destroy();
    throw named(cause, 'cannot-connect');
  } finally {
    clearTimeout(connecting);
  }
}

async function* found(client: Client, baseDn: string, { filter, attributes }: Search): AsyncGenerator<Entry, void, undefined> {
  try {
    for await (const page of client.searchPaginated(baseDn, { scope: 'sub', filter, attributes: [...attributes], paged: { pageSize } })) yield* page.searchEntries;
  } catch (cause) {
    throw named(cause, 'dropped');
  }
}

function named(cause: unknown, otherwise: FaultReason): SystemFault {
  if (cause instanceof SystemFault) return cause;
  if (isCertificateFault(cause)) return new SystemFault('bad-certificate', 'the certificate of the system cannot be trusted');
  // Not the server's message, which may quote what was asked: its code says enough.
  if (cause instanceof ResultCodeError) return new SystemFault(reasons.get(cause.code) ?? 'bad-answer', `LDAP: result ${cause.code}`);
  return new SystemFault(otherwise, 'LDAP: no answer');
}

/** Result codes of RFC 4511. */
const reasons: ReadonlyMap<number, FaultReason> = new Map<number, FaultReason>([
  ...[7, 8, 13, 48, 49, 50, 53].map((code) => [code, 'refused'] as const),
  ...[4, 11].map((code) => [code, 'too-large'] as const),
  ...[3, 85].map((code) => [code, 'timed-out'] as const),
  ...[1, 51, 52, 80].map((code) => [code, 'server-error'] as const),
]);
