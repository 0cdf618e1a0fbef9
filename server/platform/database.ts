/** Runs every statement in a transaction that knows who is acting, so that row-level security can decide. */

import knex, { type Knex } from 'knex';
import pg from 'pg';
import type { Actor } from './actor.ts';
import { DatabaseAway, SessionChanged } from './errors.ts';
import { ReadOnce, type Answered, type Entering } from './read-once.ts';

/** Builds queries; it never connects by itself. */
const build = knex({ client: 'pg' });

/** Reading inside one transaction, as one actor. A store takes this and nothing else. */
export interface Read {
  // The row type is the store's own claim about its table; the column list stands in the migration beside it.
  <Row extends object>(table: string): Knex.QueryBuilder<Row, Row[]>;
  raw<Row extends object>(sql: string, bindings?: readonly Knex.RawBinding[]): Promise<readonly Row[]>;
}

export interface Database {
  readonly pool: pg.Pool;
  /** A connection that may be trusted to answer. */
  connect(): Promise<pg.PoolClient>;
  /** Told when a connection stopped answering: those that were open then are not used again. */
  doubt(): void;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly maxConnections: number;
  readonly applicationName: string;
  /** How long one statement is waited for. */
  readonly patienceMs?: number;
  /** Told of connections that break while idle; without a listener they would end the process. */
  readonly onIdleFault?: (error: Error) => void;
}

// Calendar days stay text: a `date` has no time zone and must not gain one.
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);
pg.types.setTypeParser(pg.types.builtins.INT8, (digits) => Number(digits));

export function openDatabase(options: DatabaseOptions): Database {
  const patienceMs = options.patienceMs ?? 20_000;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    application_name: options.applicationName,
    connectionTimeoutMillis: 1_500,
    idleTimeoutMillis: 30_000,
    // The server gives up first: then only this statement ends, and the connection can go on.
    lock_timeout: Math.min(5_000, Math.round(patienceMs * 0.75)),
    statement_timeout: Math.min(15_000, Math.round(patienceMs * 0.875)),
    query_timeout: patienceMs,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    pipeline: true,
  });
  pool.on('error', (error) => options.onIdleFault?.(error));
  // A connection can break while a transaction holds it between two statements; the next statement tells its holder.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { pool, ...trusting(pool), close: () => pool.end() };
}

/** Where packets are dropped, every open connection would make one more person wait before it is found out. */
function trusting(pool: pg.Pool): Pick<Database, 'connect' | 'doubt'> {
  const open = new Set<pg.PoolClient>();
  const doubtful = new Set<pg.PoolClient>();
  pool.on('connect', (client) => open.add(client));
  pool.on('remove', (client) => open.delete(client) && doubtful.delete(client));
  const trusted = async (): Promise<pg.PoolClient> => {
    for (;;) {
      const client = await pool.connect();
      if (!doubtful.has(client)) return client;
      client.connection.stream.destroy();
      client.release(true);
    }
  };
  return {
    connect: () => (doubtful.size === 0 ? pool.connect() : trusted()),
    doubt: () => {
      for (const client of open) doubtful.add(client);
    },
  };
}

/** What the row-level security policies read; see migrations/0001. */
function contextOf(actor: Actor): readonly string[] {
  const none = '';
  const account = accountOf(actor);
  const subject = actor.kind === 'resident' ? (actor.dataSubjectId ?? none) : none;
  const roles = actor.kind === 'staff' ? actor.roles.join(',') : none;
  const caseId = actor.kind === 'worker' ? (actor.caseId ?? none) : none;
  const system = actor.kind === 'connected-system' ? actor.systemId : none;
  const session = actor.kind === 'resident' || actor.kind === 'staff' ? actor.session : null;
  return [actor.kind, account, subject, roles, caseId, system, session?.idHash ?? none, String(session?.version ?? 0)];
}

/** What a service contact answers stands where others have an account. */
function accountOf(actor: Actor): string {
  if (actor.kind === 'service-contact') return actor.dataRequestId;
  return actor.kind === 'resident' || actor.kind === 'staff' ? actor.accountId : '';
}

type Send = (config: pg.QueryConfig, answered: Answered) => void;

function reader(send: Send): Read {
  const connection = { query: (config: pg.QueryConfig, answered: Answered) => { send(named(config), answered); } };
  const read = <Row extends object>(table: string) => build<Row, Row[]>(table).connection(connection);
  read.raw = <Row extends object>(sql: string, bindings: readonly Knex.RawBinding[] = []) => {
    const { sql: text, bindings: values } = build.raw(sql, [...bindings]).toSQL().toNative();
    return new Promise<readonly Row[]>((resolve, reject) => {
      send(named({ text, values: [...values] }), (error, result) => {
        if (error === null || error === undefined) resolve(result.rows);
        else reject(error);
      });
    });
  };
  return read;
}

