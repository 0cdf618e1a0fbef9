/** A store that no machine can read: a service contact is asked to look, by a data request that the portal sends. */

import { z } from 'zod';
import { connectorKind } from './connections/connector-kind.ts';
import { SystemFault, type ConnectedSystem, type ServiceContact, type SystemDescription } from './connector.ts';

const settings = z.strictObject({
  contact_name: z.string().trim().min(1),
  contact_email: z.email(),
  /** Asked when the contact has not answered after two chases: the head of the service. */
  escalation_name: z.string().trim().min(1),
  escalation_email: z.email(),
});

export const manualKind = connectorKind({
  kind: 'manual',
  settings,
  open: (given, { description, suspended }) =>
    manualSystem(description, {
      answeredBy: { name: given.contact_name, email: given.contact_email, escalation: { name: given.escalation_name, email: given.escalation_email } },
      ...(suspended === undefined ? {} : { suspended }),
    }),
});

/** Whoever collects sees `answeredBy` first and asks that person. A machine that asks all the same is told that it cannot search here. */
export function manualSystem(description: SystemDescription, { answeredBy, suspended }: { readonly answeredBy: ServiceContact; readonly suspended?: { readonly sinceOn: string } }): ConnectedSystem {
  return {
    key: description.key,
    ...(suspended === undefined ? {} : { suspended }),
    answeredBy,
    describe: () => description,
    find: () => Promise.resolve({ found: 'identifier not supported' }),
    fetch: () => {
      throw new SystemFault('unexpected', 'a service contact answers for this system');
    },
    check: () => Promise.resolve(),
  };
}
