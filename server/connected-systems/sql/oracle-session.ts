/** Opens an Oracle session by the optional driver oracledb, for an account that provably cannot write. */
import { SystemFault } from '../connector.ts';
import type { FaultReason } from '../connector.ts';
import { reach, type Reached } from '../reaching.ts';
import type { OpenSession, TextRow } from '../read-only-session.ts';
import { loadDriver } from './optional-driver.ts';
import { oracle } from './oracle.ts';
import type { Opening } from './session-opening.ts';
import type { SqlQuery } from './sql-query.ts';

/** As much of oracledb as is used. */
interface Connection {
  callTimeout: number;
  execute(text: string, values: readonly string[], options: object): Promise<{ readonly rows?: readonly unknown[] }>;
  queryStream(text: string, values: readonly string[], options: object): AsyncIterable<unknown>;
  close(options: { readonly drop: boolean }): Promise<void>;
}
interface Oracledb {
  readonly OUT_FORMAT_OBJECT: unknown;
  readonly STRING: unknown;
  getConnection(settings: object): Promise<Connection>;
}

/** Whatever an account owns it can write; the rest is what it was granted, itself or by its roles. */
export const anyWayToWrite = `select case when
    exists (select 1 from session_privs where privilege not in ('CREATE SESSION', 'SELECT ANY TABLE', 'READ ANY TABLE', 'SELECT ANY DICTIONARY'))
 or exists (select 1 from user_tables)
 or exists (select 1 from user_tab_privs_recd where privilege not in ('SELECT', 'READ') and owner <> 'SYS')
 or exists (select 1 from user_col_privs_recd)
 or exists (select 1 from role_tab_privs where privilege not in ('SELECT', 'READ') and owner <> 'SYS')
 then 1 else 0 end as "canWrite" from dual`;

/** Days and numbers as every other engine writes them. */
const writing = `alter session set nls_date_format = 'YYYY-MM-DD' nls_timestamp_format = 'YYYY-MM-DD' nls_timestamp_tz_format = 'YYYY-MM-DD' nls_numeric_characters = '.,'`;

const rowsAtATime = 50;

/** For a caller who closes it. @throws SystemFault */
export async function openOracleSession(opening: Opening): Promise<OpenSession> {
  const driver = await loadDriver('oracledb');
  if (!isOracledb(driver)) throw new SystemFault('unexpected', 'the driver oracledb is not the one that is known');
  const { asking, url } = opening;
  const reached = await reach({ ...opening, host: url.hostname, port: Number(url.port || (opening.isEncrypted ? 2484 : 1521)) });
  const connection = await driver
    .getConnection({ user: decodeURIComponent(url.username), password: decodeURIComponent(url.password), connectString: connectString(opening, reached), ...(opening.authority === undefined ? {} : { walletContent: opening.authority }) })
    .catch(throwNamed('cannot-connect'));
  connection.callTimeout = asking.limits.idleMs;
  const options = { outFormat: driver.OUT_FORMAT_OBJECT, fetchArraySize: rowsAtATime, fetchTypeHandler: () => ({ type: driver.STRING }) };
  const close = async (): Promise<void> => {
    asking.signal.removeEventListener('abort', drop);
    await connection.close({ drop: true }).catch(() => undefined);
  };
  const drop = (): void => void close();
  asking.signal.addEventListener('abort', drop, { once: true });
  const rows = async ({ text, values }: SqlQuery): Promise<readonly TextRow[]> => {
    const answer = await connection.execute(text, values.flat(), options).catch(throwNamed('dropped'));
    return (answer.rows ?? []).map(textRow);
  };
  try {
    const [answer] = await rows({ text: anyWayToWrite, values: [] });
    if (answer?.['canWrite'] !== '0') throw new SystemFault('role-can-write', 'the account could write');
    await rows({ text: writing, values: [] });
    await rows({ text: 'set transaction read only', values: [] });
    return { dialect: oracle, rows, stream: (query) => streamed(connection, query, options), close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

/** The address that was checked, and the name that the certificate has to bear. */
function connectString({ asking, url, isEncrypted }: Opening, { address, port, tls }: Reached): string {
  const seconds = Math.max(1, Math.round(asking.limits.connectMs / 1_000));
  const name = tls.servername === undefined ? '' : `(ssl_server_cert_dn="CN=${tls.servername.replace(/[^a-z0-9.-]/gi, '')}")`;
  const security = isEncrypted ? `(security=(ssl_server_dn_match=on)${name})` : '';
  const service = decodeURIComponent(url.pathname.slice(1)).replace(/[^\w.$#-]/g, '');
  return `(description=(transport_connect_timeout=${seconds})(address=(protocol=${isEncrypted ? 'tcps' : 'tcp'})(host=${address})(port=${port}))(connect_data=(service_name=${service}))${security})`;
}

async function* streamed(connection: Connection, { text, values }: SqlQuery, options: object): AsyncGenerator<TextRow, void, undefined> {
  try {
    for await (const row of connection.queryStream(text, values.flat(), options)) yield textRow(row);
  } catch (cause) {
    throw cause instanceof SystemFault ? cause : named(cause, 'dropped');
  }
}

function isOracledb(driver: unknown): driver is Oracledb {
  return typeof driver === 'object' && driver !== null && 'getConnection' in driver && 'STRING' in driver;
}

function textRow(row: unknown): TextRow {
  if (typeof row !== 'object' || row === null) throw new SystemFault('bad-answer', 'a row is no row');
  return Object.fromEntries(Object.entries(row).map(([name, value]: [string, unknown]) => [name, typeof value === 'string' ? value : null]));
}

function throwNamed(otherwise: FaultReason): (cause: unknown) => never {
  return (cause) => {
    throw named(cause, otherwise);
  };
}

function named(cause: unknown, otherwise: FaultReason): SystemFault {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return new SystemFault(reasons.get(code) ?? otherwise, `Oracle: ${code === '' ? 'no answer' : code}`);
}

/** A wrong password, a locked account, no right to read; a name that is not there; a call that took too long; nobody who listens. */
const reasons: ReadonlyMap<string, FaultReason> = new Map<string, FaultReason>([
  ...['ORA-01017', 'ORA-28000', 'ORA-28001', 'ORA-01031', 'ORA-01045'].map((code) => [code, 'refused'] as const),
  ...['ORA-00942', 'ORA-00904'].map((code) => [code, 'bad-answer'] as const),
  ...['NJS-123', 'DPI-1067', 'ORA-01013', 'ORA-03136'].map((code) => [code, 'timed-out'] as const),
  ...['NJS-503', 'NJS-510', 'NJS-518', 'ORA-12514', 'ORA-12541'].map((code) => [code, 'cannot-connect'] as const),
]);
