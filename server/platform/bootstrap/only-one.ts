/** Lets one Fairsight at a time run on a data folder. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { OneSentence } from '../one-sentence.ts';

/** Claims the folder until this process ends. @throws OneSentence while another holds it. */
export function claim(dataFolder: string): void {
  mkdirSync(dataFolder, { recursive: true });
  const holder = holderOf(dataFolder);
  if (holder !== null) throw new OneSentence(`Fairsight is already running in this folder (process ${String(holder)}).`);
  writeFileSync(claimFile(dataFolder), `${String(process.pid)}\n`);
  process.once('exit', () => {
    rmSync(claimFile(dataFolder), { force: true });
  });
}

/** The process that holds the folder, if it lives. */
export function holderOf(dataFolder: string): number | null {
  let pid: number;
  try {
    pid = Number.parseInt(readFileSync(claimFile(dataFolder), 'utf8'), 10);
  } catch {
    return null; // nobody claimed it
  }
  return pid !== process.pid && commandOf(pid).includes('start.mjs') ? pid : null;
}

function claimFile(dataFolder: string): string {
  return path.join(dataFolder, 'fairsight-process');
}

/** Process numbers are used again, so a living process counts only if it looks like ours. */
function commandOf(pid: number): string {
  if (process.platform !== 'linux') return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout;
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8');
  } catch {
    return ''; // no such process
  }
}
