/** The job that concludes a rehearsal once every system has answered. */

import type { Tools } from '../platform/house.ts';
import type { JobHandlers } from '../platform/jobs.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { readPlanted } from './planted.ts';
import { concludeRehearsal } from './rehearse.ts';

/** How soon it is looked again at a rehearsal whose systems have not all answered. */
export const lookAgainMs = 60_000;

export function rehearsalJobs(tools: Tools): JobHandlers {
  return {
    'conclude-rehearsal': async ({ caseId }) => {
      const planted = await readPlanted(tools.config.descriptionsFolder);
      if (planted === null || (await concludeRehearsal(tools, planted, caseId)) !== null) return;
      await concludeLater(tools, caseId);
    },
  };
}

export async function concludeLater(tools: Pick<Tools, 'database' | 'clock'>, caseId: string): Promise<void> {
  const record = { actor: { kind: 'worker', job: 'rehearse', caseId }, action: 'rehearsal.wait', about: { type: 'Case', id: caseId }, caseId } as const;
  await recordedChange(tools.database, record, (change) => change.enqueue('conclude-rehearsal', { caseId }, { startAfter: new Date(tools.clock.now().getTime() + lookAgainMs) }));
}
