/** A small folder of social care papers with its two indexes. */

import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { folderIndexKind } from '../../../server/connected-systems/folder-connector.ts';
import { aDocumentsFolder, asSubject } from '../../support/connected-systems.ts';
import { childrensSocialCare } from '../../support/described-systems.ts';
import { openKind, type KindUnderTest } from './kind-under-test.ts';

export const folderWithIndex: KindUnderTest = {
  name: 'folder-with-index',
  kind: folderIndexKind,
  servers: [],
  knows: asSubject('rhiannon-addo', { systemPersonNumbers: { 'childrens-social-care': 'CSC-20717' } }),
  reference: 'CSC-20717',
  ownNumber: 'CSC-20717',
  unknown: asSubject('kerensa-vyvyan'),
  isOverNetwork: false,
  needsCredential: false,
  breaks: { 'is not there': 'cannot-connect', 'lacks a document of its index': 'bad-answer' },
  start: async () => {
    const folder = await aDocumentsFolder();
    const system = () => openKind(folderIndexKind, { folder }, { description: childrensSocialCare });
    return {
      place: null,
      system,
      broken: async (how) => {
        const taken = how === 'is not there' ? folder : path.join(folder, 'notes/1.txt');
        await rename(taken, `${folder}-away`);
        return { system: system(), mend: () => rename(`${folder}-away`, taken) };
      },
      fingerprint: () => fingerprintOfFolder(folder),
      stop: () => rm(folder, { recursive: true }),
    };
  },
};

/** Every file's name, time of change and content. */
export async function fingerprintOfFolder(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const file = path.join(folder, name);
    const facts = await stat(file);
    hash.update(`${name} ${facts.isFile() ? String(facts.mtimeMs) : 'folder'}`);
    if (facts.isFile()) hash.update(await readFile(file));
  }
  return hash.digest('hex');
}
