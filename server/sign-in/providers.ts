/** What each identity provider means by its own words for assurance: one table, in which the unknown counts as nothing. */

import type { AuthenticatorStrength, IdentityConfidence } from '../../policies/step-up.ts';

export const providerNames = ['resident', 'staff'] as const;
export type ProviderName = (typeof providerNames)[number];

export type DialectName = 'development' | 'keycloak' | 'entra' | 'one-login' | 'nhs-login';

export const dialectNames: readonly DialectName[] = ['development', 'keycloak', 'entra', 'one-login', 'nhs-login'];

/** Where a provider says how strong the sign-in was. */
export type StrengthClaim = 'acr' | 'vot' | 'acrs';

export interface Dialect {
  readonly strengthClaim: StrengthClaim;
  readonly authenticators: Readonly<Record<string, AuthenticatorStrength>>;
  /** The claim that tells the identity confidence, and its words. */
  readonly identityClaim: string;
  readonly identities: Readonly<Record<string, IdentityConfidence>>;
  /** Whether an ID token says when the person really authenticated; without it no age of sign-in can be known. */
  readonly honoursMaxAge: boolean;
}

const gpg45: Readonly<Record<string, IdentityConfidence>> = { P0: 'unproved', P1: 'low', P2: 'medium', P3: 'high' };

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  development: {
    strengthClaim: 'acr',
    authenticators: {
      'urn:fairsight:acr:one-factor': 'one-factor',
      'urn:fairsight:acr:two-factor': 'two-factor',
      'urn:fairsight:acr:phishing-resistant': 'phishing-resistant',
    },
    identityClaim: 'vot',
    identities: gpg45,
    honoursMaxAge: true,
  },
  keycloak: {
    strengthClaim: 'acr',
    authenticators: { '1': 'one-factor', '2': 'two-factor', '3': 'phishing-resistant' },
    identityClaim: 'identity_confidence',
    identities: gpg45,
    honoursMaxAge: true,
  },
  entra: {
    strengthClaim: 'acrs',
    authenticators: { c1: 'two-factor', c2: 'phishing-resistant' },
    identityClaim: 'identity_confidence',
    identities: {},
    honoursMaxAge: true,
  },
  'one-login': {
    strengthClaim: 'vot',
    authenticators: { Cl: 'one-factor', 'Cl.Cm': 'two-factor' },
    identityClaim: 'core_identity_vot',
    identities: gpg45,
    honoursMaxAge: false,
  },
  'nhs-login': {
    strengthClaim: 'vot',
    authenticators: { 'P5.Cp.Cd': 'two-factor', 'P5.Cp.Ck': 'phishing-resistant', 'P9.Cp.Cd': 'two-factor', 'P9.Cp.Ck': 'phishing-resistant' },
    identityClaim: 'identity_proofing_level',
    identities: { P0: 'unproved', P5: 'low', P9: 'medium' },
    honoursMaxAge: true,
  },
};

/** Own properties only: a token saying `constructor` must not find one. */
function lookedUp<Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

export function authenticatorOf(dialect: DialectName, acr: string): AuthenticatorStrength {
  return lookedUp(dialects[dialect].authenticators, acr) ?? 'none';
}

export function identityOf(dialect: DialectName, word: string): IdentityConfidence {
  return lookedUp(dialects[dialect].identities, word) ?? 'none';
}
