/** Puts the parts of a stream together, for what has to be held whole; node's own consumer copies everything twice more. */

export async function gathered(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}
