/** A database that goes away while people write: small in the tests, for half a minute in the bench. */

import { setTimeout as pause } from 'node:timers/promises';
import { residentRequestRoutes } from '../../server/requests/resident-routes.ts';
import { startSealer } from '../../server/platform/audit-log.ts';
import { verifyAuditLog } from '../../server/platform/audit-verify.ts';
import { newId } from '../../server/platform/ids.ts';
import { startQueue } from '../../server/platform/jobs.ts';
import { silentLog } from '../../server/platform/log.ts';
import { urlOfRole } from '../../server/platform/migrate.ts';
import { recordedChange } from '../../server/platform/recorded-change.ts';
import { openCuttableLine, type CuttableLine } from './cuttable-line.ts';
import { startSignedInPortal, type PersonSignedIn, type Seen, type SignedInPortal } from './signed-in-portal.ts';

export interface Outage {
  /** First nothing comes through any more, as when a firewall drops packets. */
  readonly silentMs: number;
  /** Then connections are broken and refused, as when the server has gone. */
  readonly refusedMs: number;
  /** As in production unless said. */
  readonly patienceMs?: number;
}

export interface LivedThrough {
  readonly longestWaitMs: number;
  /** From the return of the database to the first page that needs it. */
  readonly firstGoodAfterMs: number;
  /** Every status that anyone was given meanwhile, once each. */
  readonly statuses: readonly number[];
  /** Answers that did not hold the words that were just sent. */
  readonly wordsNotKept: number;
  /** Words that were said to be saved and were not there afterwards. */
  readonly wordsLost: number;
  /** Requests that stand in the database afterwards, of those that were sent once each. */
  readonly requestsPerWriter: number;
  readonly unhandled: number;
  readonly isAuditWhole: boolean;
  /** Whether a job that was queued afterwards was taken by the worker of before. */
  readonly isWorkTaken: boolean;
}

const writers = 3;

interface Witnessed {
  longestWaitMs: number;
  wordsNotKept: number;
  readonly statuses: Set<number>;
}

interface Writer {
  readonly person: PersonSignedIn;
  readonly draft: string;
  /** Said to be saved. */
  saved: string;
  /** What was sent last, and must still stand on the page that says it was not saved. */
  sent: string;
}

/** Three people go on writing throughout, send again what was not saved, and file their requests in the end. */
export async function liveThrough(outage: Outage): Promise<LivedThrough> {
  let unhandled = 0;
  const count = (): void => { unhandled += 1; };
  process.on('unhandledRejection', count);
  const line = await openCuttableLine();
  const portal = await startSignedInPortal({
    routes: residentRequestRoutes({ systems: [] }),
    databaseThrough: (url) => line.through(url),
    ...(outage.patienceMs === undefined ? {} : { databasePatienceMs: outage.patienceMs }),
  });
  const workerUrl = line.through(urlOfRole(portal.databaseUrl, 'test_worker', 'only-for-tests'));
  const sealer = startSealer(workerUrl, silentLog);
  const taken = new Set<string>();
  const queue = await startQueue({ url: workerUrl, log: silentLog, sideBySide: 1, handlers: { 'send-notice': ({ messageId }) => { taken.add(messageId); return Promise.resolve(); } } });
  try {
    const people = await Promise.all(Array.from({ length: writers }, () => begin(portal)));
    const witnessed = await endure(line, people, outage);
    const firstGoodAfterMs = await untilGood(people[0]);
    const { wordsLost, filed } = await finish(people);
    const isAuditWhole = await untilSealed(portal);
    const isWorkTaken = await untilTaken(portal, taken);
    const { longestWaitMs, wordsNotKept, statuses } = witnessed;
    return { longestWaitMs, firstGoodAfterMs, wordsNotKept, statuses: [...statuses].sort(), wordsLost, requestsPerWriter: filed / writers, unhandled, isAuditWhole, isWorkTaken };
  } finally {
    await Promise.all([sealer.stop(), queue.stop()]);
    await portal.close();
    await line.close();
    process.off('unhandledRejection', count);
  }
}

