/** Every job of the worker, in one list. */

import { caseworkJobs } from './casework/jobs.ts';
import { caseworkSource } from './clearance/casework-source.ts';
import { correspondenceJobs } from './correspondence/jobs.ts';
import { disclosureJobs } from './disclosure/jobs.ts';
import type { Tools } from './platform/house.ts';
import type { JobHandlers } from './platform/jobs.ts';
import { redactionJobs } from './redaction/jobs.ts';
import type { WorkerServices } from './services.ts';

export function allJobs(tools: Tools, services: WorkerServices): JobHandlers {
  return {
    ...correspondenceJobs(tools),
    ...caseworkJobs(tools, services.systems),
    ...redactionJobs(tools),
    ...disclosureJobs(tools, caseworkSource(tools, services.systems)),
  };
}
