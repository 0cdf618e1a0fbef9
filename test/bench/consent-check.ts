/** How many consent checks a second, the record of the asking included, beside node:http with one select. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import autocannon from 'autocannon';
import pg from 'pg';
import { purposeOf } from '../../policies/purposes.ts';
import { personReferenceFor, registerCallingSystem } from '../../server/consent/calling-systems.ts';
import { answerConsent } from '../../server/consent/change-consent.ts';
import { consentCheckDoor } from '../../server/consent/check-door.ts';
import { wordingOf } from '../../server/consent/notice-wording.ts';
import { consentSystemRoutes } from '../../server/consent/system-routes.ts';
import { startSignedInPortal, type SignedInPortal } from '../support/signed-in-portal.ts';
import { interleaved, type Figure } from './figure.ts';

const purposeId = 'school-closure-texts';
const secret = 'a-secret-that-is-long-enough-for-a-bench';
const people = 200;
const connections = 64;
const secondsARound = 3;
const poolSize = 4;

/** Checks a second ÷ bare selects a second, in this one process. */
export async function measure(): Promise<readonly Figure[]> {
  const portal = await startSignedInPortal({
    routes: consentSystemRoutes,
    inFront: consentCheckDoor,
  });
  const references = await somePeople(portal);
  const bare = await startBareServer(portal, references);
  try {
    const checks = references.map((reference) => `/api/consent/check?purpose=${purposeId}&person=${reference}`);
    const selects = references.map((reference) => `/?person=${reference}`);
    const { ours, limit } = await interleaved({
      ours: () => requestsASecond(portal.origin, checks),
      limit: () => requestsASecond(bare.origin, selects),
    });
    return [{ name: 'consent-check', value: ours, unit: 'checks/s', limit, ratio: ours / limit }];
  } finally {
    await bare.close();
    await portal.close();
  }
}

/** Half said yes, half never answered. */
async function somePeople(portal: SignedInPortal): Promise<readonly string[]> {
  await registerCallingSystem(portal.worker, { systemId: 'alerts', name: 'School alerts', purposeIds: [purposeId], secret });
  const purpose = purposeOf(purposeId);
  if (purpose === null) throw new Error('no such purpose');
  const shownWording = wordingOf(purpose, purpose.notices[0]).sha256;
  const references: string[] = [];
  for (let made = 0; made < people; made += 1) {
    const person = await portal.resident();
    const dataSubjectId = person.dataSubjectId ?? '';
    references.push(await personReferenceFor(portal.worker, { systemId: 'alerts', dataSubjectId }));
    if (made % 2 === 0) {
      await answerConsent(portal.tools, { actor: person.actor, dataSubjectId, purpose, channel: 'portal', assurance: '', answer: 'yes', shownWording });
    }
  }
  return references;
}

interface Bare {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** The limit: node:http, one prepared select by key on the same database, the answer as JSON. No framework, nothing recorded. */
async function startBareServer(portal: SignedInPortal, references: readonly string[]): Promise<Bare> {
  const pool = new pg.Pool({ connectionString: portal.databaseUrl, max: poolSize });
  await pool.query('create table bare_answers (reference text primary key, answer text not null, since timestamptz)');
  await pool.query("insert into bare_answers select *, 'yes', now() from unnest($1::text[])", [references]);
  const server = createServer((req, res) => {
    const reference = new URL(req.url ?? '/', 'http://localhost').searchParams.get('person') ?? '';
    pool.query<{ answer: string; since: Date }>({ name: 'one', text: 'select answer, since from bare_answers where reference = $1', values: [reference] }).then(
      ({ rows }) => {
        res.writeHead(200, { 'content-type': 'application/json' });
        res.end(JSON.stringify({ answer: rows[0]?.answer ?? 'no', since: rows[0]?.since ?? null }));
      },
      () => res.writeHead(500).end(),
    );
  });
  const origin = await listen(server);
  return {
    origin,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

/** @throws Error if any answer was not a success: a refusal is fast, and measures nothing. */
async function requestsASecond(origin: string, paths: readonly string[]): Promise<number> {
  const result = await autocannon({
    url: origin,
    connections,
    duration: secondsARound,
    workers: 1,
    headers: { authorization: `Bearer ${secret}` },
    requests: paths.map((path) => ({ method: 'GET' as const, path })),
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`);
  return result.requests.average;
}
