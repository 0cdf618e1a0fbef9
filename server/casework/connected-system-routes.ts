/** The doors of the connected systems: what each is, when it last answered, and a test that asks for nobody. */

import { systemPage, systemsPage, type SystemModel, type TestedSystem } from '../../client/views/casework/systems.ts';
import { checkSystem } from '../connected-systems/ask-system.ts';
import { usualLimits, type ConnectedSystem } from '../connected-systems/connector.ts';
import type { StaffActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor } from '../platform/database.ts';
import type { House } from '../platform/house.ts';
import { get, permit, post, type Route, type Seek, type Visit } from '../platform/permit.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { workOnCase } from './loaders.ts';
import { lastAnswers } from './search-store.ts';

interface SystemThing {
  readonly id: string;
  readonly isKnownToOfficers: true;
  readonly system: ConnectedSystem;
}

type Systems = readonly ConnectedSystem[];

export function systemRoutes(systems: Systems): readonly Route[] {
  const all = (): Promise<{ readonly id: string; readonly isKnownToOfficers: true }> => Promise.resolve({ id: 'all', isKnownToOfficers: true });
  const one = ({ params }: Seek<'staff'>): Promise<SystemThing | null> => {
    const system = systems.find(({ key }) => key === params['system']);
    return Promise.resolve(system === undefined ? null : { id: system.key, isKnownToOfficers: true, system });
  };
  return [
    get('/officer/systems', permit('list', 'ConnectedSystem', { by: 'staff', load: all, ...workOnCase }), (visit) => showSystems(visit, systems)),
    get('/officer/systems/:system', permit('view', 'ConnectedSystem', { by: 'staff', load: one, ...workOnCase }), (visit) => showSystem(visit)),
    post('/officer/systems/:system/test', permit('verify', 'ConnectedSystem', { by: 'staff', load: one, ...workOnCase }), testSystem),
  ];
}

async function modelsOf(house: House, actor: StaffActor, systems: Systems): Promise<readonly SystemModel[]> {
  const answered = await asActor(house.database, actor, lastAnswers);
  return systems.map((system) => {
    const at = answered.get(system.key);
    return {
      description: system.describe(),
      suspendedSinceOn: system.suspended?.sinceOn ?? null,
      lastAnswer: at === undefined ? null : { at, on: civilDay(at) },
    };
  });
}

async function showSystems({ house, actor, page, show }: Visit<object, StaffActor>, systems: Systems): Promise<void> {
  show(systemsPage(await modelsOf(house, actor, systems), page));
}

async function showSystem({ house, actor, thing, page, show }: Visit<SystemThing, StaffActor>, tested?: TestedSystem): Promise<void> {
  const [model] = await modelsOf(house, actor, [thing.system]);
  if (model === undefined) throw new Error('a system has no model');
  show(systemPage(tested === undefined ? model : { ...model, tested }, page));
}

const testLimits = { ...usualLimits, connectMs: 5_000, idleMs: 8_000, wholeMs: 10_000 };

/** Recorded, because it reaches into another team's system; the answer is shown at once and kept nowhere else. */
async function testSystem(visit: Visit<SystemThing, StaffActor>): Promise<void> {
  const { house, actor, thing } = visit;
  const beganAtMs = performance.now();
  const answer = await checkSystem(thing.system, { signal: AbortSignal.timeout(testLimits.wholeMs + 1_000), limits: testLimits });
  const milliseconds = Math.round(performance.now() - beganAtMs);
  await recordedChange(house.database, { actor, action: 'system.test', about: { type: 'ConnectedSystem', id: thing.id }, details: { outcome: answer.outcome } }, () => Promise.resolve());
  const reason = answer.outcome === 'errored' ? answer.reason : null;
  await showSystem(visit, { isReachable: answer.outcome === 'reachable', reason, milliseconds });
}
