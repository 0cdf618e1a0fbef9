/** Measures the figures asked for, or all, each in a process of its own: one JSON line a figure. */

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const thisFolder = fileURLToPath(new URL('.', import.meta.url));
const frame = new Set(['run', 'run-one', 'figure']);
const known = readdirSync(thisFolder)
  .map((file) => /^([a-z0-9-]+)\.(?:ts|js)$/.exec(file)?.[1])
  .filter((name) => name !== undefined && !frame.has(name))
  .sort();

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`No figure is called ${unknown.join(', ')}; there are ${known.join(', ')}.\n`);
  process.exit(1);
}

for (const name of asked.length > 0 ? asked : known) {
  const runner = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './run-one.ts' : './run-one.js', import.meta.url));
  const done = spawnSync(process.execPath, [...process.execArgv, runner, name ?? ''], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (done.status !== 0) {
    process.stderr.write(`${name ?? ''} could not be measured.\n`);
    process.exitCode = 1;
  }
}
