/** The jobs of casework: collecting one system for one case, from a machine or from whoever answers for it, and looking over what came. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { askContact } from '../data-requests/ask-contact.ts';
import type { Tools } from '../platform/house.ts';
import type { JobHandlers } from '../platform/jobs.ts';
import { checkItems } from './check-items.ts';
import { collectSystem } from './collect-system.ts';

export function caseworkJobs(tools: Tools, systems: readonly ConnectedSystem[]): JobHandlers {
  return {
    'collect-system': async (payload, { signal }) => {
      const system = systems.find(({ key }) => key === payload.systemId);
      if (system === undefined) throw new Error('no system of that key is connected');
      if (system.answeredBy !== undefined && system.suspended === undefined) await askContact(tools, { system, payload });
      else await collectSystem(tools, { system, payload, signal });
    },
    'check-items': (payload) => checkItems(tools, payload),
  };
}
