/** The servers that the connectors are tried against: each starts within seconds and takes nothing from anybody else. */

import { expect } from 'chai';
import { connect } from 'node:net';
import { describeWith, realServer, type ServerName } from '../support/real-servers/real-servers.ts';

const firstBytes = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').once('error', reject);
    socket.once('data', (bytes) => { socket.destroy(); resolve(bytes.toString('latin1')); });
  });

const portOf = (url: string): number => Number(new URL(url).port);

const greets: readonly (readonly [name: ServerName, port: () => Promise<number>, greeting: RegExp])[] = [
  ['mariadb', async () => portOf((await realServer('mariadb')).url), /MariaDB/],
  ['dovecot', async () => portOf((await realServer('dovecot')).startTlsUrl), /^\* OK .*STARTTLS/],
  ['openssh', async () => (await realServer('openssh')).port, /^SSH-2.0-OpenSSH/],
];

for (const [name, port, greeting] of greets) {
  describeWith([name], `a real ${name}`, () => {
    it('greets whoever comes', async () => {
      expect(await firstBytes(await port())).to.match(greeting);
    });
  });
}
