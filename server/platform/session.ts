/** Sessions on PostgreSQL: ids hashed at rest, read through a short cache, revoked by a version that every transaction checks. */

import { createHash } from 'node:crypto';
import type { Request } from 'express';
import session from 'express-session';
import { isRole, type Role } from '../../policies/vocabulary.ts';
import type { Actor } from './actor.ts';
import type { Clock } from './clock.ts';
import { asDatabaseFault, inTransaction, type Database } from './database.ts';
import { remembering } from './remembering.ts';

declare module 'express-session' {
  interface SessionData {
    accountId?: string;
    csrfToken?: string;
    language?: string;
  }
}

export const idleMinutes = 15;
export const absoluteHours = 8;
const cacheMs = 3_000;
const touchEveryMs = 30_000;
const mostCached = 5_000;

interface StoredSession {
  readonly data: string;
  readonly actor: Actor;
  readonly readAtMs: number;
  touchedAtMs: number;
}

interface SessionRow {
  readonly data: string;
  readonly version: number;
  readonly account_id: string | null;
  readonly provider: 'resident' | 'staff' | null;
  readonly roles: readonly string[] | null;
  readonly data_subject_id: string | null;
  readonly evidence: string | null;
}

export interface SessionStoreOptions {
  readonly database: Database;
  readonly clock: Clock;
}

/** Requests that must not keep a session alive by themselves, such as a page that asks whether anyone is still there. */
const passive = new WeakSet<session.SessionData>();

/** Sessions that were read from the database, as against those made by this very request. */
const isLoaded = new WeakSet<session.SessionData>();

export function doNotExtend(data: session.SessionData): void {
  passive.add(data);
}

export class SessionStore extends session.Store {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #cache = new Map<string, StoredSession>();
  readonly #hashes = remembering<string>(mostCached);

  constructor(options: SessionStoreOptions) {
    super();
    this.#database = options.database;
    this.#clock = options.clock;
  }

