/** Gives the demo and the tests a real PostgreSQL without anything installed. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { serverAccount } from './account.ts';
import { runnableBinaries } from './binaries.ts';
import { clusterIn, type Cluster } from './cluster.ts';
import { OneSentence } from '../one-sentence.ts';
import { placeForServer } from './place.ts';
import { removeForgottenFiles } from './remove.ts';
import { endOf, serverLeftRunning, startServer, stopServer, superuser, type RunningServer } from './running-server.ts';
import { watchOver } from './watchdog.ts';

export interface EmbeddedPostgresOptions {
  /** An absolute path, `.data` by custom. Holds files, passwords, log and the remembered port. */
  readonly dataDir: string;
  /** A server already running is left to whoever started it, unless adopted. */
  readonly adopts?: boolean;
  /** Not flushed to disk, and removed when this process ends. Tests only. */
  readonly isThrowaway?: boolean;
}

export interface EmbeddedPostgres {
  /** For the user `fairsight_admin`, who may create databases and roles but is no superuser; database `fairsight`. */
  readonly url: string;
  /** Resolves when the server is gone, stopped or fallen. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const adminRole = 'fairsight_admin';
const mainDatabase = 'fairsight';

/**
 * Starts the server of a data folder, or joins the one that runs on it already.
 * @throws OneSentence in production, without room on the disk, or where PostgreSQL cannot run.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir } = options;
  const cluster = await preparedCluster(dataDir);
  let dismissWatchdog = (): void => undefined;
  const watch = (server: RunningServer): void => {
    dismissWatchdog = watchOver({ server, account: cluster.account, ...(options.isThrowaway === true ? { folderToRemove: dataDir } : {}) });
  };
  const left = await serverLeftRunning(cluster);
  if (left !== null && options.adopts === true) watch(left);
  const server = left ?? (await startServer(cluster, { ...startOptions(options), onSpawned: watch }));
  rememberPort(dataDir, server.port);
  await ensureAdmin(cluster, server.port);
  const isOurs = left === null || options.adopts === true;
  return {
    url: `postgres://${adminRole}:${cluster.adminPassword}@127.0.0.1:${String(server.port)}/${mainDatabase}`,
    ended: endOf(server),
    stop: async () => {
      if (!isOurs) return;
      await stopServer(server);
      dismissWatchdog();
    },
  };
}

async function preparedCluster(dataDir: string): Promise<Cluster> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new OneSentence('In production Fairsight needs DATABASE_URL set to a PostgreSQL 15 or later: the embedded one is for demonstrations and tests only.');
  }
  mkdirSync(path.join(dataDir, 'logs'), { recursive: true });
  await removeForgottenFiles(dataDir);
  const account = serverAccount();
  const place = placeForServer(dataDir, account);
  return clusterIn({ dataFolder: dataDir, place, binaries: runnableBinaries(account, place), account });
}

function startOptions({ dataDir, isThrowaway }: EmbeddedPostgresOptions) {
  return { logFile: path.join(dataDir, 'logs', 'postgres.log'), preferredPort: rememberedPort(dataDir), isThrowaway: isThrowaway === true };
}

function portFile(dataDir: string): string {
  return path.join(dataDir, 'postgres-port');
}

/** 0, any, when none is remembered. */
function rememberedPort(dataDir: string): number {
  try {
    return Number.parseInt(readFileSync(portFile(dataDir), 'utf8'), 10) || 0;
  } catch {
    return 0; // the first start
  }
}

function rememberPort(dataDir: string, port: number): void {
  if (rememberedPort(dataDir) !== port) writeFileSync(portFile(dataDir), `${String(port)}\n`);
}

/** The one thing done as superuser; everything after it is done as `fairsight_admin`. */
async function ensureAdmin(cluster: Cluster, port: number): Promise<void> {
  const client = new pg.Client(superuser(cluster, port));
  await client.connect();
  try {
    const { rows } = await client.query<{ has_role: boolean; has_database: boolean }>(
      'select exists (select from pg_roles where rolname = $1) as has_role, exists (select from pg_database where datname = $2) as has_database',
      [adminRole, mainDatabase],
    );
    if (rows[0]?.has_role !== true) {
      await client.query(`create role ${adminRole} login createdb createrole password ${pg.escapeLiteral(cluster.adminPassword)}`);
    }
    if (rows[0]?.has_database !== true) await client.query(`create database ${mainDatabase} owner ${adminRole}`);
  } finally {
    await client.end();
  }
}
