/** Opens the gates to both providers from configuration, and says where a sign-in form may lead. */

import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { connectProvider, type ProviderConnection } from './provider-connection.ts';
import { providerClients, providerOrigins, providerSettings } from './provider-settings.ts';
import type { ProviderName } from './providers.ts';
import { openGate, type SignInGate } from './run-strategy.ts';

export interface ProviderGate extends SignInGate {
  readonly connection: ProviderConnection;
}

export interface ProviderGates {
  readonly gates: Readonly<Record<ProviderName, ProviderGate>>;
  /** Origins for `form-action`. */
  readonly origins: readonly string[];
}

/** @throws ConfigProblem when production would use the development provider. */
export async function openProviderGates(config: Config, clock: Clock): Promise<ProviderGates> {
  const settings = providerSettings(config, await providerClients(config.dataDir));
  const gate = (name: ProviderName): ProviderGate => {
    const connection = connectProvider(settings[name], clock);
    return { ...openGate(connection, clock), connection };
  };
  return { gates: { resident: gate('resident'), staff: gate('staff') }, origins: providerOrigins(settings) };
}
