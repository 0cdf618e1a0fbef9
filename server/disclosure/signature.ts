/** The council's signature under a hash, and how anybody checks it: the same for an answer and for a search certificate. */

import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';

export const signatureSchema = z.object({ algorithm: z.literal('Ed25519'), publicKey: z.string().max(200), value: z.string().max(200) });

export type Signature = z.infer<typeof signatureSchema>;

function publicKeyText(key: KeyObject): string {
  return key.export({ format: 'der', type: 'spki' }).toString('base64');
}

/** @param hash in hex. The same hash and key make the same signature. */
export function signHash(hash: string, privateKey: KeyObject): Signature {
  return { algorithm: 'Ed25519', publicKey: publicKeyText(createPublicKey(privateKey)), value: sign(null, Buffer.from(hash, 'hex'), privateKey).toString('base64') };
}

/** @param trustedKey the council's published key; without it only the inner agreement can be checked. */
export function signatureProblems(hash: string, signature: Signature, trustedKey: KeyObject | null): readonly ('another-key' | 'does-not-fit')[] {
  const isAnotherKey = trustedKey !== null && publicKeyText(trustedKey) !== signature.publicKey;
  return [...(isAnotherKey ? (['another-key'] as const) : []), ...(isSigned(hash, signature) ? [] : (['does-not-fit'] as const))];
}

function isSigned(hash: string, signature: Signature): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(signature.publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(hash, 'hex'), key, Buffer.from(signature.value, 'base64'));
  } catch {
    // A key that cannot be read has signed nothing.
    return false;
  }
}
