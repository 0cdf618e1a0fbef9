/** A resident's own choices: see them, answer, stop in one press, and read the proof of each. */
import { choicesPage } from '../../client/views/consent/choices.ts';
import { historyPage } from '../../client/views/consent/history.ts';
import { questionPage } from '../../client/views/consent/question.ts';
import { receiptPage } from '../../client/views/consent/receipt.ts';
import { stoppedPage } from '../../client/views/consent/stopped.ts';
import { purposeOf, purposes, type Purpose } from '../../policies/purposes.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { Conflict, NotFound } from '../platform/errors.ts';
import { textOf } from '../platform/forms.ts';
import { get, own, permit, post, type Route, type Seek, type Visit } from '../platform/permit.ts';
import { answerConsent, stopConsent, type Answering } from './change-consent.ts';
import { foldConsent } from './consent-record.ts';
import { choicesModel, historyModel, nowAt, questionModel, receiptModel, stoppedModel } from './pages.ts';
import { askersFor, askingsAboutMe, eventById, eventsOf, wordingsOf, type StoredEvent } from './store.ts';

/** One purpose with everything this person ever answered to it. */
interface OwnConsent {
  readonly id: string;
  readonly accountId: string;
  readonly purpose: Purpose;
  readonly events: readonly StoredEvent[];
}

interface OwnReceipt {
  readonly id: string;
  readonly accountId: string;
  readonly event: StoredEvent;
}

async function consentOf({ house, actor, params }: Seek<'resident'>): Promise<OwnConsent | null> {
  const purpose = purposeOf(params['purpose'] ?? '');
  if (purpose === null) return null;
  const subject = actor.dataSubjectId;
  const events = subject === null ? [] : await asActor(house.database, actor, (read) => eventsOf(read, subject, purpose.id));
  return { id: purpose.id, accountId: actor.accountId, purpose, events };
}

/** Row-level security shows a person their own events alone, so an event that is found is theirs. */
async function receiptOf({ house, actor, params }: Seek<'resident'>): Promise<OwnReceipt | null> {
  const event = await asActor(house.database, actor, (read) => eventById(read, params['receipt'] ?? ''));
  return event === null ? null : { id: event.id, accountId: actor.accountId, event };
}

type ConsentVisit = Visit<OwnConsent, ResidentActor>;

const mayAnswer = permit('answer', 'Consent', { by: 'resident', act: 'change-consent', load: consentOf });
const mayStop = permit('withdraw', 'Consent', { by: 'resident', act: 'stop-consent', load: consentOf });
const maySee = permit('view', 'Consent', { by: 'resident', act: 'stop-consent', load: consentOf });

export const consentResidentRoutes: readonly Route[] = [
  get('/choices', permit('view', 'Choices', { by: 'resident', act: 'stop-consent', load: own }), showChoices),
  get('/choices/receipts/:receipt', permit('view', 'Receipt', { by: 'resident', act: 'stop-consent', load: receiptOf }), showReceipt),
  get('/choices/:purpose', mayAnswer, (visit) => showQuestion(visit, 200)),
  post('/choices/:purpose', mayAnswer, takeAnswer),
  post('/choices/:purpose/stop', mayStop, stop),
  get('/choices/:purpose/stopped', maySee, showStopped),
  get('/choices/:purpose/history', maySee, showHistory),
];

async function showChoices({ house, actor, page, show }: Visit<object, ResidentActor>): Promise<void> {
  const subject = actor.dataSubjectId;
  const isKnownPerson = subject !== null;
  const known = isKnownPerson
    ? await asActor(house.database, actor, async (read) => ({ events: await eventsOf(read, subject), askings: await askingsAboutMe(read) }))
    : { events: [], askings: [] };
  show(choicesPage(choicesModel({ isKnownPerson, purposes, ...known, now: nowAt(house.clock.now()) }), page));
}

function showQuestion(visit: ConsentVisit, status: 200 | 409 | 422): void {
  const { house, actor, thing, page, show } = visit;
  const model = questionModel({
    purpose: thing.purpose,
    record: foldConsent(thing.events),
    isKnownPerson: actor.dataSubjectId !== null,
    now: nowAt(house.clock.now()),
    isAnswerMissing: status === 422,
    hasWordingChanged: status === 409,
  });
  show(questionPage(model, page), status);
}

async function takeAnswer(visit: ConsentVisit): Promise<void> {
  const { house, posted, redirect } = visit;
  const answer = textOf(posted, 'answer');
  if (answer !== 'yes' && answer !== 'no') {
    showQuestion(visit, 422);
    return;
  }
  try {
    const { receiptId } = await answerConsent(house, { ...answeringOf(visit), answer, shownWording: textOf(posted, 'notice') });
    redirect(`/choices/receipts/${receiptId}`);
  } catch (error) {
    if (!(error instanceof Conflict) || error.reason !== 'wording-changed') throw error;
    showQuestion(visit, 409);
  }
}

async function stop(visit: ConsentVisit): Promise<void> {
  const stopped = await stopConsent(visit.house, answeringOf(visit));
  visit.redirect(stopped === null ? '/choices' : `/choices/${visit.thing.id}/stopped`);
}

/** @throws NotFound for an account that is bound to nobody: it has no choices to make. */
function answeringOf({ actor, thing, req }: ConsentVisit): Answering {
  const dataSubjectId = actor.dataSubjectId;
  if (dataSubjectId === null) throw new NotFound('no data subject');
  return { actor, dataSubjectId, purpose: thing.purpose, channel: 'portal', assurance: req.session.assurance?.acr ?? '' };
}

async function showStopped({ house, actor, thing, page, show, redirect }: ConsentVisit): Promise<void> {
  const record = foldConsent(thing.events);
  const event = thing.events.find(({ id }) => id === record.receiptId);
  if (event?.kind !== 'withdrawn') {
    redirect('/choices');
    return;
  }
  const systems = await asActor(house.database, actor, (read) => askersFor(read, thing.id));
  show(stoppedPage(stoppedModel({ purpose: thing.purpose, event, systems, now: nowAt(house.clock.now()) }), page));
}

async function showHistory({ house, actor, thing, page, show }: ConsentVisit): Promise<void> {
  const hashes = [...new Set(thing.events.map((event) => event.wordingSha256))];
  const wordings = await asActor(house.database, actor, (read) => wordingsOf(read, hashes));
  show(historyPage(historyModel({ purpose: thing.purpose, events: thing.events, wordings, now: nowAt(house.clock.now()) }), page));
}

async function showReceipt({ house, actor, thing, page, show }: Visit<OwnReceipt, ResidentActor>): Promise<void> {
  const { event } = thing;
  const wordings = await asActor(house.database, actor, (read) => wordingsOf(read, [event.wordingSha256]));
  const wording = wordings.get(event.wordingSha256);
  if (wording === undefined) throw new Error('a consent event has lost its words');
  show(receiptPage(receiptModel(event, purposeOf(event.purposeId), wording), page));
}
