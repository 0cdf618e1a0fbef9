/** Removes the database of a data folder, wherever its files lie. */

import { rmSync } from 'node:fs';
import path from 'node:path';
import { serverAccount } from './account.ts';
import { candidatePlaces } from './place.ts';
import { processOn, stopServer } from './running-server.ts';

/** Stops a server left running on it first. */
export async function removeEmbeddedPostgres(dataDir: string): Promise<void> {
  for (const place of candidatePlaces(dataDir, serverAccount())) {
    const left = processOn(path.join(place, 'files'));
    if (left !== null) await stopServer(left);
    rmSync(place, { recursive: true, force: true });
  }
}
