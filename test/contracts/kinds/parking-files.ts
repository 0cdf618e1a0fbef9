/** A small parking extract and the letters beside it, as a folder and an SFTP server both serve them. */

import { mkdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parkingExtract } from '../../../server/connected-systems/demo/parking-extract.ts';
import { describedTables, descriptionsFolder } from '../../support/described-systems.ts';

export const parking = describedTables(descriptionsFolder, 'parking');

/** The layout that the connection of the demo council has. */
export const parkingLayout = { extract: { files: { person: 'permit_holders_*.csv', permit: 'permits_*.csv', notice: 'notices_*.csv' } }, documents: { folder: 'letters', collection: 'letters' } };

/** Writes the extract, and a letter for the person known. */
export async function writeParkingFiles(folder: string, number: string): Promise<void> {
  for (const { name, text } of parkingExtract()) await writeFile(path.join(folder, name), Buffer.from(text, 'latin1'));
  const letters = path.join(folder, 'letters', number);
  await mkdir(letters, { recursive: true });
  await writeFile(path.join(letters, '2025-03-02 permit refused.txt'), 'We cannot give you a second permit.');
  await writeFile(path.join(letters, '2025-04-11 appeal.txt'), 'Your appeal was upheld.');
}

/** Makes every file of the extract look as old as this. */
export async function makeOld(folder: string, writtenAt: Date): Promise<void> {
  for (const { name } of parkingExtract()) await utimes(path.join(folder, name), writtenAt, writtenAt);
}
