/** For commands: the database that is configured, or the demonstration's own, joined if it runs, else started for as long as the command takes. */

import type { Config } from '../config.ts';
import { startEmbeddedPostgres } from './launch.ts';

export async function withDatabaseOf<T>(config: Config, work: (config: Config) => Promise<T>): Promise<T> {
  if (config.databaseUrl !== null) return work(config);
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir });
  try {
    return await work({ ...config, databaseUrl: embedded.url });
  } finally {
    await embedded.stop();
  }
}
