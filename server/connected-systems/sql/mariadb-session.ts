/** Opens a MariaDB or MySQL session that provably cannot write, and names every failure of it. */
import { createConnection } from 'mysql2';
import type { Connection } from 'mysql2';
import { isCertificateFault } from '../certificates.ts';
import { SystemFault } from '../connector.ts';
import type { FaultReason } from '../connector.ts';
import { reach, socketTo } from '../reaching.ts';
import type { OpenSession, TextRow } from '../read-only-session.ts';
import { isReadingAlone, rolesIn } from './mariadb-grants.ts';
import { mariadb, mysql } from './mariadb.ts';
import type { Opening } from './session-opening.ts';
import type { SqlQuery } from './sql-query.ts';

/** For a caller who closes it. @throws SystemFault */
export async function openMariadbSession(opening: Opening): Promise<OpenSession> {
  const { asking, url } = opening;
  const reached = await reach({ ...opening, host: url.hostname, port: Number(url.port || 3306) });
  const { servername } = reached.tls;
  // The driver compares a certificate with names alone.
  if (opening.isEncrypted && servername === undefined) throw new SystemFault('bad-certificate', 'the server has to be known by a name that its certificate bears');
  const socket = await socketTo(reached, asking);
  const connection = createConnection({
    stream: socket,
    host: servername ?? reached.address,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    ...(opening.isEncrypted ? { ssl: { rejectUnauthorized: true, verifyIdentity: true, ...(opening.authority === undefined ? {} : { ca: opening.authority }) } } : {}),
    ...(url.pathname.length > 1 ? { database: decodeURIComponent(url.pathname.slice(1)) } : {}),
    charset: 'utf8mb4',
    connectTimeout: asking.limits.connectMs,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    // A server may ask its client for a file; this one has none to give.
    infileStreamFactory: () => {
      throw new SystemFault('bad-answer', 'the server asked for a file');
    },
    flags: ['-LOCAL_FILES'],
  });
  // A dropped connection is reported by the query that waits for it; without a listener it would end the process.
  connection.on('error', () => undefined);
  const close = async (): Promise<void> => {
    connection.destroy();
    await Promise.resolve();
  };
  try {
    await connected(connection);
    await beginReading(connection, opening);
    return { dialect: opening.engine === 'mysql' ? mysql : mariadb, rows: (query) => gathered(connection, query), stream: (query) => streamed(connection, query), close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

function connected(connection: Connection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.connect((cause) => {
      if (cause === null) resolve();
      else reject(named(cause, 'cannot-connect'));
    });
  });
}

async function beginReading(connection: Connection, { asking, engine }: Opening): Promise<void> {
  const say = (text: string): Promise<readonly TextRow[]> => gathered(connection, { text, values: [] });
  await refuseRoleThatCanWrite(say, engine === 'mysql');
  await say(engine === 'mysql' ? `set session max_execution_time = ${asking.limits.wholeMs}` : `set session max_statement_time = ${asking.limits.wholeMs / 1_000}`);
  await say(`set session lock_wait_timeout = ${Math.max(1, Math.round(asking.limits.idleMs / 1_000))}`);
  await say('set session transaction isolation level repeatable read');
  await say('start transaction with consistent snapshot, read only');
}

/** The server is asked what it lets this account do, as itself and in every role that it may take on. */
async function refuseRoleThatCanWrite(say: (text: string) => Promise<readonly TextRow[]>, isMysql: boolean): Promise<void> {
  const grantsOf = async (whom: string): Promise<readonly string[]> => (await say(`show grants for ${whom}`)).map((row) => Object.values(row)[0] ?? '');
  const check = (grants: readonly string[]): void => {
    if (!isReadingAlone(grants)) throw new SystemFault('role-can-write', 'the account could write');
  };
  const own = await grantsOf('current_user()');
  check(own);
  const roles = rolesIn(own);
  if (roles.length === 0) return;
  if (isMysql) {
    check(await grantsOf(`current_user() using ${roles.join(', ')}`));
    return;
  }
  // MariaDB tells what a role may do only to whoever is in it; a role's own roles are told with it.
  const [active] = await say(`select coalesce(concat('\`', replace(current_role(), '\`', '\`\`'), '\`'), 'none') as role`);
  for (const role of roles) {
    await say(`set role ${role}`);
    check(await grantsOf('current_role()'));
  }
  await say(`set role ${active?.['role'] ?? 'none'}`);
}

/** A statement that the server prepares, so that its values never stand in it. */
async function gathered(connection: Connection, { text, values }: SqlQuery): Promise<readonly TextRow[]> {
  return await new Promise((resolve, reject) => {
    connection.execute(text, values.flat(), (cause, rows) => {
      if (cause !== null) reject(named(cause, 'dropped'));
      else resolve(Array.isArray(rows) ? rows.map(textRow) : []);
    });
  });
}

const rowsAtATime = 50;

async function* streamed(connection: Connection, { text, values }: SqlQuery): AsyncGenerator<TextRow, void, undefined> {
  const rows = connection.execute(text, values.flat()).stream({ highWaterMark: rowsAtATime });
  try {
    for await (const row of rows) yield textRow(row);
  } catch (cause) {
    throw cause instanceof SystemFault ? cause : named(cause, 'dropped');
  }
}

function textRow(row: unknown): TextRow {
  if (typeof row !== 'object' || row === null) throw new SystemFault('bad-answer', 'a row is no row');
  return Object.fromEntries(Object.entries(row).map(([name, value]: [string, unknown]) => [name, textOf(value)]));
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : null;
}

function named(cause: unknown, otherwise: FaultReason): SystemFault {
  if (cause instanceof SystemFault) return cause;
  // The driver puts a code of its own in the place of the one that says why.
  const isDistrusted = cause instanceof Error && 'code' in cause && cause.code === 'HANDSHAKE_SSL_ERROR' && /certificate|altname/i.test(cause.message);
  if (isDistrusted || isCertificateFault(cause)) return new SystemFault('bad-certificate', 'the certificate of the system cannot be trusted');
  // Not the server's message, which quotes values: its code says enough.
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return new SystemFault(reasons.get(code) ?? (code.startsWith('ER_') ? 'unexpected' : otherwise), `MariaDB: ${code === '' ? 'no answer' : code}`);
}

const reasons: ReadonlyMap<string, FaultReason> = new Map<string, FaultReason>([
  ...['ER_ACCESS_DENIED_ERROR', 'ER_DBACCESS_DENIED_ERROR', 'ER_TABLEACCESS_DENIED_ERROR', 'ER_COLUMNACCESS_DENIED_ERROR', 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR', 'ER_ACCOUNT_HAS_BEEN_LOCKED', 'ER_MUST_CHANGE_PASSWORD_LOGIN'].map((code) => [code, 'refused'] as const),
  ...['ER_STATEMENT_TIMEOUT', 'ER_QUERY_TIMEOUT', 'ER_LOCK_WAIT_TIMEOUT'].map((code) => [code, 'timed-out'] as const),
  ...['ER_CON_COUNT_ERROR', 'ER_TOO_MANY_USER_CONNECTIONS', 'ER_BAD_DB_ERROR', 'ER_SERVER_SHUTDOWN', 'ER_HOST_NOT_PRIVILEGED', 'ER_HOST_IS_BLOCKED'].map((code) => [code, 'cannot-connect'] as const),
  ...['ER_NO_SUCH_TABLE', 'ER_BAD_FIELD_ERROR', 'ER_PARSE_ERROR', 'ER_VIEW_INVALID'].map((code) => [code, 'bad-answer'] as const),
]);

