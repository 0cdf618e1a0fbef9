/** The jobs of redaction: reading an item and suggesting its marks. */

import { installedOffice } from '../intake/office.ts';
import type { Tools } from '../platform/house.ts';
import type { JobHandlers } from '../platform/jobs.ts';
import { suggestMarks } from './suggest-marks.ts';

/** A long scan outlasts the queue's patience: the job that comes again in this process waits for the one that runs. */
export function redactionJobs(tools: Tools): JobHandlers {
  const office = installedOffice(tools);
  const running = new Map<string, Promise<void>>();
  return {
    'suggest-marks': async (payload) => {
      const known = running.get(payload.itemId);
      if (known !== undefined) return known;
      const reading = suggestMarks({ ...tools, office }, payload).finally(() => running.delete(payload.itemId));
      running.set(payload.itemId, reading);
      return reading;
    },
  };
}
