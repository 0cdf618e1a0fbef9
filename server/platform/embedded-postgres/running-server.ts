/** Starts, finds and stops the server process of a cluster. */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { program } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import { diskIsFull, OneSentence, saysDiskIsFull } from '../one-sentence.ts';

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
}

export interface StartOptions {
  readonly logFile: string;
  readonly preferredPort: number;
  /** Only for databases that nobody minds losing. */
  readonly isThrowaway: boolean;
  /** Told at once: whoever starts a server can be stopped before it takes connections. */
  readonly onSpawned: (server: RunningServer) => void;
}

const readyWithinMs = 60_000;
const pollMs = 25;

/** The server somebody left running on these files and that still answers; a lock file nobody holds is cleared away. */
export async function serverLeftRunning(cluster: Cluster): Promise<RunningServer | null> {
  const lock = processOn(cluster.files);
  if (lock === null) {
    rmSync(lockFile(cluster.files), { force: true });
    return null;
  }
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline && isPostgres(lock.pid)) {
    if (await answers(cluster, lock.port)) return lock;
    await wait(pollMs * 4);
  }
  return null;
}

/** Starts the server and waits until it takes connections. */
export async function startServer(cluster: Cluster, options: StartOptions): Promise<RunningServer> {
  const port = await freePort(options.preferredPort);
  const logFrom = existsSync(options.logFile) ? statSync(options.logFile).size : 0;
  const child = spawnServer(cluster, port, options);
  if (child.pid !== undefined) options.onSpawned({ pid: child.pid, port });
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    if (await answers(cluster, port)) return { pid: child.pid, port };
    await wait(pollMs);
  }
  child.kill('SIGQUIT');
  const told = readFileSync(options.logFile, 'utf8').slice(logFrom);
  if (saysDiskIsFull(told)) throw new OneSentence(diskIsFull);
  throw new OneSentence(`The embedded PostgreSQL did not start; its log is ${options.logFile}.`);
}

/** Ends every connection, writes everything down, stops. Harsher when that takes longer than `patienceMs`. */
export async function stopServer(server: RunningServer, patienceMs = 8_000): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isPostgres(server.pid)) return;
    process.kill(server.pid, signal);
    if (await endsWithin(server, patienceMs)) return;
  }
}

/** Resolves when the server's process is gone, however it went. */
export async function endOf(server: RunningServer): Promise<void> {
  while (isPostgres(server.pid)) await wait(500, undefined, { ref: false });
}

async function endsWithin(server: RunningServer, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    if (!isPostgres(server.pid)) return true;
    await wait(pollMs);
  }
  return false;
}

function spawnServer(cluster: Cluster, port: number, { logFile, isThrowaway }: StartOptions): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  const settings = { ...serverSettings, ...(isThrowaway ? throwawaySettings : {}), port: String(port) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(program(cluster.binaries, 'postgres'), ['-D', cluster.files, ...flags], {
    ...cluster.account,
    cwd: '/',
    detached: true, // its own process group: a Ctrl-C reaches it only through us, after its clients
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.on('error', () => undefined); // told by the wait for readiness
  child.unref();
  return child;
}

/** The log keeps no statement, parameter or row: they are people's data. */
const serverSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
} as const;

const throwawaySettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' } as const;

function lockFile(files: string): string {
  return path.join(files, 'postmaster.pid');
}

/** The living server that the lock file of a data directory names. */
export function processOn(files: string): RunningServer | null {
  if (!existsSync(lockFile(files))) return null;
  const lines = readFileSync(lockFile(files), 'utf8').split('\n');
  const [pid, , , port] = lines.map(Number);
  if (pid === undefined || port === undefined || Number.isNaN(pid) || Number.isNaN(port)) return null;
  return isPostgres(pid) ? { pid, port } : null;
}

/** Process numbers are used again, after a restart of a container above all: only a living `postgres` counts. */
function isPostgres(pid: number): boolean {
  if (process.platform === 'linux') {
    try {
      const [, name, state] = /\((.*)\) (\w)/.exec(readFileSync(`/proc/${String(pid)}/stat`, 'utf8')) ?? [];
      return name === 'postgres' && state !== 'Z';
    } catch {
      return false; // no such process
    }
  }
  const asked = spawnSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' });
  return asked.stdout.trim().endsWith('postgres');
}

/** Whether the server on this port is the one of these files, and takes our password. */
async function answers(cluster: Cluster, port: number): Promise<boolean> {
  const client = new pg.Client({ ...superuser(cluster, port), connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === cluster.files;
  } catch {
    return false; // not yet, or not ours: asked again until the time is up
  } finally {
    client.end().catch(() => undefined);
  }
}

export function superuser(cluster: Cluster, port: number): pg.ClientConfig {
  return { host: '127.0.0.1', port, user: 'postgres', password: cluster.superuserPassword, database: 'postgres', ssl: false };
}

/** The preferred port if nobody holds it, else one the machine picks. */
async function freePort(preferred: number): Promise<number> {
  return (await portIfFree(preferred)) ?? (await portIfFree(0)) ?? preferred;
}

function portIfFree(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(null);
    });
    probe.listen({ port, host: '127.0.0.1' }, () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : null);
      });
    });
  });
}
