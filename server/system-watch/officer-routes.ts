/** The doors of the connected systems: how each fares, a test that asks for nobody, and what it has that nobody classed. */

import type { DriftForm } from '../../client/views/system-watch/drift.ts';
import { systemPage, systemsPage, type TestedSystem } from '../../client/views/system-watch/systems.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { workOnCase } from '../casework/loaders.ts';
import type { StaffActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { InvalidForm, NotFound } from '../platform/errors.ts';
import { get, permit, post, type Route, type Seek, type Visit } from '../platform/permit.ts';
import { decideDrift, readClassings } from './decide-drift.ts';
import { systemModels } from './systems-model.ts';
import { testSystem } from './test-system.ts';

interface SystemThing {
  readonly id: string;
  readonly isKnownToOfficers: true;
  readonly system: ConnectedSystem;
}

type Systems = readonly ConnectedSystem[];
type SystemVisit = Visit<SystemThing, StaffActor>;

export function systemWatchRoutes(systems: Systems): readonly Route[] {
  const all = (): Promise<{ readonly id: string; readonly isKnownToOfficers: true }> => Promise.resolve({ id: 'all', isKnownToOfficers: true });
  const one = ({ params }: Seek<'staff'>): Promise<SystemThing | null> => {
    const system = systems.find(({ key }) => key === params['system']);
    return Promise.resolve(system === undefined ? null : { id: system.key, isKnownToOfficers: true, system });
  };
  return [
    get('/officer/systems', permit('list', 'ConnectedSystem', { by: 'staff', load: all, ...workOnCase }), (visit) => showSystems(visit, systems)),
    get('/officer/systems/:system', permit('view', 'ConnectedSystem', { by: 'staff', load: one, ...workOnCase }), (visit) => showSystem(visit)),
    post('/officer/systems/:system/test', permit('verify', 'ConnectedSystem', { by: 'staff', load: one, ...workOnCase }), tryConnection),
    post('/officer/systems/:system/drift', permit('decide', 'ConnectedSystem', { by: 'staff', load: one, ...workOnCase }), classDrift),
  ];
}

async function showSystems({ house, actor, page, show }: Visit<object, StaffActor>, systems: Systems): Promise<void> {
  const now = house.clock.now();
  show(systemsPage(await asActor(house.database, actor, (read) => systemModels(read, { systems, now })), page));
}

interface Shown {
  readonly tested?: TestedSystem;
  readonly form?: DriftForm;
}

async function showSystem({ house, actor, thing, page, show, may }: SystemVisit, shown: Shown = {}): Promise<void> {
  const now = house.clock.now();
  const [model] = await asActor(house.database, actor, (read) => systemModels(read, { systems: [thing.system], now }));
  if (model === undefined) throw new Error('a system has no model');
  const mayDecide = may('decide', 'ConnectedSystem', thing);
  show(systemPage({ ...model, mayDecide, ...shown }, page), shown.form === undefined ? 200 : 422);
}

async function tryConnection(visit: SystemVisit): Promise<void> {
  const { house, actor, thing } = visit;
  if (thing.system.answeredBy !== undefined) throw new NotFound('a person is not tested');
  const { check, milliseconds } = await testSystem(house, actor, thing.system);
  const isReachable = check.outcome === 'reachable';
  await showSystem(visit, { tested: { isReachable, reason: check.outcome === 'errored' ? check.reason : null, staleSince: isReachable ? (check.stale?.writtenAt ?? null) : null, milliseconds } });
}

async function classDrift(visit: SystemVisit): Promise<void> {
  const { house, actor, thing, posted, redirect } = visit;
  const [model] = await asActor(house.database, actor, (read) => systemModels(read, { systems: [thing.system], now: house.clock.now() }));
  const asked = [...(model?.drift.toDecide ?? []), ...(model?.drift.decided ?? [])];
  try {
    await decideDrift(house, actor, { systemId: thing.id, classings: readClassings(posted, asked) });
    redirect(`/officer/systems/${thing.id}`);
  } catch (error) {
    if (!(error instanceof InvalidForm)) throw error;
    await showSystem(visit, { form: { posted, problems: error.problems } });
  }
}
