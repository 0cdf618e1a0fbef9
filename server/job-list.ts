/** Every job of the worker, and all it does regularly, in two lists. */

import { caseworkJobs } from './casework/jobs.ts';
import { caseworkDeeds } from './casework/regular-deeds.ts';
import { caseworkSource } from './clearance/casework-source.ts';
import { correspondenceJobs } from './correspondence/jobs.ts';
import { dataRequestJobs } from './data-requests/jobs.ts';
import { dataRequestDeeds } from './data-requests/regular-deeds.ts';
import { disclosureJobs } from './disclosure/jobs.ts';
import type { Tools } from './platform/house.ts';
import type { JobHandlers } from './platform/jobs.ts';
import type { RegularDeed } from './platform/timetable.ts';
import { redactionJobs } from './redaction/jobs.ts';
import { rehearsalJobs } from './rehearsals/jobs.ts';
import { rehearsalDeeds } from './rehearsals/regular-deeds.ts';
import { sweep } from './retention/sweep.ts';
import type { WorkerServices } from './services.ts';
import { systemWatchDeeds } from './system-watch/regular-deeds.ts';

export function allJobs(tools: Tools, services: WorkerServices): JobHandlers {
  return {
    ...correspondenceJobs(tools),
    ...dataRequestJobs(tools),
    ...caseworkJobs(tools, services.systems),
    ...redactionJobs(tools),
    ...rehearsalJobs(tools),
    ...disclosureJobs(tools, caseworkSource(tools, services.systems)),
  };
}

export function regularDeeds(tools: Tools, services: WorkerServices): readonly RegularDeed[] {
  return [
    { name: 'sweep', every: { minutes: 60 }, run: async () => void (await sweep(tools)) },
    ...caseworkDeeds(tools),
    ...systemWatchDeeds(tools, services.systems),
    ...rehearsalDeeds(tools, services.systems),
    ...dataRequestDeeds(tools, services.systems),
  ];
}
