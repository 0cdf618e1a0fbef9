/** Looks through the chains of a Microsoft compound file before a reader follows them: one that bites its own tail never ends. */

const headerBytes = 512;
const entryBytes = 128;
const lastSector = 0xfffffffa;
const noEntry = 0xffffffff;
const signature = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/** True where every chain of sectors ends, and the tree of streams comes to no entry twice. */
export function isSoundCompoundFile(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < headerBytes || !file.subarray(0, 8).equals(signature)) return false;
  const shift = file.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return false;
  const sectorBytes = 2 ** shift;
  const sectors = Math.ceil(file.length / sectorBytes);
  const numbers = sectorTableOf(file, sectorBytes, sectors);
  if (numbers === null || !doChainsEnd(numbers)) return false;
  const small = chainBytes(file, { numbers, sectorBytes, from: file.readUInt32LE(60) });
  if (small === null || !doChainsEnd(words(small))) return false;
  const directory = chainBytes(file, { numbers, sectorBytes, from: file.readUInt32LE(48) });
  return directory !== null && directory.length >= entryBytes && isTree(directory);
}

/** For each sector the next one of its chain. Null where the table of tables does not end. */
function sectorTableOf(file: Buffer, sectorBytes: number, sectors: number): readonly number[] | null {
  const tableSectors: number[] = [];
  for (let at = 76; at < headerBytes; at += 4) tableSectors.push(file.readUInt32LE(at));
  let more = file.readUInt32LE(68);
  for (let seen = 0; more < lastSector; seen += 1) {
    const sector = sectorAt(file, sectorBytes, more);
    if (seen > sectors || sector === null) return null;
    const numbers = words(sector);
    tableSectors.push(...numbers.slice(0, -1));
    more = numbers.at(-1) ?? noEntry;
  }
  const parts = tableSectors.filter((number) => number < lastSector).map((number) => sectorAt(file, sectorBytes, number));
  return parts.length > sectors || parts.includes(null) ? null : parts.flatMap((part) => (part === null ? [] : words(part)));
}

function sectorAt(file: Buffer, sectorBytes: number, number: number): Buffer | null {
  const from = (number + 1) * sectorBytes;
  return from >= file.length ? null : file.subarray(from, from + sectorBytes);
}

function words(bytes: Buffer): number[] {
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readUInt32LE(index * 4));
}

/** Each sector is looked at once: what was come to on an earlier way is known to end. */
function doChainsEnd(next: readonly number[]): boolean {
  const wayOf = new Map<number, number>();
  for (let start = 0; start < next.length; start += 1) {
    for (let at = start; at < next.length && !wayOf.has(at); ) {
      wayOf.set(at, start);
      const following = next[at] ?? noEntry;
      if (wayOf.get(following) === start) return false;
      at = following;
    }
  }
  return true;
}

function chainBytes(file: Buffer, { numbers, sectorBytes, from }: { readonly numbers: readonly number[]; readonly sectorBytes: number; readonly from: number }): Buffer | null {
  const parts: Buffer[] = [];
  for (let at = from; at < lastSector; at = numbers[at] ?? noEntry) {
    const sector = sectorAt(file, sectorBytes, at);
    if (sector === null) return null;
    parts.push(sector);
  }
  return Buffer.concat(parts);
}

function isTree(directory: Buffer): boolean {
  const count = Math.floor(directory.length / entryBytes);
  const seen = new Set<number>();
  const waiting = [0];
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    if (entry === noEntry) continue;
    if (entry >= count || seen.has(entry)) return false;
    seen.add(entry);
    for (const at of [68, 72, 76]) waiting.push(directory.readUInt32LE(entry * entryBytes + at));
  }
  return true;
}
