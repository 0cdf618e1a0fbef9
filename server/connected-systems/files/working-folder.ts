/** A folder of our own for a program that only reads files: thrown away after use, and swept when its process died before it could. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';

const begin = 'fairsight-work-';
const longestUseMs = 24 * 60 * 60_000;
const mine = new Set<string>();
/** Machines may share the folder for temporary files, and count their processes each for itself. */
const machine = hostname().replace(/[^A-Za-z0-9]/g, '');

/** Runs the deed with a new folder, and removes it however the deed ends. */
export async function withWorkingFolder<Answer>(deed: (folder: string) => Promise<Answer>): Promise<Answer> {
  const folder = await newWorkingFolder();
  try {
    return await deed(folder);
  } finally {
    await removeWorkingFolder(folder);
  }
}

/** For whoever cannot hand over a deed; ends with `removeWorkingFolder`. */
export async function newWorkingFolder(): Promise<string> {
  await sweepWorkingFolders();
  const folder = await mkdtemp(path.join(tmpdir(), `${begin}${machine}-${String(process.pid)}-`));
  mine.add(folder);
  return folder;
}

export async function removeWorkingFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  mine.delete(folder);
}

/** Removes what processes left that are no more: people's files lie in it. */
export async function sweepWorkingFolders(): Promise<void> {
  for (const name of (await readdir(tmpdir())).filter((each) => each.startsWith(begin))) {
    const folder = path.join(tmpdir(), name);
    // It may be another's to remove, or gone by now.
    if (await isLeft(folder, name).catch(() => false)) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function isLeft(folder: string, name: string): Promise<boolean> {
  if (mine.has(folder)) return false;
  const [itsMachine = '', pid = ''] = name.slice(begin.length).split('-');
  if (Date.now() - (await stat(folder)).mtimeMs > longestUseMs) return true;
  return itsMachine === machine && (Number(pid) === process.pid || !isAlive(Number(pid)));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
