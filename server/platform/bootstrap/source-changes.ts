/** In development, tells when a source has changed. */

import { watch } from 'node:fs';
import path from 'node:path';

const folders = ['server', 'client', 'policies'] as const;
const quietMs = 200;

/** Calls back once after each burst of changes, one call at a time. */
export function onSourceChange(project: string, changed: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();
  const notice = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      last = last.then(changed).catch((error: unknown) => {
        process.stderr.write(`Not restarted: ${error instanceof Error ? error.message : 'unknown'}\n`);
      });
    }, quietMs);
  };
  for (const folder of folders) watch(path.join(project, folder), { recursive: true }, notice);
}
