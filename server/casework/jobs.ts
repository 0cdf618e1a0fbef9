/** The jobs of casework: collecting one system for one case. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { Tools } from '../platform/house.ts';
import type { JobHandlers } from '../platform/jobs.ts';
import { collectSystem } from './collect-system.ts';

export function caseworkJobs(tools: Tools, systems: readonly ConnectedSystem[]): JobHandlers {
  return {
    'collect-system': async (payload, { signal }) => {
      const system = systems.find(({ key }) => key === payload.systemId);
      if (system === undefined) throw new Error('no system of that key is connected');
      await collectSystem(tools, { system, payload, signal });
    },
  };
}
