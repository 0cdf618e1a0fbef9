/** Puts a stream together where a format can only be read whole, up to a limit. */
import { SystemFault } from '../connector.ts';

/** @throws SystemFault `too-large` */
export async function readWhole(bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of bytes) {
    length += part.byteLength;
    if (length > maxBytes) throw new SystemFault('too-large', 'a file passed the size limit');
    parts.push(part);
  }
  // A copy of its own: what is put together may lie in memory that others share.
  return new Uint8Array(Buffer.concat(parts));
}

export async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  await Promise.resolve();
  yield bytes;
}

/** The bytes of what cannot be read. */
export async function* nothing(): AsyncGenerator<Uint8Array, void, undefined> {}
