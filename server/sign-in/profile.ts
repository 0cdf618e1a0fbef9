/** What a provider said of a person, sealed at rest; it helps to find their records and never finds an account. */

import { z } from 'zod';
import type { SealingKey } from '../platform/sealing.ts';
import { sealJson, unsealJson } from '../platform/sealing.ts';

export interface ProfileAddress {
  readonly street: string | null;
  readonly locality: string | null;
  readonly postcode: string | null;
}

export interface Profile {
  readonly name: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  /** YYYY-MM-DD */
  readonly birthDate: string | null;
  readonly address: ProfileAddress | null;
  /** The National Insurance number, where the provider has checked it. */
  readonly nino: string | null;
  /** The provider's word for how far it proved this identity. */
  readonly identity: string;
}

const text = z.string().nullable();

const profileSchema: z.ZodType<Profile> = z.object({
  name: text,
  givenName: text,
  familyName: text,
  birthDate: text,
  address: z.object({ street: text, locality: text, postcode: text }).nullable(),
  nino: text.default(null), // what was kept before providers were asked for it has none
  identity: z.string(),
});

function placeOf(accountId: string) {
  return { table: 'accounts', column: 'sealed_profile', id: accountId };
}

export function sealProfile(key: SealingKey, accountId: string, profile: Profile): Buffer {
  return sealJson(key, placeOf(accountId), profile);
}

export function openProfile(key: SealingKey, accountId: string, sealed: Buffer): Profile {
  return unsealJson(key, placeOf(accountId), { sealed, schema: profileSchema });
}
