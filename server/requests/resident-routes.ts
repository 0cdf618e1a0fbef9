/** The doors through which a resident asks for a copy and follows the request. */

import { answeredPage } from '../../client/views/requests/answered.ts';
import { datesPage } from '../../client/views/requests/dates.ts';
import { rectificationTrackerPage } from '../../client/views/requests/rectification-tracker.ts';
import { requestsPage } from '../../client/views/requests/list.ts';
import { sentPage } from '../../client/views/requests/sent.ts';
import { trackerPage } from '../../client/views/requests/tracker.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { openHoldingsDesk, type HoldingsDesk } from '../holdings/gather-holdings.ts';
import { asActor, asActorOnce } from '../platform/database.ts';
import { textOf } from '../platform/forms.ts';
import { get, own, permit, post, type Route, type Seek, type Visit } from '../platform/permit.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { countBeforeAsking } from './answers-before-asking.ts';
import { dayInLondon } from './calendar-days.ts';
import { firstUndone } from './draft.ts';
import { fileRequest } from './file-request.ts';
import { ownRequest, type OwnRequest } from './own-request.ts';
import { requestsOfAccount } from './store.ts';
import { answerStep, beginRequest, draftOf, showFirstStep, showStep, type DraftThing } from './step-doors.ts';
import { rectificationTrackerModel, trackerModel } from './tracker-model.ts';
import { sendWrong, showWrong } from './wrong-doors.ts';

export function residentRequestRoutes(services: { readonly systems: readonly ConnectedSystem[] }, holdings: HoldingsDesk = openHoldingsDesk()): readonly Route[] {
  const desk = { desk: holdings, systems: services.systems };
  const wrong = permit('file', 'Request', { by: 'resident', load: own, act: 'see-what-we-hold', object: () => '' });
  const asking = permit('file', 'Request', { by: 'resident', load: own, act: 'make-request', object: () => '' });
  const serviceNames = [...new Set(services.systems.map((system) => system.describe().service))];
  const draft = { by: 'resident', load: draftOf, act: 'make-request', object: () => '' } as const;
  const request = { by: 'resident', load: requestOf, act: 'see-own-request', object: () => '' } as const;
  return [
    get('/requests', permit('list', 'Request', { by: 'resident', load: own, act: 'make-request', object: () => '' }), listRequests),
    get('/requests/new', asking, (visit) => showFirstStep(visit, serviceNames, desk)),
    post('/requests/new', asking, (visit) => beginRequest(visit, serviceNames, desk)),
    get('/requests/new/answered', asking, ({ page, show }) => show(answeredPage(page))),
    post('/requests/new/answered', asking, countAnswered),
    get('/requests/new/:draft/:step', permit('view', 'RequestDraft', draft), (visit) => showStep(visit, serviceNames)),
    post('/requests/new/:draft/check', permit('change', 'RequestDraft', { ...draft, load: draftOrSent }), (visit) => send(visit, serviceNames)),
    post('/requests/new/:draft/:step', permit('change', 'RequestDraft', draft), (visit) => answerStep(visit, serviceNames)),
    get('/requests/:request', permit('view', 'Request', request), showTracker),
    get('/requests/:request/dates', permit('view', 'Request', request), showDates),
    get('/requests/:request/sent', permit('view', 'Request', request), showSent),
    get('/information/items/:item/wrong', wrong, (visit) => showWrong(visit, desk)),
    post('/information/items/:item/wrong', wrong, (visit) => sendWrong(visit, desk)),
  ];
}

function requestOf({ house, actor, params }: Seek<'resident'>): Promise<OwnRequest | null> {
  return asActorOnce(house.database, actor, (read) => ownRequest(house, read, params['request'] ?? ''));
}

async function listRequests({ house, actor, page, show }: Visit<object, ResidentActor>): Promise<void> {
  const rows = await asActor(house.database, actor, (read) => requestsOfAccount(read, actor.accountId));
  const listed = rows.map(({ id, kind, reference, state, received_at }) => ({ id, kind, reference, state, receivedOn: dayInLondon(received_at) }));
  show(requestsPage(listed, page));
}

/** The draft, or the request it became when the same form was sent twice. */
async function draftOrSent(seek: Seek<'resident'>): Promise<(DraftThing & { readonly sentAs: null }) | { readonly accountId: string; readonly sentAs: string; readonly id: string } | null> {
  const draft = await draftOf(seek);
  if (draft !== null) return { ...draft, sentAs: null };
  const { house, actor, params } = seek;
  const filed = await asActor(house.database, actor, (read) => ownRequest(house, read, { draftId: params['draft'] ?? '' }));
  return filed === null ? null : { id: filed.id, accountId: filed.accountId, sentAs: filed.id };
}

async function send(visit: Visit<NonNullable<Awaited<ReturnType<typeof draftOrSent>>>, ResidentActor>, knownServices: readonly string[]): Promise<void> {
  const { house, actor, thing, redirect } = visit;
  if (thing.sentAs !== null) {
    redirect(`/requests/${thing.sentAs}/sent?again=yes`);
    return;
  }
  const undone = firstUndone(thing.draft.answers, { knownServices, today: dayInLondon(house.clock.now()) });
  if (undone !== 'check') {
    redirect(`/requests/new/${thing.draft.id}/${undone}`);
    return;
  }
  const id = await fileRequest(house, actor, thing.draft);
  redirect(`/requests/${id}/sent`);
}

function showTracker({ house, thing, page, show }: Visit<OwnRequest, ResidentActor>): void {
  const today = dayInLondon(house.clock.now());
  const rectification = rectificationTrackerModel(thing, today, page);
  show(rectification === null ? trackerPage(trackerModel(thing, today, page), page) : rectificationTrackerPage(rectification, page));
}

/** Whoever carries on is counted once they do, at the first step. */
async function countAnswered({ house, actor, posted, redirect }: Visit<object, ResidentActor>): Promise<void> {
  if (textOf(posted, 'said') !== 'answered') {
    redirect('/requests/new');
    return;
  }
  await countBeforeAsking(house, actor, 'answered');
  redirect('/requests/new/answered');
}

function showDates({ thing, page, show }: Visit<OwnRequest, ResidentActor>): void {
  show(datesPage({ id: thing.id, steps: thing.working?.trace ?? [] }, page));
}

function showSent({ req, thing, page, show }: Visit<OwnRequest, ResidentActor>): void {
  const sentBeforeAt = req.query['again'] === 'yes' ? thing.receivedAt : null;
  show(sentPage({ requestId: thing.id, reference: thing.reference, dueOn: thing.dueOn, team: thing.rectification?.team ?? null, sentBeforeAt }, page));
}
