/** A person whom one system knows, at the doors of what we hold and of requests: for journeys that begin with a look. */

import type { ConnectedSystem, SystemDescription } from '../../server/connected-systems/connector.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { identityPlace } from '../../server/data-subjects/identity.ts';
import { openHoldingsDesk } from '../../server/holdings/gather-holdings.ts';
import { lookAt } from '../../server/holdings/own-items.ts';
import { ownSubject } from '../../server/holdings/own-subject.ts';
import { holdingsRoutes } from '../../server/holdings/resident-routes.ts';
import { frozenClock, type Clock } from '../../server/platform/clock.ts';
import { newId } from '../../server/platform/ids.ts';
import { sealJson } from '../../server/platform/sealing.ts';
import { requestOfficerRoutes } from '../../server/requests/officer-routes.ts';
import { residentRequestRoutes } from '../../server/requests/resident-routes.ts';
import { aPerson, aRecord, aSystem, behindTheCurtain, type SystemInMemory } from './casework.ts';
import { housing } from './described-systems.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from './signed-in-portal.ts';

export interface HeldRecords {
  readonly portal: SignedInPortal;
  readonly clock: { at: string } & Clock;
  /** Its items are changed by a test. */
  readonly system: SystemInMemory;
  /** Bound, with an identity that systems can be asked with. */
  known(): Promise<PersonSignedIn>;
  /** As if they had looked at the whole page then; a session of that day would be over by now. */
  lookedAt(person: PersonSignedIn, at: string): Promise<void>;
}

export const aTap = aRecord('R-1', { collection: 'repairs', title: 'A dripping tap', heldOn: '2026-01-05', fields: [{ label: 'Reported', value: 'Kitchen tap drips.' }] });

export async function startHeldRecords({ description = housing, more = [] }: { readonly description?: SystemDescription; readonly more?: readonly ConnectedSystem[] } = {}): Promise<HeldRecords> {
  const clock = { at: '2026-11-03T10:00:00Z', now: () => new Date(clock.at) };
  const system = { ...aSystem({ key: description.key }), items: [aTap], describe: () => description };
  system.fetch = async function* fetch() {
    for (const item of system.items) yield await Promise.resolve(item);
  };
  system.find = () => Promise.resolve(system.found);
  const systems = [system, ...more];
  const desk = openHoldingsDesk({ patienceMs: 30_000, wholeMs: 60_000 });
  const portal = await startSignedInPortal({ routes: [...holdingsRoutes({ systems }, desk), ...residentRequestRoutes({ systems }, desk), ...caseworkRoutes({ systems }), ...requestOfficerRoutes], clock });
  return {
    portal, clock, system,
    known: async () => {
      const person = await portal.resident();
      const id = person.dataSubjectId ?? '';
      const sealed = sealJson(await portal.tools.keys.keyFor(`subject:${id}`), identityPlace(id), aPerson);
      await behindTheCurtain(portal, newId(), { sql: 'update data_subjects set sealed_identity = $1 where id = $2', values: [sealed, id] });
      return person;
    },
    lookedAt: async ({ actor }, at) => {
      const subject = await ownSubject(portal.tools, actor);
      if (typeof subject === 'string') throw new Error(`whoever looks is known: ${subject}`);
      await lookAt({ house: { ...portal.tools, clock: frozenClock(at) }, actor, subject }, { desk, systems });
    },
  };
}

/** The addresses of the items on a page, in its order. */
export function itemsOn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\/information\/items\/([\w-]{22})/g)].map(([, address]) => address ?? ''))];
}
