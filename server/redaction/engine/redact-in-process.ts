/** Has PDFs redacted in a process apart, one after another, and lets that process go before it grows. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RedactionOrder, RedactionOutcome } from './pdf/redaction-order.ts';
import type { WorkerReply } from './worker-process.ts';

const timeoutMilliseconds = 15 * 60_000;
const idleMilliseconds = 5_000;
const retireAboveBytes = 220 * 1024 * 1024;
const heapMegabytes = 256;

let child: ChildProcess | null = null;
let idleTimer: NodeJS.Timeout | null = null;
let queue: Promise<unknown> = Promise.resolve();

/** Like `redactPdf`, but in a process apart. Orders wait for each other, so that memory holds one document at a time.
 *  @throws Error when the process dies or takes longer than fifteen minutes. */
export function redactInProcess(order: RedactionOrder): Promise<RedactionOutcome> {
  const turn = queue.then(() => send(order));
  queue = turn.catch(() => undefined);
  return turn;
}

function startChild(): ChildProcess {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const path = fileURLToPath(new URL(`./worker-process.${extension}`, import.meta.url));
  const started = fork(path, { serialization: 'advanced', execArgv: [...process.execArgv, `--max-old-space-size=${String(heapMegabytes)}`], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  started.once('exit', () => {
    if (child === started) child = null;
  });
  return started;
}

async function send(order: RedactionOrder): Promise<RedactionOutcome> {
  if (idleTimer !== null) clearTimeout(idleTimer);
  child ??= startChild();
  const { outcome, residentBytes } = await exchange(child, order);
  if (residentBytes > retireAboveBytes) stopRedacting();
  else {
    idleTimer = setTimeout(stopRedacting, idleMilliseconds);
    idleTimer.unref();
  }
  if ('failed' in outcome) throw new Error(`The document could not be redacted: ${outcome.failed}`);
  return outcome;
}

function exchange(worker: ChildProcess, order: RedactionOrder): Promise<WorkerReply> {
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      clearTimeout(timer);
      worker.off('message', onReply);
      worker.off('exit', onExit);
    };
    const onReply = (reply: WorkerReply): void => {
      finish();
      resolve(reply);
    };
    const onExit = (): void => {
      finish();
      reject(new Error('The process that redacts ended before it answered'));
    };
    const timer = setTimeout(() => { worker.kill('SIGKILL'); }, timeoutMilliseconds);
    worker.on('message', onReply);
    worker.on('exit', onExit);
    worker.send(order, (error) => {
      if (error !== null) onExit();
    });
  });
}

/** Lets the process go; the next order starts a fresh one. */
export function stopRedacting(): void {
  const ending = child;
  child = null;
  if (ending?.connected === true) ending.disconnect();
}
