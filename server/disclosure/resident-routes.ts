/** The doors of the reading room: before you read, contents, items, what is left out, downloads. */

import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { askPage, mostWordsInQuestion, type Ask } from '../../client/views/reading/ask.ts';
import { beforeYouReadPage } from '../../client/views/reading/before-you-read.ts';
import { closedPage } from '../../client/views/reading/closed.ts';
import { contentsPage } from '../../client/views/reading/contents.ts';
import { downloadsPage } from '../../client/views/reading/downloads.ts';
import type { Room } from '../../client/views/reading/frame.ts';
import { itemPage } from '../../client/views/reading/item.ts';
import { leftOutPage } from '../../client/views/reading/left-out.ts';
import { letterPage } from '../../client/views/reading/letter.ts';
import { requestOfSearch } from '../certificates/open-certificate.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor } from '../platform/database.ts';
import { NotFound } from '../platform/errors.ts';
import { textOf } from '../platform/forms.ts';
import { get, post, type Handle, type Route, type Visit } from '../platform/permit.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { askAboutBlank, findBlank, type FoundBlank } from './ask-about-blank.ts';
import { letterPartNames } from './covering-letter.ts';
import { explanationsIn } from './explanations.ts';
import { downloadOfAnswer, downloadsOfAnswer, itemOfAnswer, letterOfAnswer, outlineOfAnswer, type DisclosedAnswer } from './open-answer.ts';
import { readingGuard } from './reading-guard.ts';
import { beforeModel, contentsModel, downloadsModel, itemModel, leftOutModel } from './reading-model.ts';
import { placeIn, putPlace } from './reading-store.ts';

type ReadingVisit = Visit<DisclosedAnswer, ResidentActor>;

export function readingRoutes(): readonly Route[] {
  return [
    get('/reading/:answer', readingGuard('view', 'open'), whileOpen(showBefore)),
    get('/reading/:answer/contents', readingGuard('read', 'read'), whileOpen(showContents)),
    get('/reading/:answer/letter', readingGuard('read', 'read'), whileOpen(showLetter)),
    get('/reading/:answer/items/:number', readingGuard('read', 'read'), whileOpen(showItem)),
    post('/reading/:answer/items/:number/stop', readingGuard('read', 'read'), whileOpen(stopForNow)),
    get('/reading/:answer/left-out', readingGuard('read', 'read'), whileOpen(showLeftOut)),
    get('/reading/:answer/left-out/:blank/ask', readingGuard('message', 'read'), whileOpen(showAsk)),
    post('/reading/:answer/left-out/:blank/ask', readingGuard('message', 'read'), whileOpen(ask)),
    get('/reading/:answer/downloads', readingGuard('download', 'read'), whileOpen(showDownloads)),
    get('/reading/:answer/downloads/:file', readingGuard('download', 'read'), whileOpen(sendFile)),
  ];
}

/** Recalled, held and expired answers all end here, alike. */
function whileOpen(handle: (visit: ReadingVisit) => Promise<void>): Handle<DisclosedAnswer, ResidentActor> {
  return (visit) => (visit.thing.isClosed ? visit.show(closedPage(visit.page)) : handle(visit));
}

function roomOf({ thing }: ReadingVisit): Room {
  return { base: `/reading/${thing.id}`, isPreview: false };
}

function numberIn({ params }: ReadingVisit): number {
  const text = params['number'] ?? '';
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 0;
}

async function showBefore(visit: ReadingVisit): Promise<void> {
  const { house, actor, thing, page, show } = visit;
  const outline = await outlineOfAnswer(house, actor, thing.id);
  const { placeKept, requestId } = await asActor(house.database, actor, async (read) => ({ placeKept: await placeIn(read, thing.id, actor.accountId), requestId: await requestOfSearch(read, thing.caseId) }));
  const searchAddress = requestId === null ? null : `/requests/${requestId}/search`;
  const model = beforeModel(outline, explanationsIn(page.t), { room: roomOf(visit), placeKept, closesOn: civilDay(thing.closesAt), searchAddress });
  show(beforeYouReadPage(model, page));
}

