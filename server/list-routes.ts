/** Lists every route with what it asks of whoever comes, without connecting to anything. */

import { allRoutes } from './doors.ts';
import { systemClock } from './platform/clock.ts';
import { readConfig } from './platform/config.ts';
import type { Route } from './platform/permit.ts';
import { connectProvider } from './sign-in/provider-connection.ts';
import type { ProviderGate } from './sign-in/provider-gates.ts';
import { providerSettings } from './sign-in/provider-settings.ts';
import { openGate } from './sign-in/run-strategy.ts';

/** The doors as they stand, built from providers and systems that nobody has reached yet. */
export function routesAsListed(): readonly Route[] {
  const nobody = { clientId: 'listing', clientSecret: 'listing' };
  const settings = providerSettings(readConfig(), { resident: nobody, staff: nobody });
  const gate = (name: 'resident' | 'staff'): ProviderGate => {
    const connection = connectProvider(settings[name], systemClock);
    return { ...openGate(connection, systemClock), connection };
  };
  return allRoutes({ systems: [], gates: { resident: gate('resident'), staff: gate('staff') } });
}

/** One line a route: method, path, action, who, step-up. */
export function listRoutes(): readonly string[] {
  return routesAsListed().map(({ method, path, action, who, stepUp }) => `${method.toUpperCase()}\t${path}\t${action}\t${who}\t${stepUp}`);
}
