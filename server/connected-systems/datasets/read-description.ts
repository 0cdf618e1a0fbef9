/** Reads what describes a system from its two files: a dataset as Fides writes it, and what a request needs beside it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { datasetsOf, type Dataset } from './dataset.ts';
import { describeSystem, type DescribedSystem } from './describe-system.ts';
import { sarDescriptionSchema, type SarDescription } from './sar-description.ts';

const maxFileBytes = 4 * 1024 * 1024;
/** A few anchors shorten a file; thousands make it swell. */
const maxAliases = 100;

/** A file that describes no system. Its message says which file, where in it, and what is wrong. */
export class DescriptionRefused extends Error {
  readonly problems: readonly string[];

  constructor(file: string, problems: readonly string[], options?: ErrorOptions) {
    super(`${file}: ${problems.join('; ')}`, options);
    this.name = 'DescriptionRefused';
    this.problems = problems;
  }
}

/** @throws DescriptionRefused */
export function readDatasets(file: string): readonly Dataset[] {
  return checked(file, () => datasetsOf(parsed(file)));
}

/** @throws DescriptionRefused */
export function readSarDescription(file: string): SarDescription {
  return checked(file, () => sarDescriptionSchema.parse(parsed(file)));
}

/** The system that `<name>.sar.yml` of a folder describes, with `<name>.dataset.yml` where it has tables. @throws DescriptionRefused */
export function readDescribedSystem(folder: string, name: string): DescribedSystem {
  const sarFile = join(folder, `${name}.sar.yml`);
  const datasetFile = join(folder, `${name}.dataset.yml`);
  const { system, problems } = describeSystem(existsSync(datasetFile) ? readDatasets(datasetFile) : [], readSarDescription(sarFile));
  if (system === null || problems.length > 0) throw new DescriptionRefused(sarFile, problems.map(({ kind, place }) => `${kind}: ${place}`));
  return system;
}

/** The YAML of one file, within limits. @throws Error */
export function parsed(file: string): unknown {
  const bytes = readFileSync(file);
  if (bytes.byteLength > maxFileBytes) throw new DescriptionRefused(file, ['it is longer than 4 MB']);
  return parse(bytes.toString('utf8'), { maxAliasCount: maxAliases, prettyErrors: true });
}

/** @throws DescriptionRefused naming the file, for whatever `read` throws */
export function checked<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DescriptionRefused) throw error;
    throw new DescriptionRefused(file, error instanceof z.ZodError ? error.issues.map(inWords) : [firstLineOf(error)], { cause: error });
  }
}

export function inWords({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

function firstLineOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0] ?? message;
}
