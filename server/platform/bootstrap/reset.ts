/** Throws away the demonstration's state, so that the next start begins afresh. */

import { existsSync, rmSync } from 'node:fs';
import { removeEmbeddedPostgres } from '../embedded-postgres/remove.ts';
import { OneSentence } from '../one-sentence.ts';
import { holderOf } from './only-one.ts';

/** @throws OneSentence while Fairsight runs, and where the database is not ours to remove. */
export async function reset(dataFolder: string): Promise<void> {
  const holder = holderOf(dataFolder);
  if (holder !== null) throw new OneSentence(`Fairsight is running (process ${String(holder)}): stop it, then reset.`);
  if ((process.env['DATABASE_URL'] ?? '') !== '') {
    throw new OneSentence('DATABASE_URL is set: a reset removes only the embedded database and its keys, so drop the other one yourself and unset it.');
  }
  if (!existsSync(dataFolder)) return;
  await removeEmbeddedPostgres(dataFolder);
  rmSync(dataFolder, { recursive: true, force: true });
}
