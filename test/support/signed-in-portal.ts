/** The real application on a fresh database, with people who are signed in already: for journeys that begin after the door. */

import { createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Request } from 'express';
import type { Role } from '../../policies/vocabulary.ts';
import { createApp } from '../../server/app.ts';
import type { Actor, ResidentActor } from '../../server/platform/actor.ts';
import type { Clock } from '../../server/platform/clock.ts';
import { readConfig } from '../../server/platform/config.ts';
import { inTransaction, openDatabase, type Database } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import type { Route } from '../../server/platform/permit.ts';
import { hashOf } from '../../server/platform/session.ts';
import { openTools, type OpenedTools } from '../../server/platform/tools.ts';
import { testDatabase } from './database.ts';

export type SignInStrength = 'one-factor' | 'two-factor' | 'phishing-resistant';

export interface PersonSignedIn {
  readonly accountId: string;
  /** As the application sees a resident, for deeds done without a page. */
  readonly actor: ResidentActor;
  readonly dataSubjectId: string | null;
  /** For those who send their own requests. */
  readonly cookie: string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Seen>;
  /** Posts a form as the page would, with its token. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Seen>;
}

/** One answer; no redirect is followed. */
export interface Seen {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** The path a redirect leads to; empty when there is none. */
  readonly to: string;
}

export interface SignedInPortal {
  readonly origin: string;
  readonly tools: OpenedTools;
  /** As the administrator, for tables of one's own. */
  readonly databaseUrl: string;
  /** As the worker, for arranging. */
  readonly worker: Database;
  resident(options?: { readonly isBound?: boolean; readonly strength?: SignInStrength }): Promise<PersonSignedIn>;
  staff(roles: readonly Role[], strength?: SignInStrength): Promise<PersonSignedIn>;
  close(): Promise<void>;
}

const cookieSecret = 'only-for-tests';

export async function startSignedInPortal(options: {
  readonly routes: readonly Route[];
  readonly clock?: Clock;
  readonly identifySystem?: (tools: OpenedTools, req: Request) => Promise<Actor>;
  /** A door in front of the pages' pipeline, as the web process has one. */
  readonly inFront?: (tools: OpenedTools, otherwise: RequestListener) => RequestListener;
  /** Where forms may lead beside the portal itself. */
  readonly formTargets?: readonly string[];
  /** The way from the application to its database, when a test wants to stand on it. */
  readonly databaseThrough?: (url: string) => string;
  /** As many as the worker itself has, where its jobs run side by side. */
  readonly workerConnections?: number;
  /** How long the application waits for its database; as in production unless said. */
  readonly databasePatienceMs?: number;
}): Promise<SignedInPortal> {
  const [database, dataDir] = await Promise.all([testDatabase(), mkdtemp(join(tmpdir(), 'portal-'))]);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  const config = readConfig({ NODE_ENV: 'test', PUBLIC_URL: origin, DATA_DIR: dataDir, DATABASE_URL: database.url, APP_DATABASE_URL: (options.databaseThrough ?? String)(database.urlOf('app')), AUDITOR_DATABASE_URL: database.urlOf('auditor') });
  const tools = await openTools({ config, role: 'app', maxConnections: 4, log: silentLog, ...(options.clock === undefined ? {} : { clock: options.clock }), ...(options.databasePatienceMs === undefined ? {} : { patienceMs: options.databasePatienceMs }) });
  const worker = openDatabase({ url: database.urlOf('worker'), maxConnections: options.workerConnections ?? 2, applicationName: 'test' });
  const identify = options.identifySystem ?? ((): Promise<Actor> => Promise.resolve({ kind: 'visitor' }));
  const app = createApp({
    tools, cookieSecret, formTargets: options.formTargets ?? [], routes: options.routes, identifySystem: (req) => identify(tools, req), writesAMinute: 10_000,
  });
  server.on('request', options.inFront?.(tools, app) ?? app);
  const people = { tools, worker, origin };
  return {
    origin, tools, worker, databaseUrl: database.url,
    resident: ({ isBound = true, strength = 'two-factor' } = {}) => signIn(people, { provider: 'resident', roles: [], isBound, strength }),
    staff: (roles, strength = 'two-factor') => signIn(people, { provider: 'staff', roles, isBound: false, strength }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([tools.close(), worker.close()]);
      await rm(dataDir, { recursive: true, force: true }); // the database goes with the server at the end of the run
    },
  };
}

interface People {
  readonly tools: OpenedTools;
  readonly worker: Database;
  readonly origin: string;
}

interface NewSignIn {
  readonly provider: 'resident' | 'staff';
  readonly roles: readonly Role[];
  readonly isBound: boolean;
  readonly strength: SignInStrength;
}

async function signIn(people: People, who: NewSignIn): Promise<PersonSignedIn> {
  const accountId = newId();
  const dataSubjectId = who.isBound ? newId() : null;
  await inTransaction(people.worker, {
    begin: 'begin',
    actor: { kind: 'worker', job: 'test', caseId: null },
    work: async (read) => {
      await read('accounts').insert({ id: accountId, provider: who.provider, issuer: 'test', subject: accountId });
      for (const role of who.roles) await read('staff_roles').insert({ account_id: accountId, role });
      if (dataSubjectId === null) return;
      await read('data_subjects').insert({ id: dataSubjectId, sealed_identity: Buffer.from('-') });
      await read('bindings').insert({ id: newId(), account_id: accountId, data_subject_id: dataSubjectId, evidence: 'test', bound_by: 'test' });
    },
  });
  const sessionId = randomBytes(24).toString('base64url');
  const csrfToken = randomBytes(24).toString('base64url');
  await storeSession(people, { sessionId, accountId, csrfToken, who });
  const actor: ResidentActor = { kind: 'resident', accountId, dataSubjectId, isCheckedByOfficer: false, session: { idHash: hashOf(sessionId), version: 1 } };
  return person(people.origin, { actor, cookie: signedCookie(sessionId), csrfToken });
}

async function storeSession(
  { tools }: People,
  made: { readonly sessionId: string; readonly accountId: string; readonly csrfToken: string; readonly who: NewSignIn },
): Promise<void> {
  const { sessionId, accountId, csrfToken, who } = made;
  const now = tools.clock.now();
  const assurance = {
    provider: who.provider, dialect: 'development', issuer: 'test', subject: accountId, acr: `urn:fairsight:acr:${who.strength}`,
    amr: [], identity: 'P2', authTime: Math.floor(now.getTime() / 1000), madeFor: [],
  };
  const data = { cookie: { originalMaxAge: null, httpOnly: true, path: '/' }, accountId, csrfToken, assurance };
  await tools.database.pool.query(
    `insert into sessions (id_hash, account_id, data, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, $4, greatest($4::timestamptz, now()) + interval '1 hour')`, // the clock may be frozen; the database's is not
    [Buffer.from(hashOf(sessionId), 'hex'), accountId, JSON.stringify(data), now],
  );
}

/** As express-session signs it. */
function signedCookie(sessionId: string): string {
  const signature = createHmac('sha256', cookieSecret).update(sessionId).digest('base64').replace(/=+$/, '');
  return `session=${encodeURIComponent(`s:${sessionId}.${signature}`)}`;
}

interface Identity {
  readonly actor: ResidentActor;
  readonly cookie: string;
  readonly csrfToken: string;
}

function person(origin: string, { actor, cookie, csrfToken }: Identity): PersonSignedIn {
  const send = async (path: string, init: RequestInit): Promise<Seen> => {
    const response = await fetch(`${origin}${path}`, { redirect: 'manual', ...init });
    return { status: response.status, text: await response.text(), headers: response.headers, to: response.headers.get('location') ?? '' };
  };
  return {
    actor,
    accountId: actor.accountId,
    dataSubjectId: actor.dataSubjectId,
    cookie,
    get: (path, headers = {}) => send(path, { headers: { cookie, accept: 'text/html', ...headers } }),
    post: (path, fields) =>
      send(path, {
        method: 'POST',
        headers: { cookie, accept: 'text/html', origin, 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ _csrf: csrfToken, ...fields }),
      }),
  };
}
