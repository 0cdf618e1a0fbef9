/** A ClamAV scanner of its own, which knows two signatures: the industry's test file, and a marker of our own. */

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toolPath } from '../test-tools.ts';
import { freePort, runProgram, throwawayFolder } from './program.ts';

export interface ClamdServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  stop(): Promise<void>;
}

/** A file that holds it anywhere is found infected, as `Fairsight.Test.Marker.UNOFFICIAL`. */
export const infectedMarker = 'FAIRSIGHT-INFECTED-TEST-MARKER';

/** The test file that every scanner knows, in two parts so that no scanner stops at this one. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

export async function startClamd(): Promise<ClamdServer> {
  const folder = await throwawayFolder('clamd');
  const port = await freePort();
  const database = path.join(folder, 'database');
  await mkdir(database);
  const signature = (name: string, text: string): string => `${name}:0:*:${Buffer.from(text).toString('hex')}\n`;
  await writeFile(path.join(database, 'test.ndb'), signature('Fairsight.Test.Marker', infectedMarker) + signature('Eicar-Test-Signature', eicar));
  const configuration = path.join(folder, 'conf');
  await writeFile(configuration, [
    'Foreground yes', `DatabaseDirectory ${database}`, `TemporaryDirectory ${folder}`, 'TCPAddr 127.0.0.1', `TCPSocket ${port}`, 'StreamMaxLength 100M', 'MaxThreads 4', 'ConcurrentDatabaseReload no', 'LogSyslog no',
    ...(process.getuid?.() === 0 ? ['User root'] : []), '',
  ].join('\n'));
  const { stop } = await runProgram({ file: toolPath('clamd') ?? '', args: ['-c', configuration], folder, port });
  return { host: '127.0.0.1', port, stop };
}
