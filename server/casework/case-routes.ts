/** The doors of the queue and of one case: overview, people, timeline, who looked, taking it. */

import { timeLimits } from '../../policies/time-limits.ts';
import { historyPage, type HistoryEntry } from '../../client/views/casework/case-history.ts';
import { overviewPage } from '../../client/views/casework/overview.ts';
import { peoplePage, type PeopleModel } from '../../client/views/casework/case-people.ts';
import { queuePage } from '../../client/views/casework/queue.ts';
import type { Page } from '../../client/views/page.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { readIdentity, type Identity } from '../data-subjects/identity.ts';
import type { StaffActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor } from '../platform/database.ts';
import { get, own, permit, post, type Route, type Visit } from '../platform/permit.ts';
import { firstOpenPage } from '../redaction/open-pages.ts';
import { rehearsalAlarm } from '../rehearsals/rehearsal-alarm.ts';
import { shreddedAt } from '../retention/shredded-case.ts';
import { nextAct, whatBlocks, type Case } from './case.ts';
import { declareConflict } from './declare-conflict.ts';
import { caseProgress } from './find-case.ts';
import { loadCase, noteLook, workOnCase } from './loaders.ts';
import { officerNames } from './officer-names.ts';
import { queueFilterSchema, queueModel } from './queue-model.ts';
import { matchesOf } from './match-store.ts';
import { dueWorking, timelineOf, usageOf } from './store.ts';
import { takeCase } from './take-case.ts';

type CaseVisit = Visit<Case, StaffActor>;

export function caseRoutes(systems: readonly ConnectedSystem[]): readonly Route[] {
  const viewCase = permit('view', 'Case', { by: 'staff', load: loadCase, ...workOnCase });
  return [
    get('/officer', permit('list', 'Queue', { by: 'staff', load: own, ...workOnCase }), (visit) => showQueue(visit, systems)),
    get('/officer/cases/:case', viewCase, showOverview),
    post('/officer/cases/:case/take', permit('take', 'Case', { by: 'staff', load: loadCase, ...workOnCase }), take),
    post('/officer/cases/:case/conflict', viewCase, declare),
    get('/officer/cases/:case/people', viewCase, (visit) => showPeople(visit, systems)),
    get('/officer/cases/:case/timeline', viewCase, showTimeline),
    get('/officer/cases/:case/usage', viewCase, showUsage),
  ];
}

/** The teams that own a system, each once. */
function teamsOf(systems: readonly ConnectedSystem[]): readonly string[] {
  return [...new Set(systems.map((system) => system.describe().ownerTeam))].sort();
}

async function showQueue({ house, actor, req, page, show }: Visit<object, StaffActor>, systems: readonly ConnectedSystem[]): Promise<void> {
  const filter = queueFilterSchema.parse(req.query);
  const { model, alarm } = await asActor(house.database, actor, async (read) => ({
    model: await queueModel(house, read, { actor, filter, teams: teamsOf(systems), now: house.clock.now() }),
    alarm: await rehearsalAlarm(house, read, systems),
  }));
  show(queuePage({ ...model, alarm }, page));
}

async function showOverview({ house, actor, thing, page, may, show, redirect }: CaseVisit): Promise<void> {
  if (thing.kind === 'rectification') {
    redirect(`/officer/cases/${thing.id}/rectification`);
    return;
  }
  const facts = await asActor(house.database, actor, async (read) => ({
    progress: await caseProgress(read, thing.id),
    names: await officerNames(house, read, [thing.ownerAccountId]),
    openPage: await firstOpenPage(read, thing.id),
    matches: await matchesOf(read, thing.id),
    working: await dueWorking(read, thing.requestId),
    shreddedAt: await shreddedAt(read, thing.id),
  }));
  await noteLook(house, actor, { found: thing, look: { what: 'case' } });
  const undecided = facts.matches.find(({ state }) => state === 'probable');
  const at = `/officer/cases/${thing.id}`;
  const model = {
    found: thing,
    ownerName: facts.names.get(thing.ownerAccountId) ?? null,
    isMine: thing.ownerAccountId === actor.accountId,
    progress: facts.progress,
    blocks: whatBlocks(thing, facts.progress),
    next: nextAct(thing, facts.progress),
    mayTake: thing.isUnowned && may('take', 'Case', thing),
    firstOpenPage: facts.openPage === null ? null : `${at}/redaction/items/${facts.openPage.itemId}/pages/${facts.openPage.page}`,
    firstMatch: undecided === undefined ? null : `${at}/matches/${undecided.id}`,
    clockSteps: facts.working.map((step) => stepWords(step, page)),
    shreddedOn: facts.shreddedAt === null ? null : civilDay(facts.shreddedAt),
    holdDays: timeLimits.longestHoldWorkingDays,
  };
  show(overviewPage(model, page));
}

