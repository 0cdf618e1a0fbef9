/** A Dovecot IMAP server of its own, with one mailbox that a test fills with files. */

import { chown, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { userInfo } from 'node:os';
import { toolPath } from '../test-tools.ts';
import { ownCertificate } from './certificate.ts';
import { freePort, runProgram, runToEnd, throwawayFolder } from './program.ts';

export interface DovecotServer {
  /** Encrypted from the first byte. */
  readonly url: string;
  /** Unencrypted until STARTTLS. */
  readonly startTlsUrl: string;
  readonly user: string;
  readonly password: string;
  /** Holds what a client must trust. */
  readonly certificateFile: string;
  /** Puts a message into a folder of the mailbox, unseen. `folder` is `INBOX` or a name with dots for folders within it. */
  deliver(folder: string, message: string): Promise<void>;
  /** Where the mailbox lies; its file names tell each message's flags. */
  readonly maildir: string;
  stop(): Promise<void>;
}

const user = 'information.governance@example.org';
const password = 'only-for-tests';
/** Dovecot reads no mail as root. */
const nobody = { uid: 65_534, gid: 65_534 };

export async function startDovecot(): Promise<DovecotServer> {
  const folder = await throwawayFolder('dovecot');
  const [port, plainPort] = [await freePort(), await freePort()];
  const owner = process.getuid?.() === 0 ? nobody : { uid: userInfo().uid, gid: userInfo().gid };
  const maildir = path.join(folder, 'mail');
  await mkdir(maildir);
  await chown(maildir, owner.uid, owner.gid);
  const { certificateFile, keyFile } = ownCertificate(folder);
  await writeFile(path.join(folder, 'users'), `${user}:{PLAIN}${password}:${owner.uid}:${owner.gid}::${folder}\n`);
  await writeFile(path.join(folder, 'conf'), configuration({ folder, port, plainPort, certificateFile, keyFile }));
  const { stop } = await runProgram({ file: toolPath('dovecot') ?? '', args: ['-F', '-c', path.join(folder, 'conf')], folder, port });
  let delivered = 0;
  return {
    url: `imaps://127.0.0.1:${port}`,
    startTlsUrl: `imap://127.0.0.1:${plainPort}`,
    user,
    password,
    certificateFile,
    maildir,
    deliver: async (name, message) => {
      const place = name === 'INBOX' ? maildir : path.join(maildir, `.${name}`);
      for (const made of [place, ...['cur', 'new', 'tmp'].map((part) => path.join(place, part))]) {
        if (await mkdir(made, { recursive: true }) !== undefined) await chown(made, owner.uid, owner.gid);
      }
      delivered += 1;
      const file = path.join(place, 'new', `${String(1_700_000_000 + delivered)}.M${String(delivered)}.test`);
      await writeFile(file, message.replace(/\r?\n/g, '\r\n'));
      await chown(file, owner.uid, owner.gid);
    },
    stop,
  };
}

interface Places {
  readonly folder: string;
  readonly port: number;
  readonly plainPort: number;
  readonly certificateFile: string;
  readonly keyFile: string;
}

function configuration({ folder, port, plainPort, certificateFile, keyFile }: Places): string {
  const isRoot = process.getuid?.() === 0;
  const account = userInfo().username;
  const accounts = isRoot ? [] : [`default_internal_user = ${account}`, `default_internal_group = ${runToEnd('id', ['-gn'])}`, `default_login_user = ${account}`];
  return [
    ...accounts,
    `base_dir = ${folder}/run`, `state_dir = ${folder}/run`, 'log_path = /dev/stderr', 'listen = 127.0.0.1', 'protocols = imap', 'ssl = yes', 'disable_plaintext_auth = yes',
    `ssl_cert = <${certificateFile}`, `ssl_key = <${keyFile}`, 'ssl_dh =', `mail_location = maildir:${folder}/mail`, 'first_valid_uid = 1', 'mail_max_userip_connections = 50',
    'auth_mechanisms = plain login', `passdb {\n driver = passwd-file\n args = ${folder}/users\n}`, `userdb {\n driver = passwd-file\n args = ${folder}/users\n}`,
    'default_vsz_limit = 0', 'auth_failure_delay = 0', 'service anvil {\n chroot =\n unix_listener anvil-auth-penalty {\n mode = 0\n }\n}', 'service stats {\n chroot =\n}',
    // A process that serves many is ready sooner than one for each connection.
    `service imap-login {\n chroot =\n service_count = 0\n inet_listener imap {\n port = ${plainPort}\n }\n inet_listener imaps {\n port = ${port}\n ssl = yes\n }\n}`,
    'namespace inbox {\n inbox = yes\n separator = .\n}', '',
  ].join('\n');
}
