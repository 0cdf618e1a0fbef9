/** The job that concludes a rehearsal once every system has answered. */

import type { Tools } from '../platform/house.ts';
import type { JobHandlers } from '../platform/jobs.ts';
import { concludeLater } from './conclude-later.ts';
import { readPlanted } from './planted.ts';
import { concludeRehearsal } from './rehearse.ts';

export function rehearsalJobs(tools: Tools): JobHandlers {
  return {
    'conclude-rehearsal': async ({ caseId }) => {
      const planted = await readPlanted(tools.config.descriptionsFolder);
      if (planted === null || (await concludeRehearsal(tools, planted, caseId)) !== null) return;
      await concludeLater(tools, caseId);
    },
  };
}
