/** A councillor's pages: search guidance, read an entry, confirm it, and see one's confirmations. */
import { confirmationsPage } from '../../client/views/councillors/confirmations.ts';
import { guidanceEntryPage, type EntryModel } from '../../client/views/councillors/entry.ts';
import { guidanceListPage, guidanceStartPage } from '../../client/views/councillors/guidance.ts';
import { guidance, guidanceOf, guidanceTopics, type GuidanceEntry } from '../../policies/guidance.ts';
import type { StaffActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor } from '../platform/database.ts';
import { Conflict } from '../platform/errors.ts';
import { textOf } from '../platform/forms.ts';
import { get, own, permit, post, type Route, type Seek, type Visit } from '../platform/permit.ts';
import { confirmGuidance } from './confirm-guidance.ts';
import { guidanceWording } from './guidance-wording.ts';
import { searchGuidance } from './search-guidance.ts';
import { confirmationsOf, type Confirmation } from './store.ts';

const act = 'work-as-councillor';
const maxQuestionLength = 200;

/** The guidance as a whole; every entry the council publishes. */
interface Library {
  readonly id: string;
  readonly isPublished: true;
}

interface OpenEntry extends Library {
  readonly accountId: string;
  readonly entry: GuidanceEntry;
  readonly confirmations: readonly Confirmation[];
}

const library = (): Promise<Library> => Promise.resolve({ id: 'guidance', isPublished: true });

async function openEntry({ house, actor, params }: Seek<'staff'>): Promise<OpenEntry | null> {
  const entry = guidanceOf(params['entry'] ?? '');
  if (entry === null) return null;
  const confirmations = await asActor(house.database, actor, (read) => confirmationsOf(read, actor.accountId, entry.id));
  return { id: entry.id, isPublished: true, accountId: actor.accountId, entry, confirmations };
}

const maySearch = permit('search', 'Guidance', { by: 'staff', act, load: library });

export const councillorRoutes: readonly Route[] = [
  get('/councillor', permit('view', 'Guidance', { by: 'staff', act, load: library }), ({ page, show }) => {
    show(guidanceStartPage(guidanceTopics, page));
  }),
  get('/councillor/guidance', maySearch, listByTopic),
  post('/councillor/guidance', maySearch, search),
  get('/councillor/guidance/:entry', permit('view', 'Guidance', { by: 'staff', act, load: openEntry }), (visit) => {
    showEntry(visit, 200);
  }),
  post('/councillor/guidance/:entry/confirm', permit('confirm', 'GuidanceConfirmation', { by: 'staff', act, load: openEntry }), confirm),
  get('/councillor/confirmations', permit('list', 'GuidanceConfirmation', { by: 'staff', act, load: own }), showConfirmations),
];

function listByTopic({ req, page, show }: Visit<Library, StaffActor>): void {
  const { topic: wanted } = req.query;
  const topic = guidanceTopics.find((known) => known === wanted) ?? null;
  const lines = topic === null ? guidance : guidance.filter((entry) => entry.topic === topic);
  show(guidanceListPage({ asked: null, isQuestionMissing: false, lines, topics: guidanceTopics, topic }, page));
}

/** The words stay out of the address and out of every log: the answer is the page itself. */
function search({ posted, page, show }: Visit<Library, StaffActor>): void {
  const asked = textOf(posted, 'question').trim().slice(0, maxQuestionLength);
  const isQuestionMissing = asked === '';
  const lines = searchGuidance(guidance, asked);
  show(guidanceListPage({ asked, isQuestionMissing, lines, topics: guidanceTopics, topic: null }, page), isQuestionMissing ? 422 : 200);
}

function showEntry({ thing, page, show }: Visit<OpenEntry, StaffActor>, status: 200 | 409): void {
  show(guidanceEntryPage({ ...entryModel(thing), hasChangedMeanwhile: status === 409 }, page), status);
}

function entryModel({ entry, confirmations }: OpenEntry): Omit<EntryModel, 'hasChangedMeanwhile'> {
  const wording = guidanceWording(entry);
  const same = confirmations.find((confirmation) => confirmation.wordingSha256 === wording.sha256);
  const last = same ?? confirmations[0];
  return {
    id: entry.id,
    words: wording.words,
    wordingSha256: wording.sha256,
    confirmed: last === undefined ? null : { on: civilDay(last.confirmedAt), wordsThen: last === same ? null : last.words },
  };
}

async function confirm(visit: Visit<OpenEntry, StaffActor>): Promise<void> {
  const { house, actor, thing, posted, redirect } = visit;
  try {
    await confirmGuidance(house, { actor, entry: thing.entry, shownWording: textOf(posted, 'wording') });
    redirect(`/councillor/guidance/${thing.id}`);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    showEntry(visit, 409);
  }
}

async function showConfirmations({ house, actor, page, show }: Visit<object, StaffActor>): Promise<void> {
  const confirmations = await asActor(house.database, actor, (read) => confirmationsOf(read, actor.accountId));
  const lines = confirmations.map((confirmation) => {
    const entry = guidanceOf(confirmation.entryId);
    return {
      entryId: confirmation.entryId,
      question: confirmation.words.question,
      confirmedOn: civilDay(confirmation.confirmedAt),
      confirmedAt: confirmation.confirmedAt,
      hasChangedSince: entry === null || guidanceWording(entry).sha256 !== confirmation.wordingSha256,
    };
  });
  show(confirmationsPage(lines, page));
}
