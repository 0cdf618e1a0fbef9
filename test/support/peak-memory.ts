/** Watches a process and everything it starts, and tells the most memory they held together. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const sampleEveryMs = 40;

interface Sample {
  readonly processId: number;
  readonly parentId: number;
  readonly residentKilobytes: number;
}

/** Null for a process that ended meanwhile. */
function sampleOf(processId: number): Sample | null {
  try {
    const status = readFileSync(`/proc/${String(processId)}/status`, 'utf8');
    const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return { processId, parentId: field('PPid'), residentKilobytes: field('VmRSS') };
  } catch {
    return null;
  }
}

function familyKilobytes(root: number): number {
  const samples = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => sampleOf(Number(name))).filter((sample) => sample !== null);
  const family = new Set([root]);
  // Children have higher numbers than the parents that started them, save when the numbers wrap; a few rounds find all.
  for (let round = 0; round < 4; round += 1) for (const { processId, parentId } of samples) if (family.has(parentId)) family.add(processId);
  return samples.filter(({ processId }) => family.has(processId)).reduce((total, { residentKilobytes }) => total + residentKilobytes, 0);
}

export interface WatchedProgram {
  readonly program: string;
  /** Of Node itself, as the product starts it. */
  readonly flags: readonly string[];
  readonly args: readonly string[];
}

/** Runs a program of Node to its end. @throws if it fails. */
export async function peakMegabytesOf({ program, flags, args }: WatchedProgram, environment: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...flags, program, ...args], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...environment } });
  const ended = once(child, 'exit').then(([status]: unknown[]) => status);
  let peak = 0;
  while (child.exitCode === null && child.signalCode === null) {
    if (child.pid !== undefined) peak = Math.max(peak, familyKilobytes(child.pid));
    await Promise.race([pause(sampleEveryMs), ended]);
  }
  if ((await ended) !== 0) throw new Error('the watched program failed');
  return peak / 1_024;
}
