/** Finds out which ports are free, and keeps the helpers of the demo on the same ones from start to start. */

import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { OneSentence } from '../one-sentence.ts';

/** The port people's browsers come to. @throws OneSentence unless it is free: nobody would find us on another. */
export async function mainPort(asked: string | undefined): Promise<number> {
  const port = Number(asked === undefined || asked === '' ? 8080 : asked);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new OneSentence(`PORT must be a whole number from 1 to 65535, and is "${String(asked)}".`);
  const faults = [await listenFault(port, undefined), await listenFault(port, '127.0.0.1')];
  if (faults.includes('EACCES')) throw new OneSentence(`Port ${String(port)} may not be opened by this user: set PORT to another, such as PORT=8080.`);
  if (faults.includes('EADDRINUSE')) throw new OneSentence(`Port ${String(port)} is already in use: stop what uses it, or set PORT to another.`);
  return port;
}

export interface HelperPort {
  readonly name: string;
  readonly asked: string | undefined;
  readonly usual: number;
}

/** The asked, else the remembered, else the usual port; any free one where that is taken. Remembered in the data folder. */
export async function helperPort(dataFolder: string, { name, asked, usual }: HelperPort): Promise<number> {
  if (asked !== undefined && asked !== '') return Number(asked);
  const file = path.join(dataFolder, `${name}-port`);
  const preferred = remembered(file) ?? usual;
  const port = (await listenFault(preferred, '127.0.0.1')) === null ? preferred : await anyFreePort();
  if (port !== preferred || remembered(file) === null) writeFileSync(file, `${String(port)}\n`);
  return port;
}

function remembered(file: string): number | null {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || null;
  } catch {
    return null; // the first start
  }
}

/** The code of what forbids listening there, or null. No host means every address of the machine. */
function listenFault(port: number, host: string | undefined): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'EAFNOSUPPORT' ? null : (error.code ?? 'unknown'));
    });
    probe.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      probe.close(() => {
        resolve(null);
      });
    });
  });
}

function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
