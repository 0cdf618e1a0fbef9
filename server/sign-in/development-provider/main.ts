/** Starts the development provider as a process of its own. */

import { readConfig } from '../../platform/config.ts';
import { providerClients } from '../provider-settings.ts';
import { startDevelopmentProvider } from './server.ts';

async function main(): Promise<void> {
  const config = readConfig();
  const provider = await startDevelopmentProvider({
    url: config.developmentProviderUrl,
    portal: config.publicUrl,
    clients: await providerClients(config.dataDir),
    isProduction: config.mode === 'production',
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void provider.close().then(() => process.exit(0));
    });
  }
  // Whoever started this process may end without saying so.
  process.once('disconnect', () => process.exit(0));
  process.send?.({ ready: true });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The development provider could not start.'}\n`);
  process.exit(1);
});
