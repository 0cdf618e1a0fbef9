/** Makes the ids that stand in addresses and the references that people read aloud. */

import { randomBytes, randomInt } from 'node:crypto';

/** 128 random bits as 22 characters of base64url. */
export function newId(): string {
  return randomBytes(16).toString('base64url');
}

export const idPattern = /^[A-Za-z0-9_-]{22}$/;

/** Letters and digits that are not mistaken for one another when read aloud (Crockford's base 32). */
const referenceAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A reference such as 7K2M-9XQD-4H: ten random characters, which open nothing by themselves. */
export function newReference(): string {
  const characters = Array.from({ length: 10 }, () => referenceAlphabet.charAt(randomInt(referenceAlphabet.length)));
  return `${characters.slice(0, 4).join('')}-${characters.slice(4, 8).join('')}-${characters.slice(8).join('')}`;
}
