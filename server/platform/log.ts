/** The log: one JSON line an event, with ids and closed words only, never a person's data. */

import { pino, type DestinationStream } from 'pino';

export interface Log {
  info(event: string, facts?: Facts): void;
  warn(event: string, facts?: Facts): void;
  fault(event: string, error: unknown, facts?: Facts): void;
}

/** Ids, counts, closed words. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** A fault keeps its class, code and stack; its message may quote what a person typed, so it stays out. */
function describeFault(error: unknown): Facts {
  if (!(error instanceof Error)) return { fault: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { fault: error.name, code, at: frames.slice(0, 6).map((line) => line.trim()).join(' | ') };
}

/** To standard error, unless it is to be read elsewhere. */
export function createLog(process: string, level = 'info', to: DestinationStream = pino.destination({ fd: 2, sync: true })): Log {
  const lines = pino({ level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime }, to);
  return {
    info: (event, facts = {}) => lines.info(facts, event),
    warn: (event, facts = {}) => lines.warn(facts, event),
    fault: (event, error, facts = {}) => lines.error({ ...facts, ...describeFault(error) }, event),
  };
}

export const silentLog: Log = { info: () => undefined, warn: () => undefined, fault: () => undefined };
