/** Asks ClamAV about a file by streaming it to the daemon; whatever it does not answer is no answer. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** `no answer`: nobody listens, the line broke, the time passed, or the daemon would not take the file. Never taken for clean. */
export type ScanAnswer = 'clean' | 'infected' | 'no answer';

export interface Scanner {
  scan(bytes: AsyncIterable<Uint8Array>): Promise<ScanAnswer>;
  /** Whether it answers at all, when it would not answer for one file. */
  isThere(): Promise<boolean>;
}

const connectMs = 5_000;
const idleMs = 30_000;
const chunkBytes = 64 * 1024;

/** @param address `host:port`, or the path of a socket of this machine. */
export function clamdScanner(address: string): Scanner {
  return {
    scan: async (bytes) => {
      const socket = await connected(address);
      if (socket === null) return 'no answer';
      try {
        return meaningOf(await askedAbout(socket, bytes));
      } finally {
        socket.destroy();
      }
    },
    isThere: async () => {
      const socket = await connected(address);
      if (socket === null) return false;
      const answer = answerOf(socket);
      await sent(socket, Buffer.from('zPING\0'));
      return (await answer) === 'PONG';
    },
  };
}

async function connected(address: string): Promise<Socket | null> {
  const [, host, port] = /^\[?([^/[\]]+)\]?:(\d+)$/.exec(address) ?? [];
  const socket = host === undefined ? connect({ path: address }) : connect({ host, port: Number(port) });
  // What the line says later is heard by whoever reads from it.
  socket.on('error', () => undefined);
  socket.setTimeout(connectMs, () => socket.destroy(new Error('the scanner took too long')));
  return await once(socket, 'connect').then(() => socket, () => null);
}

/** The whole of the daemon's answer; empty when the line broke first. Reading our file may fail in its own words, and that is thrown. */
async function askedAbout(socket: Socket, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  socket.setTimeout(idleMs);
  const answer = answerOf(socket);
  await sent(socket, Buffer.from('zINSTREAM\0'));
  for await (const part of bytes) {
    for (let from = 0; from < part.byteLength && socket.writable; from += chunkBytes) {
      const chunk = part.subarray(from, from + chunkBytes);
      await sent(socket, lengthOf(chunk.byteLength));
      await sent(socket, chunk);
    }
    if (!socket.writable) break;
  }
  await sent(socket, lengthOf(0));
  return await answer;
}

async function answerOf(socket: Socket): Promise<string> {
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => parts.push(part));
  await new Promise<void>((resolve) => socket.once('end', resolve).once('close', () => resolve()));
  return Buffer.concat(parts).toString('latin1').replace(/\0+$/, '').trim();
}

/** A daemon that has heard enough closes the line while we speak: what it said is still read. */
async function sent(socket: Socket, bytes: Uint8Array): Promise<void> {
  if (!socket.writable || socket.write(bytes)) return;
  await new Promise<void>((resolve) => socket.once('drain', resolve).once('close', () => resolve()));
}

function lengthOf(byteCount: number): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(byteCount);
  return length;
}

/** The name of what was found is left out: it goes into no log, and tells an officer nothing. */
function meaningOf(answer: string): ScanAnswer {
  if (answer === 'stream: OK') return 'clean';
  return /^stream: .+ FOUND$/.test(answer) ? 'infected' : 'no answer';
}
