/** How long systems that answer take beside a hung, a slow, a huge, a malformed, a redirecting and a badly certified one, against alone. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { askSystem } from '../../server/connected-systems/ask-system.ts';
import { usualLimits } from '../../server/connected-systems/connector.ts';
import { subjectAccessHttpConnector } from '../../server/connected-systems/subject-access-http-connector.ts';
import { loopback } from '../support/connected-systems.ts';
import { housing } from '../support/described-systems.ts';
import { ownCertificate } from '../support/real-servers/certificate.ts';
import { knownToAll } from '../support/systems-that-break.ts';
import { toolPath } from '../support/test-tools.ts';
import { interleaved, type Figure } from './figure.ts';

const goodOnes = 6;
const latencyMs = 250;
/** A second more than the good ones need: nothing is waited for that is not measured. */
const limits = { ...usualLimits, idleMs: 2_000, wholeMs: 2_000 };
const startedSchema = z.object({ good: z.array(z.string()), bad: z.record(z.string(), z.string()) });

export async function measure(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'fairsight-isolation-'));
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const workerData = { goodOnes, latencyMs, records: 200, certificate: toolPath('openssl') === null ? null : ownCertificate(folder) };
  const systems = new Worker(new URL(`../support/systems-that-break-thread.${ending}`, import.meta.url), { workerData });
  try {
    const arrived: readonly unknown[] = await once(systems, 'message');
    const { good, bad } = startedSchema.parse(arrived[0]);
    const { ours, limit } = await interleaved({ ours: () => slowestOf(good, Object.values(bad)), limit: () => slowestOf(good, []) });
    return [{ name: 'collect-isolation', value: ours, unit: 'ms', limit, ratio: limit / ours, 'bad systems': Object.keys(bad).length }];
  } finally {
    await systems.terminate();
    rmSync(folder, { recursive: true });
  }
}

/** Asks all at once; the time until the last good one has answered. */
async function slowestOf(good: readonly string[], bad: readonly string[]): Promise<number> {
  const startedAtMs = performance.now();
  const others = bad.map((url) => outcomeOf(url));
  const outcomes = await Promise.all(good.map((url) => outcomeOf(url)));
  const took = performance.now() - startedAtMs;
  if (outcomes.some((outcome) => outcome !== 'held')) throw new Error('a system that answers was not heard');
  if ((await Promise.all(others)).some((outcome) => outcome !== 'errored')) throw new Error('a system that breaks was not named');
  return took;
}

async function outcomeOf(url: string): Promise<string> {
  const system = subjectAccessHttpConnector({ description: housing, baseUrl: url, credential: 'only-for-tests', way: loopback });
  return (await askSystem(system, knownToAll, { signal: new AbortController().signal, limits, part: 'everything', receive: async () => undefined })).outcome;
}
