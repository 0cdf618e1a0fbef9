/**
 * How a keyed index lies in its file: sealed rows; entries in drawers, each a keyed hash and where its row lies; a directory
 * of drawers; a foot. Without the key of the extract it shows how many people there are and how often keys repeat, and nothing of any of them.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { PersonRecord } from './person-record.ts';

export const labelBytes = 6;
const placeBytes = 6;
export const entryBytes = labelBytes + placeBytes;
const drawerBytes = 4;
const tagBytes = 16;
const nonceBytes = 12;
const keyBytes = 32;
export const footBytes = 160;
const magic = Buffer.from('fairsight keyed index 1\n', 'latin1');

/** The random keys of one build: for hashing, and for sealing rows. */
export interface BuildKeys {
  readonly hashing: Buffer;
  readonly sealing: Buffer;
}

export interface Foot {
  readonly keys: BuildKeys;
  readonly people: number;
  readonly drawerBits: number;
  readonly entriesAt: number;
  readonly directoryAt: number;
}

export function newBuildKeys(): BuildKeys {
  return { hashing: randomBytes(keyBytes), sealing: randomBytes(keyBytes) };
}

/** The keyed hash of a drawer's name, before it is known how many drawers there are. */
export function drawerHash(keys: BuildKeys, drawer: string): number {
  return hashed(keys, `drawer|${drawer}`).readUIntBE(0, drawerBytes);
}

export function drawerAt(hash: number, drawerBits: number): number {
  return drawerBits === 0 ? 0 : hash >>> (drawerBytes * 8 - drawerBits);
}

/** Forty-eight bits within a drawer: nobody meets anybody by chance. */
export function labelHash(keys: BuildKeys, label: string): number {
  return hashed(keys, `label|${label}`).readUIntBE(0, labelBytes);
}

function hashed(keys: BuildKeys, text: string): Buffer {
  return createHmac('sha256', keys.hashing).update(text).digest();
}

/** A key seals each row once, under the place where it lies; no two rows share it. */
export function sealRow(keys: BuildKeys, at: number, record: PersonRecord): Buffer {
  const cipher = createCipheriv('aes-256-gcm', keys.sealing, nonceAt(at));
  const ciphertext = Buffer.concat([cipher.update(JSON.stringify(record), 'utf8'), cipher.final()]);
  return Buffer.concat([cipher.getAuthTag(), ciphertext]);
}

/** @throws if the row was changed or moved */
export function openRow(keys: BuildKeys, at: number, sealed: Buffer): PersonRecord {
  const decipher = createDecipheriv('aes-256-gcm', keys.sealing, nonceAt(at), { authTagLength: tagBytes });
  decipher.setAuthTag(sealed.subarray(0, tagBytes));
  return recordSchema.parse(JSON.parse(Buffer.concat([decipher.update(sealed.subarray(tagBytes)), decipher.final()]).toString('utf8')));
}

function nonceAt(at: number): Buffer {
  const nonce = Buffer.alloc(nonceBytes);
  nonce.writeUIntBE(at, nonceBytes - 6, 6);
  return nonce;
}

const recordSchema: z.ZodType<PersonRecord> = z.object({
  reference: z.string(),
  names: z.array(z.object({ given: z.string(), family: z.string() })),
  dateOfBirth: z.string().nullable(),
  addresses: z.array(z.object({ lines: z.array(z.string()), postcode: z.string() })),
  nino: z.string().exactOptional(),
  nhsNumber: z.string().exactOptional(),
  emails: z.array(z.string()).exactOptional(),
  phones: z.array(z.string()).exactOptional(),
  accountReferences: z.array(z.string()).exactOptional(),
});

/** The build's keys are sealed under the extract's own, bound to the very version of the extract. */
export function writeFoot(extractKey: Uint8Array, version: string, foot: Foot): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', extractKey, nonce);
  cipher.setAAD(Buffer.from(version, 'utf8'));
  const places = Buffer.alloc(17);
  places.writeUInt32BE(foot.people, 0);
  places.writeUInt8(foot.drawerBits, 4);
  places.writeUIntBE(foot.entriesAt, 5, 6);
  places.writeUIntBE(foot.directoryAt, 11, 6);
  const sealed = Buffer.concat([cipher.update(Buffer.concat([foot.keys.hashing, foot.keys.sealing, places])), cipher.final()]);
  const whole = Buffer.concat([magic, nonce, cipher.getAuthTag(), sealed]);
  return Buffer.concat([whole, Buffer.alloc(footBytes - whole.length)]);
}

/** Null where this is no index, or one of another version of the extract or under another key. */
export function readFoot(extractKey: Uint8Array, version: string, bytes: Buffer): Foot | null {
  if (bytes.length !== footBytes || !bytes.subarray(0, magic.length).equals(magic)) return null;
  const nonceAtByte = magic.length;
  const tagAt = nonceAtByte + nonceBytes;
  const decipher = createDecipheriv('aes-256-gcm', extractKey, bytes.subarray(nonceAtByte, tagAt), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(version, 'utf8'));
  decipher.setAuthTag(bytes.subarray(tagAt, tagAt + tagBytes));
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(tagAt + tagBytes, tagAt + tagBytes + 2 * keyBytes + 17)), decipher.final()]);
    const places = plain.subarray(2 * keyBytes);
    return {
      keys: { hashing: plain.subarray(0, keyBytes), sealing: plain.subarray(keyBytes, 2 * keyBytes) },
      people: places.readUInt32BE(0),
      drawerBits: places.readUInt8(4),
      entriesAt: places.readUIntBE(5, 6),
      directoryAt: places.readUIntBE(11, 6),
    };
  } catch {
    // Another version, or another key: to whoever asks, it is not there.
    return null;
  }
}
