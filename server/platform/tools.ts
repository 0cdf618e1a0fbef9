/** Opens the tools that web, worker and command line share: database, keys, sealed files, usage log. */

import { join } from 'node:path';
import { systemClock, type Clock } from './clock.ts';
import { ConfigProblem, type Config } from './config.ts';
import { openDatabase } from './database.ts';
import type { Tools } from './house.ts';
import { openKeyStore } from './keys.ts';
import { createLog, type Log } from './log.ts';
import { databaseName, urlOfRole } from './migrate.ts';
import { openSealedFiles, readOrMakeSecret } from './sealed-files.ts';
import { rolePasswords, secretOf } from './secrets.ts';
import { openUsageLog } from './usage-log.ts';

export type DatabaseRole = 'app' | 'worker' | 'auditor';

/** Where one role of the database logs in: its own setting, or the one address with that role's name and password. */
export async function roleUrl(config: Config, role: DatabaseRole): Promise<string> {
  const own = { app: config.appDatabaseUrl, worker: config.workerDatabaseUrl, auditor: config.auditorDatabaseUrl }[role];
  if (own !== null) return own;
  if (config.databaseUrl === null) throw new ConfigProblem('DATABASE_URL is not set; npm start sets it for the demonstration.');
  const passwords = await rolePasswords(config.dataDir);
  const prefix = config.rolePrefix ?? databaseName(config.databaseUrl);
  return urlOfRole(config.databaseUrl, `${prefix}_${role}`, passwords[role]);
}

export interface OpenTools {
  readonly config: Config;
  readonly role: 'app' | 'worker';
  readonly maxConnections: number;
  readonly clock?: Clock;
  readonly log?: Log;
  /** How long one statement is waited for; by role unless said. */
  readonly patienceMs?: number;
}

/** Somebody waits before a page; nobody waits before the worker. */
const patienceMsOf = { app: 4_000, worker: 20_000 } as const;

export interface OpenedTools extends Tools {
  close(): Promise<void>;
}

export async function openTools({ config, role, maxConnections, clock = systemClock, log: given, patienceMs = patienceMsOf[role] }: OpenTools): Promise<OpenedTools> {
  const log = given ?? createLog(role === 'app' ? 'web' : 'worker', config.logLevel);
  const url = await roleUrl(config, role);
  const database = openDatabase({ url, maxConnections, patienceMs, applicationName: `fairsight-${role}`, onIdleFault: (error) => { log.fault('idle connection', error); } });
  const keys = await openKeyStore({
    keysFolder: join(config.keysDir, 'wrapped'),
    tombstonesFolder: join(config.dataDir, 'tombstones'),
    wrappingKey: await readOrMakeSecret(join(config.keysDir, 'wrapping-key'), 32),
  });
  const files = openSealedFiles(join(config.dataDir, 'files'));
  return { config, log, clock, database, keys, files, usage: openUsageLog(database), close: () => database.close() };
}

/** The secret that signs session cookies. */
export function cookieSecret(config: Config): Promise<string> {
  return secretOf(config.dataDir, 'cookie');
}
