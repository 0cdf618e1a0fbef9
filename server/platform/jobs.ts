/** The queue: pg-boss in the same PostgreSQL, so that a job exists exactly when its change was committed. */

import { setMaxListeners } from 'node:events';
import PgBoss from 'pg-boss';
import type pg from 'pg';
import type { Log } from './log.ts';

/** Every job with its payload. Ids only: a payload is read by operators and stands in plain. */
export interface JobPayloads {
  'collect-system': { readonly caseId: string; readonly systemId: string; readonly attempt: number };
  'check-items': { readonly caseId: string; readonly systemId: string; readonly attempt: number };
  'suggest-marks': { readonly caseId: string; readonly itemId: string };
  'release-answer': { readonly caseId: string; readonly bundleId: string };
  'release-part': { readonly caseId: string; readonly bundleId: string; readonly part: number; readonly version: number };
  'conclude-rehearsal': { readonly caseId: string };
  'send-notice': { readonly messageId: string };
  'send-letter': { readonly caseId: string; readonly letterId: string };
  'take-reply': { readonly caseId: string; readonly dataRequestId: string };
}

export type JobName = keyof JobPayloads;
export type JobPayload<Name extends JobName> = JobPayloads[Name];

/** Made by the migrations as owner: `send` to a queue that is missing would lose the job in silence. */
export const jobNames: readonly JobName[] = ['collect-system', 'check-items', 'suggest-marks', 'release-answer', 'release-part', 'conclude-rehearsal', 'send-notice', 'send-letter', 'take-reply'];

/** Work is cut into parts of at most 30 s; a job silent for twice that is taken up by another worker. */
export const jobOptions = { retryLimit: 5, retryDelay: 1, retryBackoff: true, expireInSeconds: 60, retentionDays: 14 } as const;

/** Waiting for one slow system takes as long as it takes, twice over: to find the person, and to bring the first item. */
const longestSeconds: Partial<Readonly<Record<JobName, number>>> = { 'collect-system': 1_260 };

function optionsOf(job: JobName): Omit<typeof jobOptions, 'expireInSeconds'> & { readonly expireInSeconds: number } {
  return { ...jobOptions, expireInSeconds: longestSeconds[job] ?? jobOptions.expireInSeconds };
}

interface Enqueue<Name extends JobName> {
  readonly job: Name;
  readonly payload: JobPayload<Name>;
  readonly startAfter?: Date;
}

/** pg-boss is used here only to build and run its insert on the transaction's own connection; it is never started. */
const sender = new PgBoss({ db: { executeSql: () => Promise.reject(new Error('jobs are sent inside a change')) }, supervise: false, schedule: false, migrate: false });

export async function enqueue<Name extends JobName>(client: pg.PoolClient, { job, payload, startAfter }: Enqueue<Name>): Promise<void> {
  const db = { executeSql: (text: string, values: unknown[]) => client.query(text, values) };
  const options = { ...optionsOf(job), db, ...(startAfter === undefined ? {} : { startAfter }) };
  const jobId = await sender.send(job, { ...payload }, options);
  if (jobId === null) throw new Error(`the queue ${job} did not take the job`);
}

const mostAtOnce = 500;

/** Many of one name in few statements: whoever holds a lock meanwhile lets go of it soon. */
export async function enqueueEach<Name extends JobName>(client: pg.PoolClient, job: Name, payloads: readonly JobPayload<Name>[]): Promise<void> {
  if (payloads.length === 0) return;
  const { retentionDays: _kept, ...options } = optionsOf(job); // kept for as long as the queue keeps jobs unless said
  const db = { executeSql: (text: string, values: unknown[]) => client.query(text, values) };
  const { rowCount } = await client.query('select from pgboss.queue where name = $1', [job]);
  if (rowCount !== 1) throw new Error(`there is no queue ${job}`);
  for (let from = 0; from < payloads.length; from += mostAtOnce) {
    const some = payloads.slice(from, from + mostAtOnce);
    await sender.insert(some.map((payload) => ({ name: job, data: { ...payload }, ...options })), { db });
  }
}

export interface JobContext {
  readonly jobId: string;
  /** Ends when the worker is asked to stop. */
  readonly signal: AbortSignal;
}

export type JobHandler<Name extends JobName> = (payload: JobPayload<Name>, context: JobContext) => Promise<void>;

/** One handler a job, given by each folder's `jobs.ts`. */
export type JobHandlers = { readonly [Name in JobName]?: JobHandler<Name> };

export interface Queue {
  stop(): Promise<void>;
}

export interface QueueOptions {
  readonly url: string;
  readonly handlers: JobHandlers;
  readonly log: Log;
  /** How many jobs of one name run side by side in this process. */
  readonly sideBySide?: number;
}

