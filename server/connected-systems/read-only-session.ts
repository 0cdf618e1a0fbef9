/** Opens a PostgreSQL session that provably cannot write, and names every failure of it. */
import { Socket } from 'node:net';
import pg from 'pg';
import type { QueryResultRow } from 'pg';
import { SystemFault } from './connector.ts';
import type { Asking, FaultReason } from './connector.ts';
import type { TableDescription } from './database-description.ts';

/** A read-only, repeatable-read transaction. Every value comes back as text or null. */
export interface ReadOnlySession {
  rows(sql: string, values: readonly unknown[]): Promise<readonly TextRow[]>;
}

export type TextRow = Readonly<Record<string, string | null>>;

/** Runs `work` in a read-only transaction as a role that has just been shown unable to write. @throws SystemFault */
export async function inReadOnlySession<Answer>(
  url: string,
  asking: Asking,
  work: (session: ReadOnlySession) => Promise<Answer>,
): Promise<Answer> {
  const session = await openSession(url, asking);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

/** The same, for a caller who streams: it closes the session itself. @throws SystemFault */
export async function openSession(
  url: string,
  asking: Asking,
): Promise<ReadOnlySession & { close(): Promise<void> }> {
  const socket = new Socket();
  const cut = (): void => void socket.destroy();
  const client = new pg.Client({
    connectionString: url,
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
  const rows = async (sql: string, values: readonly unknown[]): Promise<readonly TextRow[]> => {
    const result = await client.query<QueryResultRow & TextRow>(sql, [...values]).catch(throwNamed('dropped'));
    return result.rows;
  };
  try {
    await client.connect().catch(throwNamed('cannot-connect'));
    await refuseRoleThatCanWrite(rows);
    await rows('begin transaction isolation level repeatable read, read only', []);
    return { rows, close };
  } catch (fault) {
    await close();
    throw fault;
  }
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

type Rows = ReadOnlySession['rows'];

/** The server is asked, and nothing is tried: an attempt that it refuses is a fault in the log of whoever runs it, at every look. */
async function refuseRoleThatCanWrite(rows: Rows): Promise<void> {
  const [answer] = await rows(anyWayToWrite, []);
  if (answer?.['canWrite'] !== 'f') throw new SystemFault('role-can-write', 'the role could write');
}

/** The table's quoted name. */
export function tableSql(table: TableDescription): string {
  return `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.table)}`;
}

/** A field's quoted name. */
export function fieldSql(name: string): string {
  return pg.escapeIdentifier(name);
}

function throwNamed(otherwise: FaultReason): (cause: unknown) => never {
  return (cause) => {
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
