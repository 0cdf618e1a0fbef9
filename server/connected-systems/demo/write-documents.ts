/** Writes the folder that plays the children's social care document store, once. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { peopleCsv } from './document-index.ts';

/** Changed whenever other documents would be written, so that an older demo's folder is written afresh. */
const edition = 'edition-1';

/** Idempotent: a folder that is there is complete, because it is moved into place only when whole. */
export async function writeDocuments(folder: string): Promise<void> {
  if (existsSync(path.join(folder, edition))) return;
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await writeFile(path.join(unfinished, 'people.csv'), peopleCsv());
  await writeFile(path.join(unfinished, 'documents.csv'), 'person_number,reference,collection,title,held_on,file,media_type,people_named\n');
  await writeFile(path.join(unfinished, edition), '');
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, folder);
}
