/** Makes the database ready before anything is served: migrations, then the demo council's people if it is a demonstration. */

import { ConfigProblem, readConfig } from './platform/config.ts';
import { migrate } from './platform/migrate.ts';
import { rolePasswords } from './platform/secrets.ts';
import { seedDemonstration } from './seed-demonstration.ts';

async function prepare(): Promise<void> {
  const config = readConfig();
  if (config.databaseUrl === null) throw new ConfigProblem('DATABASE_URL is not set; npm start sets it for the demonstration.');
  const passwords = await rolePasswords(config.dataDir);
  await migrate({ url: config.databaseUrl, passwords, ...(config.rolePrefix === null ? {} : { rolePrefix: config.rolePrefix }) });
  if (config.mode !== 'production') await seedDemonstration(config);
}

try {
  await prepare();
  process.send?.({ ready: true });
} catch (error) {
  const sentence = error instanceof Error ? error.message : 'The database could not be made ready.';
  process.send?.({ failed: sentence });
  process.stderr.write(`${error instanceof Error ? (error.stack ?? sentence) : sentence}\n`);
  process.exitCode = 1;
} finally {
  if (process.connected) process.disconnect();
}
