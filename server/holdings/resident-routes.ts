/** The doors through which a resident sees what the council holds about them. */

import { holdingsPage, officerInsteadPage, oneItemPage, oneServicePage } from '../../client/views/holdings/holdings.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { isAnsweredByOfficer } from '../data-subjects/answered-by-officer.ts';
import { readIdentity, type Identity } from '../data-subjects/identity.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { NotFound } from '../platform/errors.ts';
import { get, own, permit, post, type Route, type Visit } from '../platform/permit.ts';
import { openHoldingsDesk, type Gathered, type HoldingsDesk } from './gather-holdings.ts';
import { serviceModel } from './holdings-model.ts';
import { mayBeShownLive } from './shown-live.ts';

type OwnVisit = Visit<object, ResidentActor>;

/** A slow service is asked after again this often. */
const lookAgainSeconds = 10;

export function holdingsRoutes(services: { readonly systems: readonly ConnectedSystem[] }, desk: HoldingsDesk = openHoldingsDesk()): readonly Route[] {
  const shown = services.systems.filter((system) => mayBeShownLive(system.describe()));
  const mine = { by: 'resident', load: own, act: 'see-what-we-hold', object: () => '' } as const;
  return [
    get('/information', permit('list', 'Holding', mine), (visit) => showAll(visit, desk, shown)),
    get('/information/:service', permit('list', 'Holding', mine), (visit) => showOne(visit, desk, shown)),
    post('/information/:service/try-again', permit('list', 'Holding', mine), (visit) => visit.redirect(`/information/${serviceNamed(visit, shown).key}`)),
    get('/information/items/:item', permit('list', 'Holding', mine), (visit) => showItem(visit, desk, shown)),
  ];
}

interface Subject {
  readonly dataSubjectId: string;
  readonly identity: Identity;
}

/** Leads a person who is not bound yet to show who they are, and one whom an officer answers to that page. */
async function subjectOf({ house, actor, page, show, redirect }: OwnVisit): Promise<Subject | null> {
  const { dataSubjectId } = actor;
  if (dataSubjectId === null) {
    // Any transaction finds out whether the account was bound since this session was read, and then the visit begins anew.
    await asActor(house.database, actor, () => Promise.resolve());
    redirect('/account/proof');
    return null;
  }
  const known = await asActor(house.database, actor, async (read) =>
    (await isAnsweredByOfficer(read, dataSubjectId)) ? 'officer' : readIdentity(house, read, dataSubjectId),
  );
  if (known === 'officer') show(officerInsteadPage(page));
  else if (known === null) throw new NotFound('no such data subject');
  else return { dataSubjectId, identity: known };
  return null;
}

async function showAll(visit: OwnVisit, desk: HoldingsDesk, systems: readonly ConnectedSystem[]): Promise<void> {
  const subject = await subjectOf(visit);
  if (subject === null) return;
  const gathered = await desk.gather(systems, { ...subject, now: visit.house.clock.now(), log: visit.house.log });
  visit.show(holdingsPage(await models(visit, subject, gathered), refreshing(visit, gathered)));
}

async function showOne(visit: OwnVisit, desk: HoldingsDesk, systems: readonly ConnectedSystem[]): Promise<void> {
  const system = serviceNamed(visit, systems);
  const subject = await subjectOf(visit);
  if (subject === null) return;
  const gathered = await desk.gather([system], { ...subject, now: visit.house.clock.now(), log: visit.house.log });
  const [service] = await models(visit, subject, gathered);
  if (service !== undefined) visit.show(oneServicePage(service, refreshing(visit, gathered)));
}

async function showItem(visit: OwnVisit, desk: HoldingsDesk, systems: readonly ConnectedSystem[]): Promise<void> {
  const subject = await subjectOf(visit);
  if (subject === null) return;
  const gathered = await desk.gather(systems, { ...subject, now: visit.house.clock.now(), log: visit.house.log });
  for (const service of await models(visit, subject, gathered)) {
    for (const collection of service.collections) {
      const item = collection.items.find(({ address }) => address === visit.params['item']);
      if (item !== undefined) return visit.show(oneItemPage({ service, collection, item }, visit.page));
    }
  }
  throw new NotFound('no such item');
}

function serviceNamed({ params }: OwnVisit, systems: readonly ConnectedSystem[]): ConnectedSystem {
  const system = systems.find(({ key }) => key === params['service']);
  if (system === undefined) throw new NotFound('no such service');
  return system;
}

async function models({ house }: OwnVisit, { dataSubjectId }: Subject, gathered: readonly Gathered[]): Promise<ReturnType<typeof serviceModel>[]> {
  const key = await house.keys.keyFor('portal');
  return gathered.map((each) => serviceModel(each, { key, dataSubjectId }));
}

function refreshing({ page }: OwnVisit, gathered: readonly Gathered[]): OwnVisit['page'] {
  return gathered.some(({ summary }) => summary === null) ? { ...page, refreshSeconds: lookAgainSeconds } : page;
}
