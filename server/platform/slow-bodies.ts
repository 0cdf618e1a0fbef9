/** Ends requests whose body comes too slowly: seconds for everybody, longer for those whom a door has let in to send much. */

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

export interface Patience {
  /** From its headers until the whole body is there. */
  readonly wholeMs: number;
  /** With no byte coming at all. */
  readonly idleMs: number;
}

export const usualPatience: Patience = { wholeMs: 30_000, idleMs: 30_000 };

/** All that a reply may have, on a line of two megabits a second. */
export const uploadPatience: Patience = { wholeMs: 30 * 60_000, idleMs: 30_000 };

/** Of each request that is watched, what stops the watch. */
const watched = new WeakMap<IncomingMessage, () => void>();

/** Every body has the usual time, unless its door gives it more. */
export function withPatience(door: RequestListener, patience: Patience = usualPatience): RequestListener {
  return (req, res) => {
    if (hasBody(req)) watch(req, res, patience);
    door(req, res);
  };
}

/** Only for whoever was let in: a stranger must not hold a line. Does nothing where nobody watches. */
export function giveTime(req: IncomingMessage, res: ServerResponse, patience: Patience = uploadPatience): void {
  const stop = watched.get(req);
  if (stop === undefined) return;
  stop();
  watch(req, res, patience);
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function watch(req: IncomingMessage, res: ServerResponse, { wholeMs, idleMs }: Patience): void {
  let bytesBefore = req.socket.bytesRead;
  const whole = setTimeout(() => { giveUp(req, res); }, wholeMs);
  const idle = setInterval(() => {
    const { bytesRead } = req.socket;
    // What we do not read ourselves for a while is not the sender's fault.
    if (bytesRead === bytesBefore && !req.isPaused()) giveUp(req, res);
    bytesBefore = bytesRead;
  }, idleMs);
  const stop = (): void => {
    clearTimeout(whole);
    clearInterval(idle);
  };
  for (const timer of [whole, idle]) timer.unref();
  watched.set(req, stop);
  req.once('close', stop);
  req.socket.once('close', stop);
}

function giveUp(req: IncomingMessage, res: ServerResponse): void {
  watched.get(req)?.();
  if (req.complete) return;
  if (!res.headersSent) req.socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  req.socket.destroy();
}
