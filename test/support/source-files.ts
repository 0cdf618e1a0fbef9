/** Reads the project's own sources, for the tests that judge them. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface SourceFile {
  /** From the project's folder, with forward slashes. */
  readonly name: string;
  readonly text: string;
}

const project = fileURLToPath(new URL('../../', import.meta.url));
const folders = ['server', 'client', 'policies', 'migrations', 'test'] as const;

/** Every file of the source folders whose name ends so, in order of name. */
export function sourceFiles(ending: string): readonly SourceFile[] {
  return folders
    .flatMap((folder) => readdirSync(path.join(project, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ name: path.relative(project, file).replaceAll(path.sep, '/'), text: readFileSync(file, 'utf8') }));
}
