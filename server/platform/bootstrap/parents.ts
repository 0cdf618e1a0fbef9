/** Notices that npm, which ran us, has gone without a word. */

import { readFileSync } from 'node:fs';

const everyMs = 1_000;

/** Calls back once when our parent changes, or the shell that npm puts between changes its own. Only under npm. */
export function whenNpmIsGone(gone: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const before = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(timer);
    gone();
  }, everyMs);
  timer.unref();
}

function ancestors(): string {
  return `${String(process.ppid)} ${parentOf(process.ppid)}`;
}

/** Known on Linux only; elsewhere our own parent has to do. */
function parentOf(pid: number): string {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    return /^PPid:\s*(\d+)/m.exec(status)?.[1] ?? '';
  } catch {
    return '';
  }
}
