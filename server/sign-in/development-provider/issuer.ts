/** One OpenID provider of the two: residents and staff are apart, with issuers, clients and cookies of their own. */

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { interactionPolicy, Provider, type ClientMetadata, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { ProviderName } from '../providers.ts';
import { faultPage, signedOutPage, signingOutPage } from './pages.ts';
import { authenticatorChoices, personasOf } from './personas.ts';

export interface IssuerOptions {
  readonly name: ProviderName;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The portal's origin. */
  readonly portal: string;
}

const scopes = 'openid profile address';

export function createIssuer(options: IssuerOptions): Provider {
  return new Provider(options.issuer, {
    clients: [clientOf(options)],
    jwks: { keys: [signingKey()] },
    cookies: {
      keys: [randomBytes(32).toString('hex')],
      names: { session: `${options.name}-session`, interaction: `${options.name}-interaction`, resume: `${options.name}-resume` },
      long: { signed: true, httpOnly: true, sameSite: 'lax' },
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    // With no words for strength the library would leave `acr` out of every token.
    acrValues: authenticatorChoices.map((choice) => choice.acr),
    claims: {
      openid: ['sub', 'acr', 'amr', 'auth_time', 'vot'],
      profile: ['name', 'given_name', 'family_name', 'birthdate', 'https://vocab.account.gov.uk/v1/socialSecurityRecord'],
      address: ['address'],
    },
    findAccount: (_context, subject) => findAccount(options.name, subject),
    interactions: { policy: policy(), url: (_context, interaction) => `${new URL(options.issuer).pathname}/interaction/${interaction.uid}` },
    loadExistingGrant: grantEverything,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => show(context, signingOutPage(form).toString()),
        postLogoutSuccessSource: (context) => show(context, signedOutPage().toString()),
      },
    },
    renderError: (context, out) => show(context, faultPage(out.error, out.error_description ?? '').toString()),
    ttl: { Session: 8 * 3600, Grant: 8 * 3600, Interaction: 600, IdToken: 300, AccessToken: 300, AuthorizationCode: 60 },
  } satisfies Configuration);
}

function clientOf({ name, clientId, clientSecret, portal }: IssuerOptions): ClientMetadata {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    client_name: 'Fairsight',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: [`${portal}/sign-in/${name}/callback`],
    post_logout_redirect_uris: [`${portal}/signed-out`],
    token_endpoint_auth_method: 'client_secret_post',
    id_token_signed_response_alg: 'RS256',
    require_auth_time: true,
  };
}

/** Made at each start: a restart signs everybody out here, which a demonstration can bear. */
function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomBytes(8).toString('hex'), alg: 'RS256', use: 'sig' };
}

function findAccount(name: ProviderName, subject: string) {
  const persona = personasOf(name).find((each) => each.subject === subject);
  if (persona === undefined) return undefined;
  return { accountId: subject, claims: () => ({ sub: subject, ...persona.claims }) };
}

/** The library takes acr_values as a wish. Here a weaker session is asked again; what a tester then chooses stands. */
function policy(): interactionPolicy.DefaultPolicy {
  const { Check, base } = interactionPolicy;
  const prompts = base();
  prompts.remove('consent');
  prompts.get('login')?.checks.add(new Check('acr_values', 'a stronger sign-in is asked for', (context) => {
    const { oidc } = context;
    const asked = requestedStrengths(oidc.claims);
    if (asked.length === 0 || oidc.result?.login !== undefined) return Check.NO_NEED_TO_PROMPT;
    return asked.includes(oidc.acr) ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
  }));
  return prompts;
}

function requestedStrengths(claims: KoaContextWithOIDC['oidc']['claims']): readonly unknown[] {
  return claims.id_token?.acr?.values ?? [];
}

/** No consent page: the portal is this provider's own. */
async function grantEverything(context: KoaContextWithOIDC) {
  const { oidc } = context;
  const { client, session, provider } = oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(scopes);
  await grant.save();
  return grant;
}

function show(context: KoaContextWithOIDC, page: string): void {
  context.type = 'html';
  context.body = page;
}
