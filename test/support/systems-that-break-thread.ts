/** Plays systems in a thread of their own, so that their work is not counted as the portal's. */

import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { startSystemsThatBreak } from './systems-that-break.ts';

const wanted = z.object({
  goodOnes: z.number(), latencyMs: z.number(), records: z.number(),
  certificate: z.object({ certificateFile: z.string(), keyFile: z.string() }).nullable(),
}).parse(workerData);
const { good, bad } = await startSystemsThatBreak(wanted);
parentPort?.postMessage({ good, bad });
