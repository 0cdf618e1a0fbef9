/** The queue: pg-boss in the same PostgreSQL, so that a job exists exactly when its change was committed. */

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

/** Handed on to its pool: a line that went dead is given up, and the next look at the queue opens another. */
const patience = { connectionTimeoutMillis: 5_000, query_timeout: 20_000 };

/** Takes jobs until stopped. Several workers, on several machines, may do this at once. */
export async function startQueue({ url, handlers, log, sideBySide = 4 }: QueueOptions): Promise<Queue> {
  const boss = new PgBoss({ ...patience, connectionString: url, migrate: false, schedule: false, max: 4, maintenanceIntervalSeconds: 5, monitorStateIntervalSeconds: 30, application_name: 'fairsight-queue' });
  const stopping = new AbortController();
  boss.on('error', (error: Error) => log.fault('queue', error));
  await boss.start();
  for (const job of jobNames) {
    const handler = handlers[job];
    if (handler !== undefined) await listen(boss, { job, handler, log, signal: stopping.signal, sideBySide });
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
  readonly sideBySide: number;
}

async function listen(boss: PgBoss, { job, handler, log, signal, sideBySide }: Listen): Promise<void> {
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
  const workers = Array.from({ length: sideBySide }, () => boss.work(job, { batchSize: 1, pollingIntervalSeconds: 0.5 }, work));
  await Promise.all(workers);
}
