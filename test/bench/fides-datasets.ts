/** Reads every public dataset file of Fides unchanged: how many are read, and whether any is rejected. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DescriptionRefused, readDatasets } from '../../server/connected-systems/datasets/read-description.ts';
import type { Figure } from './figure.ts';

/** A checkout of Fides, which is not ours to copy: github.com/ethyca/fides. */
const folder = process.env['FIDES_FOLDER'] ?? '';

/** Fides keeps an example of a file that is to be rejected. */
const meantToBeRejected = /_invalid_dataset\.yml$/;

export function measure(): Promise<readonly Figure[]> {
  if (folder === '') {
    process.stderr.write('fides-datasets: FIDES_FOLDER names no checkout of Fides; nothing was read.\n');
    return Promise.resolve([]);
  }
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file) && !meantToBeRejected.test(file) && isDatasetFile(join(folder, file)));
  const rejected = files.filter((file) => !isRead(join(folder, file)));
  for (const file of rejected) process.stderr.write(`rejected: ${file}\n`);
  const collections = files.filter((file) => !rejected.includes(file)).flatMap((file) => readDatasets(join(folder, file)).flatMap((dataset) => dataset.collections));
  const read = files.length - rejected.length;
  return Promise.resolve([{ name: 'fides-datasets', value: read, unit: 'files', limit: files.length, ratio: read / files.length, collections: collections.length, fields: collections.flatMap(({ fields }) => fields).length }]);
}

/** Templates with placeholders for other programs are no YAML yet, and no datasets. */
function isDatasetFile(file: string): boolean {
  try {
    const parsed: unknown = parse(readFileSync(file, 'utf8'));
    return typeof parsed === 'object' && parsed !== null && 'dataset' in parsed && Array.isArray(parsed.dataset);
  } catch {
    return false;
  }
}

function isRead(file: string): boolean {
  try {
    readDatasets(file);
    return true;
  } catch (error) {
    if (error instanceof DescriptionRefused) return false;
    throw error;
  }
}
