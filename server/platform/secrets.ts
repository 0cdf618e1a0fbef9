/** The portal's own secrets, made once and kept readable by their owner alone, outside the database. */

import { join } from 'node:path';
import { readOrMakeSecret } from './sealed-files.ts';
import type { RolePasswords } from './migrate.ts';

/** A secret in hex, made on first use. */
export async function secretOf(dataDir: string, name: string): Promise<string> {
  const bytes = await readOrMakeSecret(join(dataDir, 'secrets', name), 32);
  return bytes.toString('hex');
}

export async function rolePasswords(dataDir: string): Promise<RolePasswords> {
  const [app, worker, connector, auditor] = await Promise.all(
    ['database-app', 'database-worker', 'database-connector', 'database-auditor'].map((name) => secretOf(dataDir, name)),
  );
  if (app === undefined || worker === undefined || connector === undefined || auditor === undefined) throw new Error('a database password is missing');
  return { app, worker, connector, auditor };
}
