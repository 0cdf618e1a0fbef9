/** Installs the programs some tests need from Debian's packages, where that is possible and they are absent. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Program and the package it comes in. The browser, and readers of PDF that share no code with ours. */
const tools = [
  { program: 'chromium', packageName: 'chromium' },
  { program: 'pdftotext', packageName: 'poppler-utils' },
  { program: 'qpdf', packageName: 'qpdf' },
  { program: 'mutool', packageName: 'mupdf-tools' },
  { program: 'tesseract', packageName: 'tesseract-ocr' },
] as const;

export type ToolName = (typeof tools)[number]['program'];

/** The full path of a program, or null where the machine lacks it: its tests are then skipped by name. */
export function toolPath(program: ToolName): string | null {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, program)).find((file) => existsSync(file)) ?? null;
}

/** Says on standard error what is being installed, and what could not be. */
export function provideTools(): void {
  const missing = tools.filter(({ program }) => toolPath(program) === null);
  if (missing.length === 0) return;
  const names = missing.map(({ packageName }) => packageName).join(' ');
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write(`Installing for the tests: ${names}\n`);
    apt(['update']);
    apt(['install', '--yes', '--no-install-recommends', ...missing.map(({ packageName }) => packageName)]);
  }
  const stillMissing = missing.filter(({ program }) => toolPath(program) === null);
  if (stillMissing.length > 0) process.stderr.write(`Tests that need ${stillMissing.map(({ program }) => program).join(', ')} are skipped.\n`);
}

/** A failure shows in what is still missing afterwards. */
function apt(words: readonly string[]): void {
  spawnSync('apt-get', ['--quiet', ...words], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}
