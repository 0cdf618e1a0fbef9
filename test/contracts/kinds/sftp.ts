/** The parking extract of the demo council on a real OpenSSH server, which offers its folder by SFTP and takes nothing. */

import { rename } from 'node:fs/promises';
import path from 'node:path';
import { sftpKind } from '../../../server/connected-systems/sftp-connector.ts';
import { asSubject } from '../../support/connected-systems.ts';
import { startOpenssh } from '../../support/real-servers/openssh.ts';
import { fingerprintOfFolder } from './folder-with-index.ts';
import { openKind, type KindUnderTest } from './kind-under-test.ts';
import { parking, parkingLayout, writeParkingFiles } from './parking-files.ts';

const anotherHostKey = `SHA256:${'A'.repeat(43)}`;

export const sftp: KindUnderTest = {
  name: 'sftp',
  kind: sftpKind,
  servers: ['openssh'],
  knows: asSubject('kerensa-vyvyan'),
  reference: 'PK-20455',
  ownNumber: 'PK-20455',
  unknown: asSubject('helen-trask'),
  isOverNetwork: true,
  needsCredential: true,
  breaks: { 'has another host key': 'bad-certificate', 'has no file of a table': 'bad-answer' },
  start: async () => {
    const server = await startOpenssh();
    await writeParkingFiles(server.folder, 'PK-20455');
    const { username, privateKey, hostKeyFingerprint } = server;
    const opened = (different: object) => openKind(sftpKind, { host: server.host, port: server.port, username, private_key: privateKey, host_key_sha256: hostKeyFingerprint, ...parkingLayout, ...different }, parking);
    const permits = path.join(server.folder, 'permits_20261121.csv');
    return {
      place: { host: server.host, port: server.port },
      system: ({ place, isWrongCredential } = {}) => opened({ ...place, ...(isWrongCredential === true ? { username: 'nobody-here' } : {}) }),
      broken: async (how) => {
        if (how === 'has another host key') return { system: opened({ host_key_sha256: anotherHostKey }) };
        await rename(permits, `${permits}.away`);
        return { system: opened({ extract: { files: { ...parkingLayout.extract.files, permit: 'permits_*.csv' } } }), mend: () => rename(`${permits}.away`, permits) };
      },
      fingerprint: () => fingerprintOfFolder(server.folder),
      stop: () => server.stop(),
    };
  },
};
