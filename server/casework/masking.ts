/** Masks a person's details for comparing: enough to tell two people apart, too little to copy. */

import type { Identity } from '../data-subjects/identity.ts';

export interface MaskedIdentity {
  readonly name: string;
  readonly dateOfBirth: string;
  readonly address: string;
}

/** `Ma••• Ok•••`, `••••-••-1979`, `•••, ZZ99 •••`; the present name and address alone. */
export function maskedIdentity(identity: Identity | null): MaskedIdentity {
  const [name] = identity?.names ?? [];
  const [address] = identity?.addresses ?? [];
  return {
    name: name === undefined ? '•••' : `${maskedWord(name.given)} ${maskedWord(name.family)}`,
    dateOfBirth: identity === null ? '•••' : `••/••/${identity.dateOfBirth.slice(0, 4)}`,
    address: address === undefined ? '•••' : `•••, ${address.postcode.split(' ')[0] ?? ''} •••`,
  };
}

function maskedWord(word: string): string {
  return `${[...word].slice(0, 1).join('')}•••`;
}
