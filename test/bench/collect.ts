/** How soon twelve systems are collected side by side, beside the slowest of them alone, and the most memory that takes. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { workerFlags } from '../../server/platform/bootstrap/processes.ts';
import { playSystems, type LoadOfSystems } from '../support/collect-systems.ts';
import { sharedServerVariable, testServer } from '../support/database.ts';
import { peakMegabytesOf } from '../support/peak-memory.ts';
import type { Figure } from './figure.ts';

/** 4 databases and 4 services of 625 records: 5,000; 4 services and 4 folders of 10 documents of 30 pages: 2,400 pages. */
const load: LoadOfSystems = { records: 625, documents: 10, pagesInDocument: 30, pacesMs: [50, 200, 600, 1_600] };
const leastShare = 0.85;
const mostMegabytes = 300;

const figures = z.object({ aloneMs: z.number(), togetherMs: z.number(), items: z.number() });

/** The systems are played here, apart from the worker that is measured. */
export async function measure(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'collect-load-'));
  const server = await testServer();
  const program = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../support/collect-worker.ts' : '../support/collect-worker.js', import.meta.url));
  const played = await playSystems(folder, load);
  try {
    await writeFile(join(folder, 'played.json'), JSON.stringify(played.at));
    const megabytes = await peakMegabytesOf({ program, flags: workerFlags, args: [folder] }, { [sharedServerVariable]: server });
    const { aloneMs, togetherMs, items } = figures.parse(JSON.parse(await readFile(join(folder, 'figures.json'), 'utf8')));
    const share = aloneMs / togetherMs;
    return [
      { name: 'collect', value: share, unit: 'slowest system ÷ elapsed', limit: leastShare, ratio: share / leastShare, slowestMs: Math.round(aloneMs), elapsedMs: Math.round(togetherMs), items },
      { name: 'collect-memory', value: megabytes, unit: 'MB', limit: mostMegabytes, ratio: mostMegabytes / megabytes },
    ];
  } finally {
    await played.close();
    await rm(folder, { recursive: true });
  }
}
