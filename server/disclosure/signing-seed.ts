/** The secret that signs answers, kept beside the keys and outside the database. */

import { join } from 'node:path';
import type { Config } from '../platform/config.ts';
import { readOrMakeSecret } from '../platform/sealed-files.ts';

export function signingSeed(config: Pick<Config, 'keysDir'>): Promise<Buffer> {
  return readOrMakeSecret(join(config.keysDir, 'answer-signing'), 32);
}