async function begin(portal: SignedInPortal): Promise<Writer> {
  const person = await portal.resident();
  const draft = (await person.post('/requests/new', { scope: 'everything' })).to.replace(/\/[^/]+$/, '');
  await person.post(`${draft}/dates`, { dates: 'all' });
  await person.post(`${draft}/contact`, { channel: 'portal', hours: 'any', voicemail: 'no' });
  return { person, draft, saved: '', sent: '' };
}

async function endure(line: CuttableLine, people: readonly Writer[], { silentMs, refusedMs }: Outage): Promise<Witnessed> {
  const witnessed: Witnessed = { longestWaitMs: 0, wordsNotKept: 0, statuses: new Set() };
  let isAway = true;
  const going = people.map(async (writer, index) => {
    for (let round = 0; isAway; round += 1) await writeOnce(writer, `The words of writer ${index} in round ${round}.`, witnessed);
  });
  line.silence();
  await pause(silentMs);
  line.cut();
  await pause(refusedMs);
  isAway = false;
  await Promise.all(going);
  line.mend();
  return witnessed;
}

async function writeOnce(writer: Writer, words: string, witnessed: Witnessed): Promise<void> {
  const read = await timed(witnessed, () => writer.person.get('/requests'));
  const sent = await timed(witnessed, () => writer.person.post(`${writer.draft}/help`, { help: words }));
  witnessed.statuses.add(read.status).add(sent.status);
  writer.sent = words;
  if (sent.status === 303) writer.saved = words;
  else if (!sent.text.includes(words)) witnessed.wordsNotKept += 1;
  await pause(100);
}

async function timed(witnessed: Witnessed, ask: () => Promise<Seen>): Promise<Seen> {
  const startedMs = performance.now();
  const seen = await ask();
  witnessed.longestWaitMs = Math.max(witnessed.longestWaitMs, performance.now() - startedMs);
  return seen;
}

async function untilGood(writer: Writer | undefined): Promise<number> {
  const startedMs = performance.now();
  while ((await writer?.person.get('/requests'))?.status !== 200) await pause(50);
  return performance.now() - startedMs;
}

/** First what was saved is looked for, then what was not saved is sent again, and then each request is filed. */
async function finish(people: readonly Writer[]): Promise<{ readonly wordsLost: number; readonly filed: number }> {
  let [wordsLost, filed] = [0, 0];
  for (const { person, draft, saved, sent } of people) {
    const page = await person.get(`${draft}/help`);
    // A form whose answer was lost on its way may have been saved after all; that is no loss.
    if (saved !== '' && !page.text.includes(saved) && !page.text.includes('The words of writer')) wordsLost += 1;
    await person.post(`${draft}/help`, { help: sent });
    if (!(await person.get(`${draft}/help`)).text.includes(sent)) wordsLost += 1;
    await Promise.all([1, 2].map(() => person.post(`${draft}/check`, {})));
    filed += new Set((await person.get('/requests')).text.match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/g)).size;
  }
  return { wordsLost, filed };
}

const soonMs = 15_000;

async function untilTaken({ worker }: SignedInPortal, taken: ReadonlySet<string>): Promise<boolean> {
  const messageId = newId();
  await recordedChange(worker, { actor: { kind: 'worker', job: 'test', caseId: null }, action: 'test.queue', about: { type: 'test', id: messageId } }, (change) => change.enqueue('send-notice', { messageId }));
  for (const untilMs = performance.now() + soonMs; !taken.has(messageId); await pause(100)) if (performance.now() > untilMs) return false;
  return true;
}

async function untilSealed({ databaseUrl }: SignedInPortal): Promise<boolean> {
  const url = urlOfRole(databaseUrl, 'test_auditor', 'only-for-tests');
  for (const untilMs = performance.now() + soonMs; performance.now() < untilMs; await pause(200)) {
    const { valid, unsealed } = await verifyAuditLog(url);
    if (valid && unsealed === 0) return true;
  }
  return false;
}
