/** The commands that shred a case, and that look after a restore whether anything shredded has come back. */

import type { Writable } from 'node:stream';
import { readConfig } from '../platform/config.ts';
import { withDatabaseOf } from '../platform/embedded-postgres/join.ts';
import { Conflict, NotFound } from '../platform/errors.ts';
import { idPattern } from '../platform/ids.ts';
import type { Tools } from '../platform/house.ts';
import { openTools } from '../platform/tools.ts';
import { applyShreddings } from './apply-shreddings.ts';
import { shredCase } from './shred-case.ts';

interface Outcome {
  readonly exitStatus: 0 | 1;
}

export async function shredCommand({ caseId, output }: { readonly caseId: string; readonly output: Writable }): Promise<Outcome> {
  if (!idPattern.test(caseId)) throw new Error('--case takes the id of a case: 22 letters, digits, dashes or underscores.');
  const { filesRemoved, isNew } = await withTools((tools) => shredCase(tools, caseId)).catch((error: unknown) => {
    throw new Error(sentenceFor(error), { cause: error });
  });
  output.write(`${JSON.stringify({ case: caseId, shredded: true, already: !isNew, files_removed: filesRemoved })}\n`);
  return { exitStatus: 0 };
}

export async function restoreCheckCommand({ output }: { readonly output: Writable }): Promise<Outcome> {
  const applied = await withTools(applyShreddings);
  output.write(`${JSON.stringify({
    shredded: applied.shredded,
    keys_destroyed_again: applied.keysDestroyedAgain,
    tombstones_put_back: applied.tombstonesPutBack,
    rows_put_back: applied.rowsPutBack,
  })}\n`);
  return { exitStatus: 0 };
}

function sentenceFor(error: unknown): string {
  if (error instanceof NotFound) return 'There is no such case.';
  if (error instanceof Conflict) return 'This case is still being worked on; only a released or closed case can be shredded.';
  return error instanceof Error ? error.message : 'The case could not be shredded.';
}

function withTools<T>(work: (tools: Tools) => Promise<T>): Promise<T> {
  return withDatabaseOf(readConfig(), async (config) => {
    const tools = await openTools({ config, role: 'worker', maxConnections: 2 });
    try {
      return await work(tools);
    } finally {
      await tools.close();
    }
  });
}
