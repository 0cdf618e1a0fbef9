/** Opens a SQL Server session by the optional driver tedious, for an account that provably cannot write. */
import type { Socket } from 'node:net';
import { isCertificateFault } from '../certificates.ts';
import { SystemFault } from '../connector.ts';
import type { FaultReason } from '../connector.ts';
import { reach, socketTo } from '../reaching.ts';
import type { OpenSession, TextRow } from '../read-only-session.ts';
import { loadDriver } from './optional-driver.ts';
import type { Opening } from './session-opening.ts';
import type { SqlQuery } from './sql-query.ts';
import { sqlserver } from './sqlserver.ts';

/** As much of tedious as is used. */
interface Cell {
  readonly metadata: { readonly colName: string };
  readonly value: unknown;
}
interface Request {
  addParameter(name: string, type: unknown, value: unknown): void;
  on(event: 'row', hear: (cells: readonly Cell[]) => void): void;
  pause(): void;
  resume(): void;
}
interface Connection {
  connect(done: (cause?: Error) => void): void;
  on(event: 'error', hear: (cause: Error) => void): void;
  execSql(request: Request): void;
  close(): void;
}
interface Tedious {
  readonly Connection: new (settings: object) => Connection;
  readonly Request: new (text: string, done: (cause?: Error | null) => void) => Request;
  readonly TYPES: { readonly NVarChar: unknown };
}

/** Asks the server what this account may do: in the database, and with each of its tables. */
export const anyWayToWrite = `select case when
    exists (select 1 from sys.fn_my_permissions(null, 'SERVER') where permission_name in ('CONTROL SERVER', 'ALTER ANY DATABASE', 'ALTER ANY LOGIN'))
 or exists (select 1 from sys.fn_my_permissions(null, 'DATABASE') where permission_name in ('INSERT', 'UPDATE', 'DELETE', 'EXECUTE', 'ALTER', 'CONTROL', 'TAKE OWNERSHIP') or permission_name like 'CREATE %' or permission_name like 'ALTER ANY %' or permission_name like 'IMPERSONATE%')
 or exists (select 1 from sys.objects o cross apply sys.fn_my_permissions(quotename(schema_name(o.schema_id)) + '.' + quotename(o.name), 'OBJECT') p
             where o.type in ('U', 'V', 'P') and p.permission_name in ('INSERT', 'UPDATE', 'DELETE', 'EXECUTE', 'ALTER', 'CONTROL', 'TAKE OWNERSHIP'))
 then 1 else 0 end as [canWrite]`;

/** For a caller who closes it. @throws SystemFault */
export async function openSqlserverSession(opening: Opening): Promise<OpenSession> {
  const driver = await loadDriver('tedious');
  if (!isTedious(driver)) throw new SystemFault('unexpected', 'the driver tedious is not the one that is known');
  const { asking, url } = opening;
  const reached = await reach({ ...opening, host: url.hostname, port: Number(url.port || 1433) });
  const socket = await socketTo(reached, asking);
  const connection = new driver.Connection(connectionSettings(opening, socket, reached.tls.servername ?? reached.address));
  connection.on('error', () => undefined);
  const stream = (query: SqlQuery): AsyncGenerator<TextRow, void, undefined> => streamed({ driver, connection, socket }, query);
  const rows = async (query: SqlQuery): Promise<readonly TextRow[]> => {
    const all: TextRow[] = [];
    for await (const row of stream(query)) all.push(row);
    return all;
  };
  const close = async (): Promise<void> => {
    connection.close();
    socket.destroy();
    await Promise.resolve();
  };
  try {
    await new Promise<void>((resolve, reject) => connection.connect((cause) => (cause === undefined ? resolve() : reject(named(cause, 'cannot-connect')))));
    const [answer] = await rows({ text: anyWayToWrite, values: [] });
    if (answer?.['canWrite'] !== '0') throw new SystemFault('role-can-write', 'the account could write');
    await rows({ text: `set lock_timeout ${asking.limits.idleMs}; set transaction isolation level read committed`, values: [] });
    return { dialect: sqlserver, rows, stream, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

function connectionSettings({ asking, url, isEncrypted, authority }: Opening, socket: Socket, server: string): object {
  return {
    server,
    authentication: { type: 'default', options: { userName: decodeURIComponent(url.username), password: decodeURIComponent(url.password) } },
    options: {
      connector: () => Promise.resolve(socket),
      database: decodeURIComponent(url.pathname.slice(1)),
      encrypt: isEncrypted,
      trustServerCertificate: false,
      ...(authority === undefined ? {} : { cryptoCredentialsDetails: { ca: authority } }),
      connectTimeout: asking.limits.connectMs,
      requestTimeout: asking.limits.wholeMs,
      readOnlyIntent: true,
      appName: 'fairsight reader',
    },
  };
}

interface Line {
  readonly driver: Tedious;
  readonly connection: Connection;
  readonly socket: Socket;
}

const rowsAtATime = 50;

/** The request rests while more rows are waiting than are wanted at once. */
async function* streamed({ driver, connection, socket }: Line, { text, values }: SqlQuery): AsyncGenerator<TextRow, void, undefined> {
  const waiting: TextRow[] = [];
  const state: { end: SystemFault | 'ended' | null; wake: () => void } = { end: null, wake: () => undefined };
  const finish = (end: SystemFault | 'ended'): void => {
    state.end ??= end;
    state.wake();
  };
  const request = new driver.Request(text, (cause) => finish(cause === undefined || cause === null ? 'ended' : named(cause, 'dropped')));
  values.forEach((value, at) => request.addParameter(`p${at + 1}`, driver.TYPES.NVarChar, value));
  const dropped = (): void => finish(new SystemFault('dropped', 'the connection dropped'));
  socket.once('close', dropped);
  request.on('row', (cells) => {
    waiting.push(Object.fromEntries(cells.map(({ metadata, value }) => [metadata.colName, textOf(value)])));
    if (waiting.length >= rowsAtATime) request.pause();
    state.wake();
  });
  connection.execSql(request);
  try {
    for (;;) {
      yield* waiting.splice(0);
      if (state.end instanceof SystemFault) throw state.end;
      if (state.end === 'ended' && waiting.length === 0) return;
      request.resume();
      if (waiting.length === 0 && state.end === null) await new Promise<void>((resolve) => { state.wake = resolve; });
    }
  } finally {
    socket.off('close', dropped);
  }
}

function isTedious(driver: unknown): driver is Tedious {
  return typeof driver === 'object' && driver !== null && 'Connection' in driver && 'Request' in driver && 'TYPES' in driver;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : null;
}

function named(cause: Error, otherwise: FaultReason): SystemFault {
  if (isCertificateFault(cause)) return new SystemFault('bad-certificate', 'the certificate of the system cannot be trusted');
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const number = 'number' in cause && typeof cause.number === 'number' ? cause.number : 0;
  return new SystemFault(reasons.get(code) ?? numbers.get(number) ?? otherwise, `SQL Server: ${code || number}`);
}

const reasons: ReadonlyMap<string, FaultReason> = new Map<string, FaultReason>([['ELOGIN', 'refused'], ['ETIMEOUT', 'timed-out'], ['ESOCKET', 'dropped'], ['ECONNCLOSED', 'dropped']]);
/** Permission denied, invalid column, invalid object, lock timeout. */
const numbers: ReadonlyMap<number, FaultReason> = new Map<number, FaultReason>([[229, 'refused'], [230, 'refused'], [207, 'bad-answer'], [208, 'bad-answer'], [1222, 'timed-out']]);
