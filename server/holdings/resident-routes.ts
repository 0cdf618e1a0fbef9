/** The doors through which a resident sees what the council holds about them. */

import { changesPage } from '../../client/views/holdings/changes.ts';
import { holdingsPage, officerInsteadPage, oneServicePage } from '../../client/views/holdings/holdings.ts';
import { itemNotReachedPage, oneItemPage } from '../../client/views/holdings/item.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { NotFound } from '../platform/errors.ts';
import { get, own, permit, post, type Route, type Visit } from '../platform/permit.ts';
import type { Desk } from './gather-decided.ts';
import { openHoldingsDesk, type HoldingsDesk } from './gather-holdings.ts';
import { lookAt, ownItem, type Look } from './own-items.ts';
import { ownSubject, type Subject } from './own-subject.ts';
import { mayBeShownLive } from './shown-live.ts';

type OwnVisit = Visit<object, ResidentActor>;

/** A slow service is asked after again this often. */
const lookAgainSeconds = 10;

export function holdingsRoutes(services: { readonly systems: readonly ConnectedSystem[] }, desk: HoldingsDesk = openHoldingsDesk()): readonly Route[] {
  const shown = { desk, systems: services.systems.filter((system) => mayBeShownLive(system.describe())) };
  const mine = { by: 'resident', load: own, act: 'see-what-we-hold', object: () => '' } as const;
  return [
    get('/information', permit('list', 'Holding', mine), (visit) => showAll(visit, shown)),
    get('/information/changes', permit('list', 'Holding', mine), (visit) => showChanges(visit, shown)),
    get('/information/:service', permit('list', 'Holding', mine), (visit) => showOne(visit, shown)),
    post('/information/:service/try-again', permit('list', 'Holding', mine), (visit) => visit.redirect(`/information/${serviceNamed(visit, shown).key}`)),
    get('/information/items/:item', permit('list', 'Holding', mine), (visit) => showItem(visit, shown)),
  ];
}

/** Leads a person who is not bound yet to show who they are, and one whom an officer answers to that page. */
async function subjectOf({ house, actor, page, show, redirect }: OwnVisit): Promise<Subject | null> {
  const subject = await ownSubject(house, actor);
  if (typeof subject === 'object') return subject;
  if (subject === 'with an officer') show(officerInsteadPage(page));
  else redirect('/account/proof');
  return null;
}

async function showAll(visit: OwnVisit, desk: Desk): Promise<void> {
  const subject = await subjectOf(visit);
  if (subject === null) return;
  const look = await lookAt({ ...visit, subject }, desk);
  const isAsking = visit.req.query['asking'] === 'yes';
  visit.show(holdingsPage({ services: look.services, isAsking }, refreshing(visit, look)));
}

async function showChanges(visit: OwnVisit, desk: Desk): Promise<void> {
  const subject = await subjectOf(visit);
  if (subject === null) return;
  const look = await lookAt({ ...visit, subject }, desk);
  visit.show(changesPage(look.services, refreshing(visit, look)));
}

async function showOne(visit: OwnVisit, { desk, systems }: Desk): Promise<void> {
  const system = serviceNamed(visit, { systems });
  const subject = await subjectOf(visit);
  if (subject === null) return;
  const look = await lookAt({ ...visit, subject }, { desk, systems: [system] });
  const [service] = look.services;
  if (service !== undefined) visit.show(oneServicePage(service, refreshing(visit, look)));
}

async function showItem(visit: OwnVisit, desk: Desk): Promise<void> {
  const subject = await subjectOf(visit);
  if (subject === null) return;
  const found = await ownItem({ ...visit, subject }, desk, visit.params['item'] ?? '');
  if (found === 'no such item') throw new NotFound('no such item');
  if (found === 'not reached') visit.show(itemNotReachedPage(visit.page), 503);
  else visit.show(oneItemPage(found, visit.page));
}

function serviceNamed({ params }: OwnVisit, { systems }: Pick<Desk, 'systems'>): ConnectedSystem {
  const system = systems.find(({ key }) => key === params['service']);
  if (system === undefined) throw new NotFound('no such service');
  return system;
}

function refreshing({ page }: OwnVisit, { isStillLooking }: Look): OwnVisit['page'] {
  return isStillLooking ? { ...page, refreshSeconds: lookAgainSeconds } : page;
}
