/** Finds the true reason of a failed start where the disk was too full for the database to say it. */

import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { diskIsFull, OneSentence, saysDiskIsFull } from '../one-sentence.ts';

/** PostgreSQL asks for 16 MB at a time; with less than two of these left, anything may fail in any words. */
const leastRoomBytes = 32 * 1024 * 1024;

export interface Surroundings {
  readonly freeBytes: number;
  /** What the database has written since the start began. */
  readonly databaseLog: string;
}

/** What to tell the person at the terminal. */
export function reasonOf(error: unknown, { freeBytes, databaseLog }: Surroundings): unknown {
  const isFull = saysDiskIsFull(error) || freeBytes < leastRoomBytes || saysDiskIsFull(databaseLog);
  return isFull ? new OneSentence(diskIsFull, { cause: error }) : error;
}

export function surroundingsOf({ dataFolder, logFile, logFrom }: { readonly dataFolder: string; readonly logFile: string; readonly logFrom: number }): Surroundings {
  const { bavail, bsize } = statfsSync(dataFolder);
  const databaseLog = existsSync(logFile) ? readFileSync(logFile).subarray(logFrom).toString('utf8') : '';
  return { freeBytes: bavail * bsize, databaseLog };
}
