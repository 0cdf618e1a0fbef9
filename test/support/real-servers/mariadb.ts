/** A MariaDB server of its own, for tests of what is read from one. */

import { toolPath } from '../test-tools.ts';
import { ownCertificate } from './certificate.ts';
import { freePort, runProgram, runToEnd, throwawayFolder } from './program.ts';

export interface MariadbServer {
  /** As root, who may do anything, in no database. */
  readonly url: string;
  /** What a client must trust that wants encryption; it is for the name localhost. */
  readonly certificateFile: string;
  stop(): Promise<void>;
}

/** Small, and careless about power cuts: it lives for one run. */
const thrifty = [
  '--innodb-buffer-pool-size=32M', '--innodb-log-file-size=8M', '--innodb-flush-log-at-trx-commit=0', '--innodb-doublewrite=0', '--innodb-use-native-aio=0',
  '--skip-log-bin', '--performance-schema=OFF', '--aria-pagecache-buffer-size=4M', '--key-buffer-size=1M', '--max-connections=40',
];

export async function startMariadb(): Promise<MariadbServer> {
  const folder = await throwawayFolder('mariadb');
  const port = await freePort();
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  const files = ['--no-defaults', `--datadir=${folder}/data`];
  runToEnd(toolPath('mariadb-install-db') ?? '', [...files, '--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve', ...asRoot, ...thrifty]);
  const { certificateFile, keyFile } = ownCertificate(folder);
  const args = [...files, `--ssl-cert=${certificateFile}`, `--ssl-key=${keyFile}`, ...asRoot, '--bind-address=127.0.0.1', `--port=${port}`, `--socket=${folder}/socket`, `--pid-file=${folder}/pid`, '--skip-name-resolve', ...thrifty];
  const { stop } = await runProgram({ file: toolPath('mariadbd') ?? '', args, folder, port });
  return { url: `mysql://root@127.0.0.1:${port}/`, certificateFile, stop };
}