function named(config: pg.QueryConfig): pg.QueryConfig {
  const name = nameOfStatement(config.text);
  return name === undefined ? config : { ...config, name };
}

const statementNames = new Map<string, string>();
const mostNamed = 1_000;
const longestNamed = 4_000;

/**
 * Planning a statement under row-level security takes longer than running it, so that each connection plans a statement once.
 * Long statements, and lists of every length, would only fill the memory of the database.
 */
function nameOfStatement(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known !== undefined || text.length > longestNamed || statementNames.size >= mostNamed) return known;
  const name = `s${statementNames.size}`;
  statementNames.set(text, name);
  return name;
}

const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', '57P01', '57P02', '57P03', '08006', '08001', '08003', '53300']);
const awayMessages = /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Query read timeout/;

/** A statement, or the wait for somebody else's, was ended by the server for taking too long. */
const slowCodes = new Set(['57014', '55P03']);

/** A fault of the connection, not of the statement, becomes `DatabaseAway`. */
export function asDatabaseFault(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'FS001') return new SessionChanged('the session changed', { cause: error });
  if (slowCodes.has(code)) return new DatabaseAway('the database did not answer in time', { cause: error });
  if (awayCodes.has(code) || awayMessages.test(error.message)) return new DatabaseAway('the database cannot be reached', { cause: error });
  return error;
}

function faultOf(database: Database, error: unknown): unknown {
  if (error instanceof Error && error.message === 'Query read timeout') database.doubt();
  return asDatabaseFault(error);
}

interface Transaction<T> {
  readonly begin: 'begin read only' | 'begin';
  readonly actor: Actor;
  readonly work: (read: Read, client: pg.PoolClient) => Promise<T>;
}

/**
 * One transaction as one actor. `begin` and the context travel with the first statement in one round trip;
 * if either fails, that statement fails with it, because nothing is visible without a context.
 */
export async function inTransaction<T>(database: Database, { begin, actor, work }: Transaction<T>): Promise<T> {
  let client: pg.PoolClient | undefined;
  let opening: Promise<unknown> = Promise.resolve();
  try {
    const held = await database.connect();
    client = held;
    sendTogether(held);
    opening = Promise.all([held.query(begin), held.query(enterStatement(actor))]);
    opening.catch(() => undefined);
    const [result] = await Promise.all([work(reader((config, answered) => { held.query(config, answered); }), held), opening]);
    const ending = held.query('commit');
    if (begin === 'begin') await ending;
    else ending.catch(() => undefined); // what was read is known; the next transaction on this connection waits its turn behind this end
    held.release();
    return result;
  } catch (error) {
    // Where the context was refused, the first statement is only told that its transaction has failed, and may be told so first.
    const cause: unknown = await opening.then(() => error, (refused: unknown) => refused);
    await abandon(client);
    throw faultOf(database, cause);
  }
}

/** What is asked before the program next pauses leaves in one packet. */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = client.connection;
  stream.cork();
  process.nextTick(() => { stream.uncork(); });
}

function enterStatement(actor: Actor): pg.QueryConfig {
  return { name: 'enter', text: 'select enter_as($1, $2, $3, $4, $5, $6, $7, $8)', values: [...contextOf(actor)] };
}

/** Rolls back; a connection that cannot even do that is thrown away. */
async function abandon(client: pg.PoolClient | undefined): Promise<void> {
  if (client === undefined) return;
  try {
    await client.query('rollback');
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
}

/** Reads as an actor, in a transaction that cannot write. */
export function asActor<T>(database: Database, actor: Actor, work: (read: Read) => Promise<T>): Promise<T> {
  return inTransaction(database, { begin: 'begin read only', actor, work: (read) => work(read) });
}

/** As `enterStatement`, and nothing can be written. */
function enterToRead(actor: Actor): Entering {
  return { name: 'enter-to-read', text: "select enter_as($1, $2, $3, $4, $5, $6, $7, $8), set_config('transaction_read_only', 'on', true)", values: contextOf(actor) };
}

/** Reads with one statement, asked before anything is awaited and a transaction of its own, in one packet there and one back. */
export async function asActorOnce<T>(database: Database, actor: Actor, work: (read: Read) => Promise<T>): Promise<T> {
  try {
    return await askAndRelease(await database.connect(), enterToRead(actor), work);
  } catch (error) {
    throw faultOf(database, error);
  }
}

/** Whoever has the connection next waits their turn behind the statement. */
function askAndRelease<T>(held: pg.PoolClient, entering: Entering, work: (read: Read) => Promise<T>): Promise<T> {
  let isHeld = true;
  const send: Send = (config, answered) => {
    // It would be answered in the midst of somebody else's transaction, and change who that one is for.
    if (!isHeld) throw new Error('a statement of its own was asked too late');
    held.query(new ReadOnce(entering, config, answered));
  };
  try {
    return work(reader(send));
  } finally {
    isHeld = false;
    held.release();
  }
}