interface Waiting {
  readonly atOnce: number;
  readonly lookEverySeconds: number;
  readonly crowd?: Crowd;
}

/** Of jobs that agree in this part of their payload no more than so many are at work in this process. */
interface Crowd {
  readonly by: string;
  readonly atOnce: number;
}

const mostListening = 200;

const usualWaiting: Waiting = { atOnce: 4, lookEverySeconds: 0.5 };

/** Collecting waits for other systems and holds little: a slow one must not keep the next from being asked, in however many cases it is searched. */
const waitingOf: Partial<Readonly<Record<JobName, Waiting>>> = { 'collect-system': { atOnce: 16, lookEverySeconds: 1, crowd: { by: 'systemId', atOnce: 4 } } };

/** What is put back comes after what has not waited yet. */
const putBack = { startAfter: 3, priority: -1 } as const;

/** Handed on to its pool: a line that went dead is given up, and the next look at the queue opens another. */
const patience = { connectionTimeoutMillis: 5_000, query_timeout: 20_000 };

/** Takes jobs until stopped. Several workers, on several machines, may do this at once. */
export async function startQueue({ url, handlers, log, sideBySide }: QueueOptions): Promise<Queue> {
  const boss = new PgBoss({ ...patience, connectionString: url, migrate: false, schedule: false, max: 4, maintenanceIntervalSeconds: 5, monitorStateIntervalSeconds: 30, application_name: 'fairsight-queue' });
  const stopping = new AbortController();
  // Each job that is at work listens.
  setMaxListeners(mostListening, stopping.signal);
  boss.on('error', (error: Error) => log.fault('queue', error));
  await boss.start();
  for (const job of jobNames) {
    const handler = handlers[job];
    if (handler !== undefined) await listen(boss, { job, handler, log, signal: stopping.signal, waiting: sideBySide === undefined ? (waitingOf[job] ?? usualWaiting) : { ...usualWaiting, atOnce: sideBySide } });
  }
  return {
    stop: async () => {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: 8_000, wait: true });
    },
  };
}

interface Listen {
  readonly job: JobName;
  readonly handler: unknown;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly waiting: Waiting;
}

async function listen(boss: PgBoss, { job, handler, log, signal, waiting }: Listen): Promise<void> {
  // `handlers[job]` and the payload of `job` have one type by construction; a union over names cannot say so.
  const handle = handler as (payload: unknown, context: JobContext) => Promise<void>;
  const atWork = new Map<unknown, number>();
  const work = async (jobs: PgBoss.Job<object>[]): Promise<void> => {
    for (const { id, data } of jobs) {
      const kind = waiting.crowd === undefined ? id : new Map<string, unknown>(Object.entries(data)).get(waiting.crowd.by);
      const before = atWork.get(kind) ?? 0;
      if (waiting.crowd !== undefined && before >= waiting.crowd.atOnce) {
        await boss.send(job, data, { ...optionsOf(job), ...putBack });
        continue;
      }
      atWork.set(kind, before + 1);
      const pulse = await startPulse(boss, { job, jobId: id, log });
      try {
        await handle(data, { jobId: id, signal });
      } catch (error) {
        log.fault('job failed', error, { job, jobId: id });
        throw error;
      } finally {
        clearInterval(pulse);
        const left = (atWork.get(kind) ?? 1) - 1;
        if (left === 0) atWork.delete(kind);
        else atWork.set(kind, left);
      }
    }
  };
  const workers = Array.from({ length: waiting.atOnce }, () => boss.work(job, { batchSize: 1, pollingIntervalSeconds: waiting.lookEverySeconds }, work));
  await Promise.all(workers);
}

const pulseEveryMs = 20_000;

/**
 * A job that may take longer than the queue is patient says again and again that it is at work, so that one whose worker was killed is taken up as soon as any other.
 * The queue counts from the start of a job: the start is moved so that its time would be over after the usual silence.
 */
async function startPulse(boss: PgBoss, { job, jobId, log }: { readonly job: JobName; readonly jobId: string; readonly log: Log }): Promise<NodeJS.Timeout | undefined> {
  if (longestSeconds[job] === undefined) return undefined;
  const beat = (): Promise<unknown> =>
    boss.getDb().executeSql("update pgboss.job set started_on = now() + make_interval(secs => $3) - expire_in where name = $1 and id = $2 and state = 'active'", [job, jobId, jobOptions.expireInSeconds]);
  // Silence lets another worker begin the same job: whoever is second writes nothing.
  const missed = (error: unknown): void => log.fault('a job could not say that it is at work', error, { job, jobId });
  await beat().catch(missed);
  return setInterval(() => void beat().catch(missed), pulseEveryMs);
}
