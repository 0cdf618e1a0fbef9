/** Sweeps every hour, for as long as the worker runs. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Tools } from '../platform/house.ts';
import { sweep } from './sweep.ts';

/** Nothing is swept while the product starts. */
const firstAfterMs = 60_000;
const everyMs = 3_600_000;

export interface Sweeper {
  stop(): Promise<void>;
}

export function startSweeper(tools: Tools): Sweeper {
  const stopping = new AbortController();
  const running = keepSweeping(tools, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function keepSweeping(tools: Tools, signal: AbortSignal): Promise<void> {
  for (let waitMs = firstAfterMs; await waited(waitMs, signal); waitMs = everyMs) {
    try {
      await sweep(tools);
    } catch (error) {
      tools.log.fault('sweeper', error);
    }
  }
}

/** False when the wait was ended by stopping. */
function waited(forMs: number, signal: AbortSignal): Promise<boolean> {
  return pause(forMs, true, { signal }).catch(() => false);
}
