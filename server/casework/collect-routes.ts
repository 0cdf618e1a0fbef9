/** The doors of collecting: begin, watch it live, ask again, leave a system out, decide who is meant. */

import { z } from 'zod';
import { collectPage, type CollectModel } from '../../client/views/casework/collect.ts';
import { matchPage } from '../../client/views/casework/match.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { readIdentity } from '../data-subjects/identity.ts';
import type { StaffActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor } from '../platform/database.ts';
import { Conflict, InvalidForm } from '../platform/errors.ts';
import { readForm, textOf } from '../platform/forms.ts';
import { get, permit, post, type Route, type Visit } from '../platform/permit.ts';
import type { Case } from './case.ts';
import { collectModel, refreshSeconds } from './collect-model.ts';
import { besideMatch, decideMatch } from './decide-match.ts';
import { excuseSystem } from './excuse-system.ts';
import { isWorkedOnBy, loadCase, loadMatch, noteLook, workOnCase } from './loaders.ts';
import { maskedIdentity } from './masking.ts';
import { fieldsToShow, type Match } from './match.ts';
import { officerNames } from './officer-names.ts';
import { retrySystem } from './retry-system.ts';
import { searchesOf } from './search-store.ts';
import { startCollecting } from './start-collecting.ts';
import { mayRetry } from './system-search.ts';

type CaseVisit = Visit<Case, StaffActor>;
type Systems = readonly ConnectedSystem[];

export function collectRoutes(systems: Systems): readonly Route[] {
  const viewCase = permit('view', 'Case', { by: 'staff', load: loadCase, ...workOnCase });
  const collect = permit('collect', 'Case', { by: 'staff', load: loadCase, ...workOnCase });
  const at = '/officer/cases/:case';
  return [
    get(`${at}/collect`, viewCase, (visit) => showCollect(visit, systems)),
    post(`${at}/collect`, collect, (visit) => begin(visit, systems)),
    post(`${at}/collect/try-again`, collect, retryFailed),
    post(`${at}/collect/:system/try-again`, collect, retryOne),
    post(`${at}/collect/:system/leave-out`, collect, (visit) => leaveOut(visit, systems)),
    get(`${at}/matches/:match`, permit('view', 'Match', { by: 'staff', load: loadMatch, ...workOnCase }), (visit) => showMatch(visit, { systems })),
    post(`${at}/matches/:match`, permit('decide', 'Match', { by: 'staff', load: loadMatch, ...workOnCase }), (visit) => decide(visit, systems)),
  ];
}

/** What an officer is in the middle of: the page does not look again meanwhile, and keeps every word. */
interface Doing {
  readonly excuse?: CollectModel['excuse'] & object;
  readonly adding?: CollectModel['adding'] & object;
}

export async function showCollect(visit: CaseVisit, systems: Systems, doing: Doing = {}): Promise<void> {
  const { house, actor, thing, page, show } = visit;
  const now = house.clock.now();
  const model = await asActor(house.database, actor, (read) => collectModel(house, read, { found: thing, systems, actor, now, page }));
  await noteLook(house, actor, { found: thing, look: { what: 'case' } });
  const seconds = refreshSeconds(model, now);
  const isDoing = doing.excuse !== undefined || doing.adding !== undefined;
  const live = seconds === null || isDoing ? page : { ...page, refreshSeconds: seconds };
  const hasProblem = doing.excuse !== undefined || Object.keys(doing.adding?.problems ?? {}).length > 0;
  show(collectPage({ ...model, ...doing }, live), hasProblem ? 422 : 200);
}

async function begin({ house, actor, thing, redirect }: CaseVisit, systems: Systems): Promise<void> {
  await startCollecting(house, actor, { found: thing, systems });
  redirect(`/officer/cases/${thing.id}/collect`);
}

async function retryOne({ house, actor, thing, params, redirect }: CaseVisit): Promise<void> {
  await retrySystem(house, actor, { found: thing, systemId: params['system'] ?? '' });
  redirect(`/officer/cases/${thing.id}/collect`);
}

async function retryFailed({ house, actor, thing, redirect }: CaseVisit): Promise<void> {
  const now = house.clock.now();
  const searches = await asActor(house.database, actor, (read) => searchesOf(read, thing.id));
  for (const { systemId } of searches.filter((search) => mayRetry(search, now))) await retrySystem(house, actor, { found: thing, systemId });
  redirect(`/officer/cases/${thing.id}/collect`);
}

const because = z.object({ because: z.string().trim().min(1, 'casework.collect.becauseMissing').max(500, 'casework.collect.becauseLong') });

async function leaveOut(visit: CaseVisit, systems: Systems): Promise<void> {
  const { house, actor, thing, params, posted, redirect } = visit;
  const systemId = params['system'] ?? '';
  try {
    const form = readForm(because, { because: textOf(posted, 'because') });
    await excuseSystem(house, actor, { found: thing, systemId, because: form.because });
    redirect(`/officer/cases/${thing.id}/collect`);
  } catch (error) {
    if (!(error instanceof InvalidForm)) throw error;
    await showCollect(visit, systems, { excuse: { systemId, because: textOf(posted, 'because'), problem: error.problems['because'] ?? 'casework.collect.becauseMissing' } });
  }
}

async function showMatch(visit: Visit<Match, StaffActor>, { systems, problem }: { readonly systems: Systems; readonly problem?: string }): Promise<void> {
  const { house, actor, thing, page, show } = visit;
  const { found } = thing;
  const { identity, names, beside } = await asActor(house.database, actor, async (read) => ({
    identity: await readIdentity(house, read, found.dataSubjectId),
    names: await officerNames(house, read, [found.ownerAccountId, thing.decidedBy ?? '']),
    beside: await besideMatch(house, read, thing),
  }));
  await noteLook(house, actor, { found, look: { what: 'match', aboutId: thing.id } });
  const systemName = systems.find(({ key }) => key === thing.systemId)?.describe().plainName ?? thing.systemId;
  const model = {
    match: thing,
    ownerName: names.get(found.ownerAccountId) ?? null,
    systemName,
    mayDecide: isWorkedOnBy(actor, found) && !found.isWithApprover,
    fields: fieldsToShow(thing.candidate, maskedIdentity(identity)),
    ...beside,
    decidedBy: names.get(thing.decidedBy ?? '') ?? null,
    decidedOn: thing.decidedAt === null ? null : civilDay(thing.decidedAt),
    ...(problem === undefined ? {} : { problem }),
  };
  show(matchPage(model, page), problem === undefined ? 200 : 422);
}

const decision = z.object({
  answer: z.enum(['same', 'not-same', 'cannot-tell'], 'casework.match.missing'),
  state: z.enum(['probable', 'certain', 'rejected'], 'casework.match.missing'),
});

/** The form says what it was shown: an answer given meanwhile by somebody else is never overwritten unseen. */
async function decide(visit: Visit<Match, StaffActor>, systems: Systems): Promise<void> {
  const { house, actor, thing, posted, redirect } = visit;
  if (thing.found.isWithApprover) throw new Conflict('case-changed');
  const form = decision.safeParse({ answer: textOf(posted, 'answer'), state: textOf(posted, 'state') });
  if (!form.success) {
    await showMatch(visit, { systems, problem: 'casework.match.missing' });
    return;
  }
  if (form.data.state !== thing.state) throw new Conflict('match-decided');
  await decideMatch(house, actor, { match: thing, answer: form.data.answer });
  redirect(`/officer/cases/${thing.found.id}/collect`);
}