async function showContents(visit: ReadingVisit): Promise<void> {
  const { house, actor, thing, page, show } = visit;
  const outline = await outlineOfAnswer(house, actor, thing.id);
  show(contentsPage(contentsModel(outline, explanationsIn(page.t), roomOf(visit)), page));
}

async function showLetter(visit: ReadingVisit): Promise<void> {
  const { house, actor, thing, page, show } = visit;
  const letter = await letterOfAnswer(house, actor, thing.id);
  show(letterPage({ room: roomOf(visit), parts: letterPartNames.map((name) => letter[name]) }, page));
}

async function showItem(visit: ReadingVisit): Promise<void> {
  const { house, actor, thing, page, req, show } = visit;
  const { item, itemCount } = await itemOfAnswer(house, actor, { answerId: thing.id, number: numberIn(visit) });
  show(itemPage(itemModel(item, { room: roomOf(visit), total: itemCount, explanations: explanationsIn(page.t), stretch: Number(req.query['pages'] ?? 1) }), page));
}

async function stopForNow(visit: ReadingVisit): Promise<void> {
  const { house, actor, thing, redirect } = visit;
  const { item } = await itemOfAnswer(house, actor, { answerId: thing.id, number: numberIn(visit) });
  const note = { action: 'answer.keep-place', about: { type: 'Answer', id: thing.id }, caseId: thing.caseId };
  await recordedChange(house.database, { actor, ...note }, (change) =>
    putPlace(change, { answer_id: thing.id, account_id: actor.accountId, item_number: item.number, changed_at: house.clock.now() }),
  );
  redirect('/requests');
}

async function showLeftOut(visit: ReadingVisit): Promise<void> {
  const { house, actor, thing, page, show } = visit;
  const outline = await outlineOfAnswer(house, actor, thing.id);
  show(leftOutPage(leftOutModel(outline, explanationsIn(page.t), roomOf(visit)), page));
}

function blankIn({ house, actor, thing, params, req }: ReadingVisit): Promise<FoundBlank> {
  return findBlank(house, actor, { answerId: thing.id, blankId: params['blank'] ?? '', likelyItem: Number(req.query['item'] ?? 0) });
}

function askModel(visit: ReadingVisit, { blank, itemNumber, answerByOn }: FoundBlank, words: string): Ask {
  const explained = explanationsIn(visit.page.t).find(({ kind }) => kind === blank.kind);
  if (explained === undefined) throw new NotFound('the blank is not explained');
  return { room: roomOf(visit), blankId: blank.id, itemNumber, explained, answerByOn, words, isTooLong: words.length > mostWordsInQuestion };
}

async function showAsk(visit: ReadingVisit): Promise<void> {
  visit.show(askPage(askModel(visit, await blankIn(visit), ''), visit.page));
}

async function ask(visit: ReadingVisit): Promise<void> {
  const { house, actor, thing, page, posted, req, show, redirect } = visit;
  const blank = await blankIn(visit);
  const words = textOf(posted, 'words').trim();
  const model = askModel(visit, blank, words);
  if (model.isTooLong) {
    show(askPage(model, page), 422);
    return;
  }
  await askAboutBlank(house, actor, { answer: thing, blank, words });
  redirect(req.originalUrl);
}

async function showDownloads(visit: ReadingVisit): Promise<void> {
  const { house, actor, thing, page, show } = visit;
  show(downloadsPage(downloadsModel(await downloadsOfAnswer(house, actor, thing.id), roomOf(visit)), page));
}

/** Always saved, never shown inside the portal's own pages. */
async function sendFile({ house, actor, thing, params, res }: ReadingVisit): Promise<void> {
  const { file, bytes } = await downloadOfAnswer(house, actor, { answerId: thing.id, name: params['file'] ?? '' });
  res.status(200).set({
    'Content-Type': file.name.endsWith('.pdf') ? 'application/pdf' : 'application/json',
    'Content-Length': String(file.byte_count),
    'Content-Disposition': `attachment; filename="${file.name}"`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  await pipeline(Readable.from(bytes()), res).catch((error: unknown) => {
    // A reader who goes away has no fault of ours.
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE')) throw error;
  });
}
