/** Removes the database of a data folder, wherever its files lie. */

import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { serverAccount } from './account.ts';
import { hasPasswords } from './cluster.ts';
import { candidatePlaces } from './place.ts';
import { processOn, stopServer } from './running-server.ts';

/** Stops a server left running on it first. */
export async function removeEmbeddedPostgres(dataDir: string): Promise<void> {
  for (const place of candidatePlaces(dataDir, serverAccount())) await removePlace(place);
}

/** Files that lie elsewhere outlive a data folder that was deleted by hand; with its passwords gone nobody can open them any more. */
export async function removeForgottenFiles(dataDir: string): Promise<void> {
  if (hasPasswords(dataDir)) return;
  const elsewhere = candidatePlaces(dataDir, serverAccount()).filter((place) => path.relative(dataDir, place).startsWith('..'));
  for (const place of elsewhere) if (existsSync(place)) await removePlace(place);
}

async function removePlace(place: string): Promise<void> {
  const left = processOn(path.join(place, 'files'));
  if (left !== null) await stopServer(left);
  rmSync(place, { recursive: true, force: true });
}
