/** Knows one identity provider: its settings, and its own description, fetched when first needed. */

import {
  allowInsecureRequests,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  getJwksCache,
  setJwksCache,
  type Configuration,
  type CustomFetchOptions,
} from 'openid-client';
import type { Clock } from '../platform/clock.ts';
import { clockSkewSeconds } from './assurance.ts';
import type { DialectName, ProviderName } from './providers.ts';
import { SignInRefused } from './sign-in-refused.ts';

export interface ProviderSettings {
  readonly name: ProviderName;
  readonly dialect: DialectName;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** From configuration; never from what a browser says the host is. */
  readonly callbackUrl: string;
  readonly postLogoutUrl: string;
  readonly scope: string;
  /** The one algorithm in which this provider signs; any other is refused. */
  readonly signedWith: 'RS256' | 'ES256' | 'PS256' | 'EdDSA';
  /** Plain http, for a provider on this machine. Configuration refuses it in production. */
  readonly allowsHttp: boolean;
  readonly timeoutSeconds: number;
}

export interface ProviderConnection {
  readonly settings: ProviderSettings;
  /** @throws SignInRefused `provider-unavailable` when the provider was never reached. */
  configuration(): Promise<Configuration>;
}

const freshForMs = 10 * 60_000;
const maxAnswerBytes = 256 * 1024;

export function connectProvider(settings: ProviderSettings, clock: Clock): ProviderConnection {
  let known: { readonly configuration: Configuration; readonly at: number } | null = null;
  let underway: Promise<Configuration> | null = null;

  async function refresh(): Promise<Configuration> {
    try {
      const configuration = await discover(settings);
      const keys = known === null ? undefined : getJwksCache(known.configuration);
      if (keys !== undefined) setJwksCache(configuration, keys);
      known = { configuration, at: clock.now().getTime() };
      return configuration;
    } catch (error) {
      // What we knew of a provider outlives its outage; what it signs is still checked.
      if (known !== null) return known.configuration;
      throw new SignInRefused('provider-unavailable', { cause: error });
    }
  }

  return {
    settings,
    configuration: async () => {
      if (known !== null && clock.now().getTime() - known.at < freshForMs) return known.configuration;
      underway ??= refresh().finally(() => {
        underway = null;
      });
      return underway;
    },
  };
}

function discover(settings: ProviderSettings): Promise<Configuration> {
  return discovery(
    new URL(settings.issuer),
    settings.clientId,
    {
      client_secret: settings.clientSecret,
      id_token_signed_response_alg: settings.signedWith,
      [clockTolerance]: clockSkewSeconds,
    },
    undefined,
    {
      // Only for a provider on this machine: configuration refuses plain http in production.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      execute: settings.allowsHttp ? [enableNonRepudiationChecks, allowInsecureRequests] : [enableNonRepudiationChecks],
      timeout: settings.timeoutSeconds,
      [customFetch]: boundedFetch,
    },
  );
}

/** Reads an answer up to a limit, so that a hostile provider cannot fill the memory. Never follows a redirect. */
async function boundedFetch(url: string, options: CustomFetchOptions): Promise<Response> {
  const { body: form, ...rest } = options;
  const request: RequestInit = { ...rest, redirect: 'manual' };
  if (options.signal === undefined) delete request.signal;
  if (form !== undefined && form !== null) request.body = form;
  const response = await fetch(url, request);
  if (response.body === null) return response;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const body: AsyncIterable<Uint8Array> = response.body;
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > maxAnswerBytes) throw new TypeError('the answer of the provider is too large');
    parts.push(part);
  }
  const { status, statusText, headers } = response;
  return new Response(bytes === 0 ? null : Buffer.concat(parts), { status, statusText, headers });
}
