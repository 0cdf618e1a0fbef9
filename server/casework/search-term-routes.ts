/** The doors of what else to search with: the form, adding, taking away, and asking anew whoever answered before. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { StaffActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { InvalidForm } from '../platform/errors.ts';
import { get, permit, post, type Route, type Visit } from '../platform/permit.ts';
import type { Case } from './case.ts';
import { addSearchTerm, removeSearchTerm } from './change-search-terms.ts';
import { showCollect } from './collect-routes.ts';
import { loadCase, workOnCase } from './loaders.ts';
import { caseKeyScope } from './places.ts';
import { retrySystem } from './retry-system.ts';
import { readTerm, typedTerm } from './search-term-form.ts';
import { isOutdated } from './search-term.ts';
import { systemsAsked } from './search-terms-model.ts';
import { searchTermsOf } from './search-terms.ts';
import { searchesOf } from './search-store.ts';

type CaseVisit = Visit<Case, StaffActor>;
type Systems = readonly ConnectedSystem[];

export function searchTermRoutes(systems: Systems): readonly Route[] {
  const collect = permit('collect', 'Case', { by: 'staff', load: loadCase, ...workOnCase });
  const at = '/officer/cases/:case/collect';
  return [
    get(`${at}/terms`, collect, (visit) => showCollect(visit, systems, { adding: { typed: {}, problems: {} } })),
    post(`${at}/terms`, collect, (visit) => add(visit, systems)),
    post(`${at}/terms/:term/remove`, collect, remove),
    post(`${at}/search-again`, collect, searchAgain),
  ];
}

async function add(visit: CaseVisit, systems: Systems): Promise<void> {
  const { house, actor, thing, posted, redirect } = visit;
  try {
    const read = readTerm(posted, systemsAsked(systems, thing).map(({ key }) => key));
    await addSearchTerm(house, actor, { found: thing, ...read });
    redirect(`/officer/cases/${thing.id}/collect#terms`);
  } catch (error) {
    if (!(error instanceof InvalidForm)) throw error;
    await showCollect(visit, systems, { adding: { typed: typedTerm(posted), problems: error.problems } });
  }
}

async function remove({ house, actor, thing, params, redirect }: CaseVisit): Promise<void> {
  await removeSearchTerm(house, actor, { found: thing, termId: params['term'] ?? '' });
  redirect(`/officer/cases/${thing.id}/collect#terms`);
}

async function searchAgain({ house, actor, thing, redirect }: CaseVisit): Promise<void> {
  const key = await house.keys.keyFor(caseKeyScope(thing.id));
  const { searches, terms } = await asActor(house.database, actor, async (read) => ({ searches: await searchesOf(read, thing.id), terms: await searchTermsOf(read, { caseId: thing.id, key }) }));
  for (const { systemId } of searches.filter((search) => isOutdated(search, terms))) await retrySystem(house, actor, { found: thing, systemId });
  redirect(`/officer/cases/${thing.id}/collect`);
}
