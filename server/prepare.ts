/** Makes the database ready before anything is served: migrations, what must stay shredded, then the people of a demonstration. */

import { ConfigProblem, readConfig, type Config } from './platform/config.ts';
import { migrate } from './platform/migrate.ts';
import { openTools } from './platform/tools.ts';
import { rolePasswords } from './platform/secrets.ts';
import { applyShreddings } from './retention/apply-shreddings.ts';
import { seedDemonstration } from './seed-demonstration.ts';

async function prepare(): Promise<void> {
  const config = readConfig();
  if (config.databaseUrl === null) throw new ConfigProblem('DATABASE_URL is not set; npm start sets it for the demonstration.');
  const passwords = await rolePasswords(config.dataDir);
  await migrate({ url: config.databaseUrl, passwords, ...(config.rolePrefix === null ? {} : { rolePrefix: config.rolePrefix }) });
  await shredAgain(config);
  if (config.mode !== 'production') await seedDemonstration(config);
}

/** A restored copy must not bring back what was shredded, so this comes before anything is served. */
async function shredAgain(config: Config): Promise<void> {
  const tools = await openTools({ config, role: 'worker', maxConnections: 2 });
  try {
    await applyShreddings(tools);
  } finally {
    await tools.close();
  }
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
