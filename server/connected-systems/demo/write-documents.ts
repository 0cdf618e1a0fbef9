/** Writes the folder that plays the children's social care document store, once. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { documentsCsv, peopleCsv } from './document-index.ts';
import { socialCareDocuments } from './social-care-file.ts';
import type { StoredDocument } from './social-care-file.ts';

/** Changed whenever other documents would be written, so that an older demo's folder is written afresh. */
const edition = 'edition-4';

/** Where the ground truth of the documents lies, for tests: beside the folder, never in it. */
export function groundTruthFile(folder: string): string {
  return `${path.resolve(folder)}.ground-truth.json`;
}

/** Idempotent: a folder that is there is complete, because it is moved into place only when whole. */
export async function writeDocuments(folder: string): Promise<void> {
  if (existsSync(path.join(folder, edition))) return;
  const unfinished = `${path.resolve(folder)}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const documents: Omit<StoredDocument, 'bytes'>[] = [];
  for await (const { bytes, ...document } of socialCareDocuments()) {
    const file = path.join(unfinished, document.file);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
    documents.push(document);
  }
  await writeFile(path.join(unfinished, 'people.csv'), peopleCsv());
  await writeFile(path.join(unfinished, 'documents.csv'), documentsCsv(documents));
  await writeFile(groundTruthFile(folder), JSON.stringify(documents.map(({ reference, file, truth }) => ({ reference, file, ...truth })), null, 1));
  await writeFile(path.join(unfinished, edition), '');
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, path.resolve(folder));
}
