/** The command that rehearses now, and says what was missed and in which system. */

import type { Writable } from 'node:stream';
import { readConfig } from '../platform/config.ts';
import { withDatabaseOf } from '../platform/embedded-postgres/join.ts';
import { openTools } from '../platform/tools.ts';
import { openSystems } from '../services.ts';
import { readPlanted } from './planted.ts';
import { unplantedAmong } from './rehearsal.ts';
import { rehearsedSystems, rehearseHere } from './rehearse.ts';

interface Outcome {
  readonly exitStatus: 0 | 1;
}

/** A system that answers nobody is given up sooner than this. */
const longestMs = 15 * 60_000;

/** Prints `{found, missed: [{system, record, because}], unplanted}`; `unplanted` names systems in which nothing is planted, though nobody has said why. */
export function rehearseCommand({ output }: { readonly output: Writable }): Promise<Outcome> {
  return withDatabaseOf(readConfig(), async (config) => {
    const planted = await readPlanted(config.descriptionsFolder);
    if (planted === null) throw new Error('Nobody is planted: there is no rehearsal.yml beside the descriptions of systems.');
    const tools = await openTools({ config, role: 'worker', maxConnections: 4 });
    try {
      const systems = await openSystems(config);
      const result = await rehearseHere(tools, { systems, planted, signal: AbortSignal.timeout(longestMs) });
      if (result === null) throw new Error('A system is still being asked; the rehearsal is concluded by the worker.');
      const unplanted = unplantedAmong(rehearsedSystems(systems).map(({ key }) => key), planted);
      output.write(`${JSON.stringify({ ...result, unplanted })}\n`);
      return { exitStatus: result.missed.length + unplanted.length === 0 ? 0 : 1 };
    } finally {
      await tools.close();
    }
  });
}
