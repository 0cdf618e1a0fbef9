/** Runs one server program on loopback with a folder of its own, which goes with it, however this process ends. */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { connect, createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Program {
  /** Full path. */
  readonly file: string;
  readonly args: readonly string[];
  /** Made by `throwawayFolder`; removed when the program has stopped. */
  readonly folder: string;
  readonly port: number;
}

export interface RunningProgram {
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

const patienceMs = 20_000;

/** Anybody may look in: some servers serve from it as an account with fewer rights. */
export async function throwawayFolder(name: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), `fairsight-${name}-`));
  await chmod(folder, 0o755);
  return folder;
}

/** Resolves when the port answers. Its log is `log` in its folder. */
export async function runProgram(program: Program): Promise<RunningProgram> {
  const logFile = path.join(program.folder, 'log');
  const log = openSync(logFile, 'a');
  const child = spawn(program.file, program.args, { cwd: program.folder, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  const dismiss = watchOver(child, program.folder);
  const stop = async (): Promise<void> => {
    await Promise.all([dismiss(), ended]);
  };
  if (await answers(program.port, child)) return { pid: child.pid ?? 0, stop };
  const said = readFileSync(logFile, 'utf8').slice(-2_000);
  await stop();
  throw new Error(`${path.basename(program.file)} did not start: ${said}`);
}

/** Runs a program that prepares something, to its end, and gives what it printed. @throws Error with what it said */
export function runToEnd(file: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr, error } = spawnSync(file, args, { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${path.basename(file)} ended with ${String(status)}: ${error?.message ?? stderr.slice(-2_000)}`);
  return stdout.trim();
}

/** A port nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function answers(port: number, child: ChildProcess): Promise<boolean> {
  const until = performance.now() + patienceMs;
  while (performance.now() < until && child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    if (await accepts(port)) return true;
    await pause(20);
  }
  return false;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => { socket.destroy(); resolve(true); });
    socket.once('error', () => { resolve(false); });
  });
}

/** Waits for the end of its input, which comes when we close it or die; then ends the program and removes its folder. */
const endAndRemove =
  'read -r never; kill -TERM "$1" 2>/dev/null; n=0; while kill -0 "$1" 2>/dev/null && [ $n -lt 100 ]; do sleep 0.02; n=$((n+1)); done; kill -KILL "$1" 2>/dev/null; rm -rf -- "$2"';

function watchOver(child: ChildProcess, folder: string): () => Promise<void> {
  const shell = spawn('/bin/sh', ['-c', endAndRemove, 'watch', String(child.pid ?? 0), folder], { cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  shell.stdin.on('error', () => undefined);
  const gone = new Promise<void>((resolve) => shell.once('exit', () => resolve()).once('error', () => resolve()));
  // A run that hangs is ended by what started it, never kept alive by this.
  child.unref();
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return async () => {
    shell.ref();
    child.ref();
    shell.stdin.end();
    await gone;
  };
}
