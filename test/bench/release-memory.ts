/** The most memory that the worker and its children hold while a thick file is released, and beside a thin one. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workerFlags } from '../../server/platform/bootstrap/processes.ts';
import { sharedServerVariable, testServer } from '../support/database.ts';
import { peakMegabytesOf } from '../support/peak-memory.ts';
import { writeLoad } from '../support/release-load.ts';
import type { Figure } from './figure.ts';

const limitMegabytes = 400;
const pagesInDocument = 30;
const thin = 300 / pagesInDocument;
const thick = 3_000 / pagesInDocument;

export async function measure(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'release-load-'));
  const server = await testServer();
  const program = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../support/release-worker.ts' : '../support/release-worker.js', import.meta.url));
  try {
    await writeLoad(folder, { documents: thick, pagesInDocument });
    const peak = (documents: number): Promise<number> => peakMegabytesOf({ program, flags: workerFlags, args: [folder, String(documents)] }, { [sharedServerVariable]: server });
    const ofThin = await peak(thin);
    const ofThick = await peak(thick);
    return [{ name: 'release-memory', value: ofThick, unit: 'MB', limit: limitMegabytes, ratio: limitMegabytes / ofThick, thinMegabytes: Math.round(ofThin), thickOverThin: Number((ofThick / ofThin).toFixed(3)) }];
  } finally {
    await rm(folder, { recursive: true });
  }
}
