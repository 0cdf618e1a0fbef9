/** Opens a PostgreSQL session that provably cannot write, and names every failure of it. */
import { Socket } from 'node:net';
import pg from 'pg';
import type { QueryResultRow } from 'pg';
import { isCertificateFault } from '../certificates.ts';
import { SystemFault } from '../connector.ts';
import type { FaultReason } from '../connector.ts';
import { reach } from '../reaching.ts';
import type { OpenSession, ReadOnlySession, TextRow } from '../read-only-session.ts';
import { postgresql } from './postgresql.ts';
import type { Opening } from './session-opening.ts';

/** For a caller who closes it. @throws SystemFault */
export async function openPostgresqlSession(opening: Opening): Promise<OpenSession> {
  const { asking, url } = opening;
  const { address, port, tls } = await reach({ ...opening, host: url.hostname, port: Number(url.port || 5432) });
  const socket = new Socket();
  const cut = (): void => void socket.destroy();
  const client = new pg.Client({
    host: address,
    port,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ssl: opening.isEncrypted ? tls : false,
    stream: () => socket,
    connectionTimeoutMillis: asking.limits.connectMs,
    statement_timeout: asking.limits.idleMs,
    application_name: 'fairsight reader',
    types: { getTypeParser: () => (text: string | Buffer) => text.toString() },
  });
  // A dropped connection is reported by the query that waits for it; without a listener it would end the process.
  client.on('error', () => undefined);
  asking.signal.addEventListener('abort', cut, { once: true });
  const close = async (): Promise<void> => {
    asking.signal.removeEventListener('abort', cut);
    await client.end().catch(() => undefined);
  };
  const rows: ReadOnlySession['rows'] = async ({ text, values }) => {
    const result = await client.query<QueryResultRow & TextRow>(text, [...values]).catch(throwNamed('dropped'));
    return result.rows;
  };
  try {
    asking.signal.throwIfAborted();
    await client.connect().catch(throwNamed('cannot-connect'));
    await refuseRoleThatCanWrite(rows);
    await rows({ text: 'begin transaction isolation level repeatable read, read only', values: [] });
    return { dialect: postgresql, rows, stream: (query) => streamed(rows, query), close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

const rowsAtATime = 50;

async function* streamed(rows: ReadOnlySession['rows'], { text, values }: Parameters<ReadOnlySession['stream']>[0]): AsyncGenerator<TextRow, void, undefined> {
  await rows({ text: `declare walked no scroll cursor for ${text}`, values });
  for (;;) {
    const part = await rows({ text: `fetch ${rowsAtATime} from walked`, values: [] });
    yield* part;
    if (part.length < rowsAtATime) break;
  }
  await rows({ text: 'close walked', values: [] });
}

/** Asked of every role the reader is a member of, inherited or not: it could become any of them by SET ROLE. */
const anyWayToWrite = `
  with me as (
    select oid, rolname, rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as "isPowerful"
      from pg_roles where pg_has_role(current_user, oid, 'member')
  ), places as (
    select oid from pg_namespace where nspname !~ '^(pg_|information_schema)'
  )
  select exists (
    select from me where "isPowerful"
        or has_database_privilege(me.oid, current_database(), 'create')
        or exists (select from pg_database d where d.datname = current_database() and d.datdba = me.oid)
        or exists (select from places where has_schema_privilege(me.oid, places.oid, 'create'))
        or exists (
          select from pg_class c join places on places.oid = c.relnamespace
           where c.relkind in ('r', 'p', 'v', 'm', 'f')
             and (c.relowner = me.oid
                  or has_table_privilege(me.oid, c.oid, 'insert, update, delete, truncate')
                  or has_any_column_privilege(me.oid, c.oid, 'insert, update'))
        )
  ) as "canWrite"`;

/** The server is asked, and nothing is tried: an attempt that it refuses is a fault in the log of whoever runs it, at every look. */
async function refuseRoleThatCanWrite(rows: ReadOnlySession['rows']): Promise<void> {
  const [answer] = await rows({ text: anyWayToWrite, values: [] });
  if (answer?.['canWrite'] !== 'f') throw new SystemFault('role-can-write', 'the role could write');
}

function throwNamed(otherwise: FaultReason): (cause: unknown) => never {
  return (cause) => {
    if (isCertificateFault(cause)) throw new SystemFault('bad-certificate', 'the certificate of the system cannot be trusted');
    // Not PostgreSQL's message, which quotes values: its code says enough.
    const code = codeOf(cause);
    throw new SystemFault(reasonFor(code) ?? otherwise, `PostgreSQL: ${code === '' ? 'no answer' : code}`);
  };
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

function reasonFor(code: string): FaultReason | null {
  if (code === '57014') return 'timed-out';
  if (code === '42501' || code.startsWith('28')) return 'refused';
  if (code === '3D000' || code.startsWith('57P') || code.startsWith('53')) return 'cannot-connect';
  if (code.startsWith('42') || code.startsWith('22')) return 'bad-answer';
  return /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code) ? 'unexpected' : null;
}
