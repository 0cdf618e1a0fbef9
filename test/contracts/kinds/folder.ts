/** The parking extract of the demo council, dropped into a folder with letters beside it. */

import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { folderKind } from '../../../server/connected-systems/folder-drop-connector.ts';
import { asSubject } from '../../support/connected-systems.ts';
import { fingerprintOfFolder } from './folder-with-index.ts';
import { openKind, type KindUnderTest } from './kind-under-test.ts';
import { parking, parkingLayout, writeParkingFiles } from './parking-files.ts';

export const folder: KindUnderTest = {
  name: 'folder',
  kind: folderKind,
  servers: [],
  knows: asSubject('kerensa-vyvyan'),
  reference: 'PK-20455',
  ownNumber: 'PK-20455',
  unknown: asSubject('helen-trask'),
  isOverNetwork: false,
  needsCredential: false,
  breaks: { 'is not there': 'cannot-connect', 'has no file of a table': 'bad-answer', 'has a file without a column': 'bad-answer', 'has a file in two encodings': 'bad-answer' },
  start: async () => {
    const place = await mkdtemp(path.join(tmpdir(), 'fairsight-parking-'));
    await writeParkingFiles(place, 'PK-20455');
    const system = () => openKind(folderKind, { folder: place, ...parkingLayout }, parking);
    return {
      place: null,
      system,
      broken: async (how) => {
        const taken = how === 'is not there' ? place : path.join(place, 'permits_20261121.csv');
        await rename(taken, `${place}-away`);
        if (how === 'has a file without a column') await writeFile(taken, 'permit_number;holder_number\r\nRP-1;PK-20455\r\n');
        if (how === 'has a file in two encodings') await writeFile(taken, Buffer.concat([Buffer.from('permit_number;note\r\nRP-1;Siân\r\n'), Buffer.alloc(70_000, 'x\r\n'), Buffer.from([0xe2, 0x6e])]));
        return { system: system(), mend: () => rename(`${place}-away`, taken) };
      },
      fingerprint: () => fingerprintOfFolder(place),
      stop: () => rm(place, { recursive: true }),
    };
  },
};
