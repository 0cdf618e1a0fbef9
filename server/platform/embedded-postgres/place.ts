/** Decides where the database's files lie: beside the rest of the state, unless the server's account cannot get there. */

import { createHash } from 'node:crypto';
import { chownSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { canWriteIn, type Account } from './account.ts';
import { OneSentence } from '../one-sentence.ts';

/** Where root keeps the database of a project folder that only its owner can enter. Nobody but root can write in it. */
const placeOfServices = '/var/lib';

/** A folder of the server's account, made if need be. The same data folder always gets the same place. */
export function placeForServer(dataFolder: string, account: Account): string {
  for (const place of candidatePlaces(dataFolder, account)) {
    if (madeFor(place, account) && canWriteIn(place, account)) return place;
  }
  throw new OneSentence('No folder was found that the embedded PostgreSQL can write in; set DATABASE_URL to a PostgreSQL 15 or later.');
}

/** Every place `placeForServer` may have used; for a reset. */
export function candidatePlaces(dataFolder: string, account: Account): readonly string[] {
  const beside = path.join(dataFolder, 'postgres');
  if (account === null) return [beside];
  const mark = createHash('sha256').update(realpathSync(dataFolder)).digest('hex').slice(0, 16);
  return [beside, path.join(placeOfServices, `fairsight-${mark}`)];
}

function madeFor(place: string, account: Account): boolean {
  try {
    mkdirSync(place, { recursive: true, mode: 0o700 });
    if (account !== null) chownSync(place, account.uid, account.gid);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EROFS')) return false;
    throw error;
  }
}
