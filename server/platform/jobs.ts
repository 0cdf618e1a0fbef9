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

interface Enqueue<Name extends JobName> {
  readonly job: Name;
  readonly payload: JobPayload<Name>;
  readonly startAfter?: Date;
}

/** pg-boss is used here only to build and run its insert on the transaction's own connection; it is never started. */
const sender = new PgBoss({ db: { executeSql: () => Promise.reject(new Error('jobs are sent inside a change')) }, supervise: false, schedule: false, migrate: false });

export async function enqueue<Name extends JobName>(client: pg.PoolClient, { job, payload, startAfter }: Enqueue<Name>): Promise<void> {
  const db = { executeSql: (text: string, values: unknown[]) => client.query(text, values) };
  const options = { ...jobOptions, db, ...(startAfter === undefined ? {} : { startAfter }) };
  const jobId = await sender.send(job, { ...payload }, options);
  if (jobId === null) throw new Error(`the queue ${job} did not take the job`);
}

const mostAtOnce = 500;

/** Many of one name in few statements: whoever holds a lock meanwhile lets go of it soon. */
export async function enqueueEach<Name extends JobName>(client: pg.PoolClient, job: Name, payloads: readonly JobPayload<Name>[]): Promise<void> {
  if (payloads.length === 0) return;
  const { retentionDays: _kept, ...options } = jobOptions; // kept for as long as the queue keeps jobs unless said
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
}

const mostListening = 200;

const usualWaiting: Waiting = { atOnce: 4, lookEverySeconds: 0.5 };

/** Collecting waits for other systems and holds little: a slow one must not keep the next from being asked. */
const waitingOf: Partial<Readonly<Record<JobName, Waiting>>> = { 'collect-system': { atOnce: 16, lookEverySeconds: 1 } };

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
  const work = async (jobs: PgBoss.Job<object>[]): Promise<void> => {
    for (const { id, data } of jobs) {
      try {
        await handle(data, { jobId: id, signal });
      } catch (error) {
        log.fault('job failed', error, { job, jobId: id });
        throw error;
      }
    }
  };
  const workers = Array.from({ length: waiting.atOnce }, () => boss.work(job, { batchSize: 1, pollingIntervalSeconds: waiting.lookEverySeconds }, work));
  await Promise.all(workers);
}
