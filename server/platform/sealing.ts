/** Seals and opens bytes with AES-256-GCM, each sealed value bound to the very place it belongs to. */

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** A 256-bit key, named by what it protects. Lives in memory only while it is used. */
export interface SealingKey {
  readonly scope: string;
  readonly bytes: Buffer;
}

/** Where a sealed value stands. A value moved to another row, column or file does not open there. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly id: string;
}

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

function boundTo(key: SealingKey, { table, column, id }: Place): Buffer {
  return Buffer.from([key.scope, table, column, id, String(version)].join('|'), 'utf8');
}

/** version (1 byte), nonce (12), tag (16), ciphertext. */
export function seal(key: SealingKey, place: Place, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce);
  cipher.setAAD(boundTo(key, place));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), ciphertext]);
}

/** @throws Error if the value was changed, moved, or sealed with another key. */
export function unseal(key: SealingKey, place: Place, sealed: Uint8Array): Buffer {
  if (sealed[0] !== version) throw new Error('a sealed value has an unknown version');
  const nonce = sealed.subarray(1, 1 + nonceBytes);
  const tag = sealed.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: tagBytes });
  decipher.setAAD(boundTo(key, place));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(1 + nonceBytes + tagBytes)), decipher.final()]);
}

export function sealText(key: SealingKey, place: Place, text: string): Buffer {
  return seal(key, place, Buffer.from(text, 'utf8'));
}

export function unsealText(key: SealingKey, place: Place, sealed: Uint8Array): string {
  return unseal(key, place, sealed).toString('utf8');
}

export function sealJson(key: SealingKey, place: Place, value: unknown): Buffer {
  return sealText(key, place, JSON.stringify(value));
}

/** The caller gives the schema: what comes out of a store is checked like anything else that comes in. */
export function unsealJson<T>(key: SealingKey, place: Place, { sealed, schema }: { readonly sealed: Uint8Array; readonly schema: { parse(value: unknown): T } }): T {
  return schema.parse(JSON.parse(unsealText(key, place, sealed)));
}

/** A keyed hash for looking a value up without storing it. Case and spacing are folded first. */
export function blindIndex(key: SealingKey, use: string, value: string): Buffer {
  const folded = value.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
  return createHmac('sha256', key.bytes).update(`${use}\u0000${folded}`).digest();
}
