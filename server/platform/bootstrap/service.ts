/** One process of ours: starts it, hears when it is ready, starts it again when it falls, stops it. */

import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { diskIsFull, OneSentence, saysDiskIsFull } from '../one-sentence.ts';

export interface ServiceOptions {
  readonly name: string;
  /** An absolute path to a built module. */
  readonly module: string;
  /** Of Node itself. */
  readonly flags: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly logFolder: string;
}

/** What a process of ours may tell the one that started it. */
const message = z.union([z.object({ ready: z.literal(true) }), z.object({ failed: z.string() })]);

type Outcome = { readonly kind: 'ready' } | { readonly kind: 'finished' } | { readonly kind: 'failed'; readonly sentence: string };

const readyWithinMs = 180_000;
const stopWithinMs = 11_000;
const maxLogBytes = 20_000_000;
const firstPauseMs = 500;
const longestPauseMs = 10_000;

export class Service {
  readonly name: string;
  readonly #options: ServiceOptions;
  #child: ChildProcess | null = null;
  #isWanted = false;

  constructor(options: ServiceOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /** Resolves when the process says it is ready, and from then on keeps it alive. @throws OneSentence if it cannot. */
  async start(): Promise<void> {
    this.#isWanted = true;
    const child = this.#spawn();
    const outcome = await outcomeOf(child, this.#logFile());
    if (outcome.kind === 'failed') throw new OneSentence(outcome.sentence);
    if (outcome.kind === 'finished') throw new OneSentence(`The ${this.name} process ended before it was ready; its log is ${this.#logFile()}.`);
    void this.#keepAlive(child);
  }

  /** For a process with an end: resolves when it ended well. @throws OneSentence otherwise. */
  async runToItsEnd(): Promise<void> {
    const outcome = await outcomeOf(this.#spawn(), this.#logFile());
    if (outcome.kind === 'failed') throw new OneSentence(outcome.sentence);
  }

  /** Asks it to stop; ends it when it takes longer than it may. */
  async stop(): Promise<void> {
    this.#isWanted = false;
    const child = this.#child;
    if (child === null || hasEnded(child)) return;
    const ended = endOf(child);
    child.kill('SIGTERM');
    const patience = new AbortController();
    await Promise.race([ended, wait(stopWithinMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
    if (!hasEnded(child)) child.kill('SIGKILL');
    await ended;
  }

  /** Stops it and lets it begin anew, with the code as built now. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async #keepAlive(first: ChildProcess): Promise<void> {
    let child = first;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const startedAt = Date.now();
      await endOf(child);
      if (!this.#keeps(child)) return;
      if (Date.now() - startedAt > longestPauseMs) pauseMs = firstPauseMs;
      await wait(pauseMs);
      if (!this.#keeps(child)) return;
      child = this.#spawn();
    }
  }

  /** Not once it was told to stop, nor after a restart has put another process in its place. */
  #keeps(child: ChildProcess): boolean {
    return this.#isWanted && this.#child === child;
  }

  #spawn(): ChildProcess {
    const { module, flags, environment } = this.#options;
    const leash = pathToFileURL(fileURLToPath(new URL('./leash.js', import.meta.url))).href;
    const log = openLog(this.#logFile());
    const child = spawn(process.execPath, [...flags, '--import', leash, module], { env: environment, stdio: ['ignore', log, log, 'ipc'] });
    child.on('error', () => undefined); // a process that cannot start has an outcome, not a fault
    closeSync(log);
    this.#child = child;
    return child;
  }

  #logFile(): string {
    return path.join(this.#options.logFolder, `${this.name}.log`);
  }
}

function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > maxLogBytes) renameSync(file, `${file}.old`);
  return openSync(file, 'a', 0o600);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

function endOf(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
}

/** The first of: what it says over the channel, its end, and the time it may take. */
function outcomeOf(child: ChildProcess, logFile: string): Promise<Outcome> {
  const logFrom = statSync(logFile).size;
  const failed = (otherwise: string): Outcome => {
    const isDiskFull = saysDiskIsFull(otherwise) || saysDiskIsFull(readFileSync(logFile, 'utf8').slice(logFrom));
    return { kind: 'failed', sentence: isDiskFull ? diskIsFull : otherwise };
  };
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(failed(`A process was not ready within ${String(readyWithinMs / 1000)} s; its log is ${logFile}.`));
    }, readyWithinMs);
    child.on('message', (said) => {
      const heard = message.safeParse(said).data;
      if (heard === undefined) return;
      resolve('ready' in heard ? { kind: 'ready' } : failed(heard.failed));
    });
    void endOf(child).then(() => {
      clearTimeout(timer);
      resolve(child.exitCode === 0 ? { kind: 'finished' } : failed(`A process stopped while starting; its log is ${logFile}.`));
    });
  });
}