  override get(sessionId: string, done: (error: unknown, data?: session.SessionData | null) => void): void {
    this.#read(this.#hashOf(sessionId)).then(
      (stored) => { done(null, stored === null ? null : parse(stored.data)); },
      (error: unknown) => { done(error); },
    );
  }

  override set(sessionId: string, data: session.SessionData, done: (error?: unknown) => void = () => undefined): void {
    const idHash = this.#hashOf(sessionId);
    const saved = isLoaded.has(data) ? this.#update(idHash, data) : this.#insert(idHash, data);
    saved
      .finally(() => this.#cache.delete(idHash))
      .then(() => { done(); }, (error: unknown) => { done(error); });
  }

  override createSession(req: Request, data: session.SessionData): session.Session & session.SessionData {
    const made = super.createSession(req, data);
    isLoaded.add(made);
    return made;
  }

  /** Forgotten before and after: a request that reads the row meanwhile must not keep it alive in the cache. */
  override destroy(sessionId: string, done: (error?: unknown) => void = () => undefined): void {
    const idHash = this.#hashOf(sessionId);
    this.#cache.delete(idHash);
    this.#run('delete from sessions where id_hash = $1', [Buffer.from(idHash, 'hex')])
      .finally(() => this.#cache.delete(idHash))
      .then(() => { done(); }, (error: unknown) => { done(error); });
  }

  /**
   * Whoever asks for something is still there. Written at most every 30 s; no answer waits for it.
   * Not as the store's `touch`, for which express-session would hash the whole session once more at each request.
   */
  async noteUse(req: { readonly sessionID: string; readonly session: session.SessionData }): Promise<void> {
    if (typeof req.sessionID !== 'string' || passive.has(req.session)) return;
    const idHash = this.#hashOf(req.sessionID);
    const stored = this.#cache.get(idHash);
    const nowMs = this.#clock.now().getTime();
    if (stored === undefined || nowMs - stored.touchedAtMs < touchEveryMs) return;
    stored.touchedAtMs = nowMs;
    await this.#run('update sessions set last_seen_at = $2 where id_hash = $1', [Buffer.from(idHash, 'hex'), new Date(nowMs)]).catch(() => undefined); // it is tried again in half a minute
  }

  /** Who a session belongs to, with the rights it had when it was read. */
  async actorOf(sessionId: string): Promise<Actor> {
    const stored = await this.#read(this.#hashOf(sessionId));
    return stored?.actor ?? { kind: 'visitor' };
  }

  /** The next read goes to the database. */
  forget(sessionId: string): void {
    this.#cache.delete(this.#hashOf(sessionId));
  }

  /** Beside the session's data, which every request reads. */
  async keepSealedIdToken(sessionId: string, sealed: Buffer): Promise<void> {
    await this.#run('update sessions set sealed_id_token = $2 where id_hash = $1', [Buffer.from(this.#hashOf(sessionId), 'hex'), sealed]);
  }

  async sealedIdToken(sessionId: string): Promise<Buffer | null> {
    const rows = await this.#run<{ sealed_id_token: Buffer | null }>('select sealed_id_token from sessions where id_hash = $1', [Buffer.from(this.#hashOf(sessionId), 'hex')]);
    return rows[0]?.sealed_id_token ?? null;
  }

  /** Asked several times in each request. */
  #hashOf(sessionId: string): string {
    return this.#hashes(sessionId, () => hashOf(sessionId));
  }

  async #read(idHash: string): Promise<StoredSession | null> {
    const nowMs = this.#clock.now().getTime();
    const known = this.#cache.get(idHash);
    if (known !== undefined && nowMs - known.readAtMs < cacheMs) return known;
    const row = await this.#load(idHash, nowMs);
    if (row === null) {
      this.#cache.delete(idHash);
      return null;
    }
    const stored = { data: row.data, actor: actorIn(row, idHash), readAtMs: nowMs, touchedAtMs: known?.touchedAtMs ?? nowMs - touchEveryMs };
    if (this.#cache.size >= mostCached) this.#cache.clear();
    this.#cache.set(idHash, stored);
    return stored;
  }

  async #load(idHash: string, nowMs: number): Promise<SessionRow | null> {
    const rows = await inTransaction(this.#database, {
      begin: 'begin read only',
      actor: { kind: 'sign-in' },
      work: async (_read, client) => client.query<SessionRow>({
        name: 'read-session',
        text: `select s.data::text as data, s.version, a.id as account_id, a.provider,
                 (select array_agg(r.role order by r.role) from staff_roles r where r.account_id = a.id) as roles,
                 b.data_subject_id, b.evidence
               from sessions s left join accounts a on a.id = s.account_id and a.disabled_at is null
                 left join bindings b on b.account_id = a.id and b.ended_at is null
               where s.id_hash = $1 and s.expires_at > $2 and s.last_seen_at > $3`,
        values: [Buffer.from(idHash, 'hex'), new Date(nowMs), new Date(nowMs - idleMinutes * 60_000)],
      }),
    });
    return rows.rows[0] ?? null;
  }

  async #insert(idHash: string, data: session.SessionData): Promise<void> {
    const now = this.#clock.now();
    await this.#run(
      `insert into sessions (id_hash, account_id, data, created_at, last_seen_at, expires_at) values ($1, $2, $3, $4, $4, $5)
       on conflict (id_hash) do update set account_id = excluded.account_id, data = excluded.data, last_seen_at = excluded.last_seen_at`,
      [Buffer.from(idHash, 'hex'), data.accountId ?? null, JSON.stringify(data), now, new Date(now.getTime() + absoluteHours * 3_600_000)],
    );
  }

  /** A request still under way when its session is ended elsewhere must not bring it back. */
  async #update(idHash: string, data: session.SessionData): Promise<void> {
    await this.#run('update sessions set account_id = $2, data = $3, last_seen_at = $4 where id_hash = $1', [
      Buffer.from(idHash, 'hex'),
      data.accountId ?? null,
      JSON.stringify(data),
      this.#clock.now(),
    ]);
  }

  async #run<Row extends object>(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    try {
      return (await this.#database.pool.query<Row>(sql, [...values])).rows;
    } catch (error) {
      throw asDatabaseFault(error);
    }
  }
}

export function hashOf(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex');
}

function parse(data: string): session.SessionData {
  // Written by this store from a SessionData; nobody else writes the column.
  return JSON.parse(data) as session.SessionData;
}

function actorIn(row: SessionRow, idHash: string): Actor {
  if (row.account_id === null || row.provider === null) return { kind: 'visitor' };
  const stamp = { idHash, version: row.version };
  if (row.provider === 'resident') {
    return { kind: 'resident', accountId: row.account_id, dataSubjectId: row.data_subject_id, isCheckedByOfficer: row.evidence === 'checked by an officer', session: stamp };
  }
  const roles: readonly Role[] = (row.roles ?? []).filter(isRole);
  return { kind: 'staff', accountId: row.account_id, roles, session: stamp };
}

/** Ends what an account's sessions may do at the very next statement: their rights are read anew. Call inside a change. */
export const renewRightsSql = 'update sessions set version = version + 1 where account_id = ?';

/** With the moment that is now, and the one since which a session must have been used. */
export const endedSessionsSql = 'delete from sessions where expires_at <= $1 or last_seen_at <= $2';

export interface SessionCookieOptions {
  readonly store: SessionStore;
  readonly secret: string;
  readonly isSecure: boolean;
}

export function sessionCookieName(isSecure: boolean): string {
  return isSecure ? '__Host-session' : 'session';
}

/** On loopback http a Secure cookie would not be set at all; everywhere else it is Secure and bound to the host. */
export function sessions({ store, secret, isSecure }: SessionCookieOptions): ReturnType<typeof session> {
  return session({
    name: sessionCookieName(isSecure),
    secret,
    store,
    resave: false,
    saveUninitialized: false,
    rolling: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' },
  });
}