interface KeptStep {
  readonly key: string;
  readonly days: Readonly<Record<string, string>>;
  readonly count?: number | undefined;
}

function stepWords({ key, days, count }: KeptStep, page: Page): string {
  const values = Object.fromEntries(Object.entries(days).map(([name, day]) => [name, page.day(day)]));
  return page.t(key, count === undefined ? values : { ...values, count });
}

async function take({ house, actor, thing, redirect }: CaseVisit): Promise<void> {
  await takeCase(house, actor, thing);
  redirect(`/officer/cases/${thing.id}`);
}

async function declare({ house, actor, thing, redirect }: CaseVisit): Promise<void> {
  await declareConflict(house, actor, thing);
  redirect('/officer');
}

async function showPeople({ house, actor, thing, page, show }: CaseVisit, systems: readonly ConnectedSystem[]): Promise<void> {
  const { identity, names } = await asActor(house.database, actor, async (read) => ({
    identity: thing.dataSubjectId === '' ? null : await readIdentity(house, read, thing.dataSubjectId),
    names: await officerNames(house, read, [thing.ownerAccountId]),
  }));
  await noteLook(house, actor, { found: thing, look: { what: 'people' } });
  show(peoplePage({ found: thing, ownerName: names.get(thing.ownerAccountId) ?? null, subject: identity === null ? null : subjectOf(identity, systems) }, page));
}

/** The names of the systems that know the person by a number of their own; never the numbers. */
function subjectOf(identity: Identity, systems: readonly ConnectedSystem[]): PeopleModel['subject'] {
  return {
    names: identity.names.map(({ given, family }) => `${given} ${family}`),
    bornOn: identity.dateOfBirth,
    addresses: identity.addresses.map(({ lines, postcode }) => [...lines, postcode].join(', ')),
    numbers: systems.filter(({ key }) => identity.systemPersonNumbers[key] !== undefined).map((system) => system.describe().plainName),
  };
}

/** Whoever acts in a case beside its officers. */
const whoElse: Readonly<Record<string, string>> = { resident: 'casework.history.resident', 'service-contact': 'casework.history.contact' };

async function showTimeline({ house, actor, thing, page, show }: CaseVisit): Promise<void> {
  const { entries, names } = await asActor(house.database, actor, async (read) => {
    const found = await timelineOf(read, thing.id);
    return { entries: found, names: await officerNames(house, read, [thing.ownerAccountId, ...found.map(({ actorReference }) => actorReference)]) };
  });
  const who = (kind: string, reference: string): string => {
    if (kind === 'staff') return reference === actor.accountId ? page.t('casework.history.you') : (names.get(reference) ?? page.t('casework.history.officer'));
    return page.t(whoElse[kind] ?? 'casework.history.worker');
  };
  const told = entries.map((entry) => ({ at: entry.at, on: civilDay(entry.at), who: who(entry.actorKind, entry.actorReference), what: wordsOr(page, { group: 'actions', word: entry.action, hole: 'action' }) }));
  showHistory({ page, show }, { found: thing, ownerName: names.get(thing.ownerAccountId) ?? null, kind: 'timeline', entries: told });
}

async function showUsage({ house, actor, thing, page, show }: CaseVisit): Promise<void> {
  const { entries, names } = await asActor(house.database, actor, async (read) => {
    const found = await usageOf(read, thing.id);
    return { entries: found, names: await officerNames(house, read, [thing.ownerAccountId, ...found.map(({ actorReference }) => actorReference)]) };
  });
  const told = entries.map((entry) => ({
    at: entry.at,
    on: civilDay(entry.at),
    who: entry.actorReference === actor.accountId ? page.t('casework.history.you') : (names.get(entry.actorReference) ?? page.t(whoElse[entry.actorRole] ?? 'casework.history.officer')),
    what: wordsOr(page, { group: 'looks', word: entry.what, hole: 'what' }),
  }));
  showHistory({ page, show }, { found: thing, ownerName: names.get(thing.ownerAccountId) ?? null, kind: 'usage', entries: told });
}

function showHistory({ page, show }: Pick<CaseVisit, 'page' | 'show'>, model: { readonly found: Case; readonly ownerName: string | null; readonly kind: 'timeline' | 'usage'; readonly entries: readonly HistoryEntry[] }): void {
  show(historyPage(model, page));
}

/** A closed word that has no sentence yet is shown as it stands. */
function wordsOr(page: Page, { group, word, hole }: { readonly group: 'actions' | 'looks'; readonly word: string; readonly hole: string }): string {
  const key = `casework.${group}.${word.replaceAll('.', '-')}`;
  const sentence = page.t(key);
  return sentence === key ? page.t(`casework.${group}.other`, { [hole]: word }) : sentence;
}
