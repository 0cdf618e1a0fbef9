/** Makes the settings of the two providers from configuration; refuses in production what only a demonstration may use. */

import { ConfigProblem, type Config } from '../platform/config.ts';
import { secretOf } from '../platform/secrets.ts';
import type { ProviderSettings } from './provider-connection.ts';
import { providerNames, type DialectName, type ProviderName } from './providers.ts';

export interface ProviderClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

const timeoutSeconds = 5;

/** Identity claims are asked of the residents' provider alone: an officer needs none. */
const scopes: Readonly<Record<ProviderName, string>> = { resident: 'openid profile address', staff: 'openid' };

/** Ids and secrets by which the portal is known; an operator may put a provider's own secret in the same file. */
export async function providerClients(dataDir: string): Promise<Readonly<Record<ProviderName, ProviderClient>>> {
  const [resident, staff] = await Promise.all([secretOf(dataDir, 'provider-resident'), secretOf(dataDir, 'provider-staff')]);
  return {
    resident: { clientId: 'fairsight-resident', clientSecret: resident },
    staff: { clientId: 'fairsight-staff', clientSecret: staff },
  };
}

type Issuers = Pick<Config, 'developmentProviderUrl' | 'residentIssuer' | 'staffIssuer'>;

function issuerOf(name: ProviderName, config: Issuers): string {
  return (name === 'resident' ? config.residentIssuer : config.staffIssuer) ?? `${new URL(config.developmentProviderUrl).origin}/${name}`;
}

function isDevelopmentProvider(issuer: string, config: Issuers): boolean {
  return new URL(issuer).origin === new URL(config.developmentProviderUrl).origin;
}

/** In whose words a provider says how sure it is of a person. */
export function dialectOf(name: ProviderName, config: Issuers): DialectName {
  return isDevelopmentProvider(issuerOf(name, config), config) ? 'development' : 'keycloak';
}

/** @throws ConfigProblem when production would use the development provider or plain http. */
export function providerSettings(
  config: Pick<Config, 'mode' | 'publicUrl'> & Issuers,
  clients: Readonly<Record<ProviderName, ProviderClient>>,
): Readonly<Record<ProviderName, ProviderSettings>> {
  const settingsOf = (name: ProviderName): ProviderSettings => {
    const issuer = issuerOf(name, config);
    if (config.mode === 'production' && (isDevelopmentProvider(issuer, config) || !issuer.startsWith('https:'))) {
      throw new ConfigProblem(`In production the ${name} issuer must be a real OpenID provider by https; the development provider is refused.`);
    }
    return {
      name,
      issuer,
      dialect: dialectOf(name, config),
      ...clients[name],
      callbackUrl: `${config.publicUrl}/sign-in/${name}/callback`,
      postLogoutUrl: `${config.publicUrl}/signed-out`,
      scope: scopes[name],
      signedWith: 'RS256',
      allowsHttp: issuer.startsWith('http:'),
      timeoutSeconds,
    };
  };
  const [resident, staff] = [settingsOf('resident'), settingsOf('staff')];
  if (resident.issuer === staff.issuer) throw new ConfigProblem('RESIDENT_ISSUER and STAFF_ISSUER must be two providers.');
  return { resident, staff };
}

/** Origins to which a sign-in form may lead; Chromium checks them against form-action. */
export function providerOrigins(settings: Readonly<Record<ProviderName, ProviderSettings>>): readonly string[] {
  return [...new Set(providerNames.map((name) => new URL(settings[name].issuer).origin))];
}
