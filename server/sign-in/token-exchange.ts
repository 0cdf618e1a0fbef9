/** Swaps the code for tokens and believes them only when every check has passed. */

import { authorizationCodeGrant, ClientError, fetchUserInfo, ResponseBodyError, type Configuration } from 'openid-client';
import { z } from 'zod';
import type { SignInFacts } from './assurance.ts';
import type { CallbackAnswer } from './callback-answer.ts';
import type { Profile } from './profile.ts';
import { SignInRefused } from './sign-in-refused.ts';
import { identityWord, methodsUsed, refusalOf, strengthWord, type TokenClaims } from './token-rules.ts';
import type { SignInTransaction } from './transactions.ts';

/** What the user information says; the identity's confidence comes with the ID token. */
export type ToldProfile = Omit<Profile, 'identity'>;

export interface CompletedSignIn {
  readonly facts: SignInFacts;
  readonly profile: ToldProfile | null;
  /** Kept on the server, for signing out at the provider. */
  readonly idToken: string;
  readonly transaction: SignInTransaction;
  /** As the token endpoint gave it. */
  readonly accessToken: string;
}

export interface Exchange {
  readonly configuration: Configuration;
  readonly answer: CallbackAnswer & { readonly code: string };
  readonly transaction: SignInTransaction;
  readonly asksUserInfo: boolean;
  readonly nowSeconds: () => number;
}

/** @throws SignInRefused */
export async function exchangeCode(exchange: Exchange): Promise<CompletedSignIn> {
  const { configuration, answer, transaction, nowSeconds } = exchange;
  if (answer.issuer !== null && answer.issuer !== transaction.issuer) throw new SignInRefused('wrong-provider');
  const tokens = await orRefused(authorizationCodeGrant(configuration, answeredAddress(exchange), {
    expectedNonce: transaction.nonce,
    expectedState: answer.state,
    pkceCodeVerifier: transaction.codeVerifier,
    idTokenExpected: true,
  }));
  const claims: TokenClaims | undefined = tokens.claims();
  if (claims === undefined || tokens.id_token === undefined) throw new SignInRefused('token-refused');
  const refusal = refusalOf(claims, transaction, nowSeconds());
  if (refusal !== null) throw new SignInRefused(refusal);
  const profile = exchange.asksUserInfo ? await readProfile(configuration, tokens.access_token, claims.sub) : null;
  return { facts: factsOf(claims, transaction), profile, idToken: tokens.id_token, transaction, accessToken: tokens.access_token };
}

/** Our own callback address with nothing but the parameters that were checked. */
function answeredAddress({ answer, transaction }: Exchange): URL {
  const address = new URL(transaction.redirectUri);
  address.searchParams.set('code', answer.code);
  address.searchParams.set('state', answer.state);
  if (answer.issuer !== null) address.searchParams.set('iss', answer.issuer);
  return address;
}

function factsOf(claims: TokenClaims, transaction: SignInTransaction): SignInFacts {
  const { dialect } = transaction;
  return {
    provider: transaction.provider,
    dialect,
    issuer: transaction.issuer,
    subject: claims.sub,
    acr: strengthWord(claims, dialect),
    amr: methodsUsed(claims),
    identity: identityWord(claims, dialect),
    // refusalOf has found it to be an instant.
    authTime: Number(claims['auth_time']),
    madeFor: [],
  };
}

const text = z.string().trim().max(200).optional();

const userInfoSchema = z.object({
  name: text,
  given_name: text,
  family_name: text,
  birthdate: z.string().regex(/^\d{4}-\d{2}-\d{2}$/).optional(),
  address: z.object({ street_address: text, locality: text, postal_code: text }).optional(),
  // As GOV.UK One Login says it; the claim is there only for somebody whose number it has checked.
  'https://vocab.account.gov.uk/v1/socialSecurityRecord': z.array(z.object({ personalNumber: z.string().trim().max(20) })).optional(),
});

/** The library compares the subject with the ID token's. Source: OpenID Connect Core 5.3.2. */
async function readProfile(configuration: Configuration, accessToken: string, subject: string): Promise<ToldProfile> {
  const told = await orRefused(fetchUserInfo(configuration, accessToken, subject));
  const read = userInfoSchema.safeParse(told);
  if (!read.success) throw new SignInRefused('token-refused', { cause: new Error('the user information has another shape') });
  const { name, given_name: givenName, family_name: familyName, birthdate, address, 'https://vocab.account.gov.uk/v1/socialSecurityRecord': numbers } = read.data;
  return {
    name: name ?? null,
    givenName: givenName ?? null,
    familyName: familyName ?? null,
    birthDate: birthdate ?? null,
    address: address === undefined ? null : {
      street: address.street_address ?? null,
      locality: address.locality ?? null,
      postcode: address.postal_code ?? null,
    },
    nino: numbers?.[0]?.personalNumber ?? null,
  };
}

const unavailableCodes = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_PARSE_ERROR']);

/** Anything that goes wrong between us and the provider refuses the sign-in; nothing is half believed. */
async function orRefused<Answer>(asking: Promise<Answer>): Promise<Answer> {
  try {
    return await asking;
  } catch (error) {
    throw new SignInRefused(isProviderAway(error) ? 'provider-unavailable' : 'token-refused', { cause: error });
  }
}

function isProviderAway(error: unknown): boolean {
  if (error instanceof ResponseBodyError) return error.status >= 500;
  if (error instanceof ClientError) return unavailableCodes.has(error.code ?? '') || error.cause instanceof TypeError;
  return error instanceof TypeError;
}
