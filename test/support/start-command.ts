/** Runs the start command as a person would, in a data folder of its own. */

import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';

const startFile = fileURLToPath(new URL('../../server/start.mjs', import.meta.url));

export interface Asked {
  readonly command: 'start' | 'reset';
  readonly settings: Readonly<Record<string, string>>;
  /** For Node, before the file. */
  readonly nodeOptions?: readonly string[];
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** Whatever has been printed when the line that says it is ready has come. @throws Error if it ended before. */
  readonly ready: Promise<string>;
  readonly ended: Promise<Ended>;
}

export function begin({ command, settings, nodeOptions = [] }: Asked): Running {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, [...nodeOptions, startFile, command], { env: { PATH, HOME, TMPDIR, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (piece: Buffer) => {
      stdout += piece.toString();
      if (stdout.includes('is ready at')) resolve(stdout);
    });
    void ended.then(({ code }) => {
      reject(new Error(`it ended with status ${String(code)} without being ready: ${stderr}`));
    });
  });
  ready.catch(() => undefined); // a test that expects a refusal does not wait for it
  return { child, ready, ended };
}

export function run(asked: Asked): Promise<Ended> {
  return begin(asked).ended;
}

/** A port that somebody listens on, until closed. */
export function takenPort(): Promise<{ readonly port: number; readonly holder: Server }> {
  const holder = createServer();
  return new Promise((resolve, reject) => {
    holder.once('error', reject);
    holder.listen(0, () => {
      const address = holder.address();
      resolve({ port: typeof address === 'object' && address !== null ? address.port : 0, holder });
    });
  });
}

/** Ports of one's own, so that two starts on one machine do not meet. */
export async function freePorts(): Promise<{ readonly PORT: string; readonly DEVELOPMENT_PROVIDER_PORT: string; readonly HOUSING_PORT: string; readonly STREET_REPORTS_PORT: string }> {
  const held = await Promise.all([takenPort(), takenPort(), takenPort(), takenPort()]);
  await Promise.all(held.map(({ holder }) => new Promise((resolve) => holder.close(resolve))));
  const [web, provider, housing, streetReports] = held.map(({ port }) => String(port));
  return { PORT: web ?? '', DEVELOPMENT_PROVIDER_PORT: provider ?? '', HOUSING_PORT: housing ?? '', STREET_REPORTS_PORT: streetReports ?? '' };
}

export async function freePort(): Promise<number> {
  const { port, holder } = await takenPort();
  await new Promise((resolve) => holder.close(resolve));
  return port;
}
