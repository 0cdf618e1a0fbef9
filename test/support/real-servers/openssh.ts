/** An OpenSSH server of its own, which offers one folder by SFTP and takes nothing. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { toolPath } from '../test-tools.ts';
import { freePort, runProgram, runToEnd, throwawayFolder } from './program.ts';

export interface OpensshServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly username: string;
  /** OpenSSH's own format, without a passphrase; the only way in. */
  readonly privateKey: string;
  /** `SHA256:…` without padding, as ssh-keygen prints it. */
  readonly hostKeyFingerprint: string;
  /** What is served: an SFTP session begins here. */
  readonly folder: string;
  stop(): Promise<void>;
}

export async function startOpenssh(): Promise<OpensshServer> {
  const folder = await throwawayFolder('openssh');
  const port = await freePort();
  const served = path.join(folder, 'served');
  await mkdir(served);
  // The place that sshd insists on where it runs as root; the package's own service makes it at its start.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  for (const name of ['host', 'client']) runToEnd(toolPath('ssh-keygen') ?? '', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', path.join(folder, name)]);
  const configuration = path.join(folder, 'conf');
  await writeFile(configuration, [
    'ListenAddress 127.0.0.1', `Port ${port}`, `HostKey ${folder}/host`, `AuthorizedKeysFile ${folder}/client.pub`, `PidFile ${folder}/pid`,
    'PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'PermitRootLogin prohibit-password', 'StrictModes no', 'UsePAM no', 'UseDNS no', 'MaxStartups 50', 'LogLevel ERROR',
    'Subsystem sftp internal-sftp', `ForceCommand internal-sftp -R -d ${served}`, 'AllowTcpForwarding no', 'PermitTTY no', '',
  ].join('\n'));
  const { stop } = await runProgram({ file: toolPath('sshd') ?? '', args: ['-D', '-e', '-f', configuration], folder, port });
  return {
    host: '127.0.0.1',
    port,
    username: userInfo().username,
    privateKey: await readFile(path.join(folder, 'client'), 'utf8'),
    hostKeyFingerprint: await fingerprintOf(path.join(folder, 'host.pub')),
    folder: served,
    stop,
  };
}

async function fingerprintOf(publicKeyFile: string): Promise<string> {
  const [, key = ''] = (await readFile(publicKeyFile, 'utf8')).split(' ');
  const digest = await crypto.subtle.digest('SHA-256', Buffer.from(key, 'base64'));
  return `SHA256:${Buffer.from(digest).toString('base64').replace(/=+$/, '')}`;
}
