/** The doors behind a one-time link: start, what to look for, and the three ways to answer. */

import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { askPage, filesPage, nothingPage, type FilesModel, type FormModel } from '../../client/views/data-requests/answer-forms.ts';
import { replyPath } from '../../client/views/data-requests/reply-address.ts';
import { replyPage, sentPage, startPage, type ReplyForms } from '../../client/views/data-requests/reply.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { Actor, ServiceContactActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { civilDay } from '../platform/clock.ts';
import { InvalidForm, LinkEnded } from '../platform/errors.ts';
import { postedFields, readForm, textOf, type Posted } from '../platform/forms.ts';
import { get, open, permit, post, stream, type Route, type Seek, type Visit } from '../platform/permit.ts';
import { hasToken, TooMany } from '../platform/web-security.ts';
import { isOpen, type DataRequest } from './data-request.ts';
import { keptReply } from './kept-reply.ts';
import { removeUpload, uploadsOf } from './keep-upload.ts';
import { formTokenOf, isFormTokenOf, isSecret } from './reply-link.ts';
import { replyCookie, replySecretOf } from './reply-session.ts';
import { askBack, NotOpenNow, sendReply } from './send-reply.ts';
import { startReply } from './start-reply.ts';
import { findDataRequest } from './store.ts';
import { ForgedUpload, receiveFiles } from './upload-routes.ts';

interface Reply {
  readonly id: string;
  readonly dataRequest: DataRequest;
  readonly forms: ReplyForms;
}

type ReplyVisit = Visit<Reply, ServiceContactActor>;

export function contactRoutes({ systems }: { readonly systems: readonly ConnectedSystem[] }): readonly Route[] {
  const view = permit('view', 'DataRequest', { by: 'service-contact', load: loadReply });
  const answer = permit('answer', 'DataRequest', { by: 'service-contact', load: loadReply });
  const upload = permit('answer', 'DataRequest', { by: 'service-contact', load: loadToStream });
  const failed = new RateLimiterMemory({ keyPrefix: 'reply', points: failuresAMinute, duration: 60 });
  const why = 'a one-time link is its own key, and opening it changes nothing';
  return [
    get(replyPath.all, view, whileOpen((visit) => showReply(visit, systems, {}))),
    post(replyPath.all, answer, whileOpen((visit) => choose(visit, systems))),
    get(replyPath.files, answer, whileOpen((visit) => showFiles(visit, {}))),
    stream(replyPath.files, upload, whileOpen(takeFiles)),
    post(`${replyPath.files}/:file/remove`, answer, whileOpen(removeFile)),
    post(replyPath.send, answer, whileOpen(sendFiles)),
    get(replyPath.nothing, answer, whileOpen(({ thing, page, show }) => { show(nothingPage(blank(thing), page)); })),
    post(replyPath.nothing, answer, whileOpen(sendNothing)),
    get(replyPath.ask, answer, whileOpen(({ thing, page, show }) => { show(askPage(blank(thing), page)); })),
    post(replyPath.ask, answer, whileOpen(sendQuestion)),
    get(replyPath.sent, view, showSent),
    get('/reply/:token', open(why), showStart),
    post('/reply/:token', open(why), (visit) => start(visit, failed)),
  ];
}

type Handle = (visit: ReplyVisit) => Promise<void> | void;

/** Once it was answered nothing of what was asked is shown any more; and whatever is sent twice is answered as it was the first time. */
function whileOpen(handle: Handle): Handle {
  return async (visit) => {
    if (!isOpen(visit.thing.dataRequest)) {
      visit.redirect(replyPath.sent);
      return;
    }
    try {
      await handle(visit);
    } catch (error) {
      if (!(error instanceof NotOpenNow)) throw error;
      visit.redirect(replyPath.sent);
    }
  };
}

/** Looks nothing up, so that a scanner of mail does nothing and learns nothing. */
function showStart({ params, page, show }: Visit<null>): void {
  const token = params['token'] ?? '';
  if (!isSecret(token)) throw new LinkEnded('no link of ours');
  show(startPage({ token }, page));
}

/** Nobody guesses 256 bits; this keeps whoever tries from costing us anything. A whole council may stand behind one address. */
const failuresAMinute = 30;

async function start({ house, req, res, params, redirect }: Visit<null, Actor>, failed: RateLimiterMemory): Promise<void> {
  const address = req.ip ?? 'unknown';
  if (((await failed.get(address))?.consumedPoints ?? 0) >= failuresAMinute) throw new TooMany();
  const secret = await startReply(house, params['token'] ?? '').catch(async (error: unknown) => {
    if (error instanceof LinkEnded) await failed.penalty(address);
    throw error;
  });
  const { name, options } = replyCookie(house.config.isSecure);
  res.cookie(name, secret, options);
  redirect(replyPath.all);
}

async function loadReply(seek: Seek<'service-contact'>): Promise<Reply> {
  const { house, req } = seek;
  if (req.method === 'POST' && !isOurForm(replySecretOf(req, house.config), postedFields(req.body))) throw new ForgedUpload('no token of ours');
  return loadToStream(seek);
}

/** A streamed form is asked for its token when its fields have come. */
async function loadToStream({ house, actor, req }: Seek<'service-contact'>): Promise<Reply> {
  const dataRequest = await asActor(house.database, actor, (read) => findDataRequest(read, actor.dataRequestId));
  if (dataRequest === null) throw new LinkEnded('this data request may not be answered by link');
  return { id: dataRequest.id, dataRequest, forms: { formToken: formTokenOf(replySecretOf(req, house.config)) } };
}

function isOurForm(secret: string, posted: Posted): boolean {
  return isFormTokenOf(secret, textOf(posted, 'reply_token'));
}

function blank({ forms }: Reply): FormModel {
  return { ...forms, typed: {}, problems: {} };
}

async function showReply({ house, actor, thing, page, show }: ReplyVisit, systems: readonly ConnectedSystem[], problems: Readonly<Record<string, string>>): Promise<void> {
  const { dataRequest, forms } = thing;
  const kept = await keptReply(house, actor, dataRequest);
  await house.usage.note({ actor, dataSubjectId: dataRequest.dataSubjectId, caseId: dataRequest.caseId, what: 'data-request', why: 'request', aboutId: dataRequest.id });
  const systemName = systems.find(({ key }) => key === dataRequest.systemId)?.describe().plainName ?? dataRequest.systemId;
  show(replyPage({ ...forms, ...kept, reference: dataRequest.reference, dueOn: dataRequest.dueOn, systemName, problems }, page), Object.keys(problems).length === 0 ? 200 : 422);
}

const places = { send: replyPath.files, nothing: replyPath.nothing, ask: replyPath.ask } as const;

async function choose(visit: ReplyVisit, systems: readonly ConnectedSystem[]): Promise<void> {
  const chosen = z.enum(['send', 'nothing', 'ask']).safeParse(textOf(visit.posted, 'answer'));
  if (chosen.success) visit.redirect(places[chosen.data]);
  else await showReply(visit, systems, { answer: 'reply.choose.missing' });
}

async function showFiles({ house, actor, thing, page, show }: ReplyVisit, changes: Partial<Pick<FilesModel, 'typed' | 'problems' | 'refused'>>): Promise<void> {
  const files = await uploadsOf(house, actor, thing.dataRequest);
  const model: FilesModel = { ...blank(thing), files, refused: [], ...changes };
  show(filesPage(model, page), model.refused.length > 0 || Object.keys(model.problems).length > 0 ? 422 : 200);
}

async function takeFiles(visit: ReplyVisit): Promise<void> {
  const { house, req, res, actor, thing, redirect } = visit;
  const secret = replySecretOf(req, house.config);
  const refused = await receiveFiles(req, res, { tools: house, actor, dataRequest: thing.dataRequest, isOurs: (posted) => isOurForm(secret, posted) && hasToken(req) });
  if (refused.length > 0) await showFiles(visit, { refused });
  else redirect(replyPath.files);
}

async function removeFile({ house, actor, thing, params, redirect }: ReplyVisit): Promise<void> {
  await removeUpload(house, actor, { dataRequest: thing.dataRequest, fileId: params['file'] ?? '' });
  redirect(replyPath.files);
}

const answered = z.object({
  saidBy: z.string().trim().min(1, 'reply.who.missing').max(200, 'reply.who.long'),
  lookedIn: z.string().trim().min(1, 'reply.where.missing').max(1_000, 'reply.where.long'),
});

function typedAnswer(posted: Posted): Readonly<Record<'saidBy' | 'lookedIn', string>> {
  return { saidBy: textOf(posted, 'saidBy'), lookedIn: textOf(posted, 'lookedIn') };
}

async function sendFiles(visit: ReplyVisit): Promise<void> {
  await answerWith(visit, 'held', (form) => showFiles(visit, form));
}

async function sendNothing(visit: ReplyVisit): Promise<void> {
  await answerWith(visit, 'not held', (form) => { visit.show(nothingPage({ ...blank(visit.thing), ...form }, visit.page), 422); });
}

type ShowAgain = (form: Pick<FormModel, 'typed' | 'problems'>) => Promise<void> | void;

async function answerWith({ house, actor, thing, posted, redirect }: ReplyVisit, outcome: 'held' | 'not held', showAgain: ShowAgain): Promise<void> {
  const typed = typedAnswer(posted);
  try {
    const answer = readForm(answered, typed);
    await sendReply(house, actor, { dataRequest: thing.dataRequest, outcome, answer });
    redirect(replyPath.sent);
  } catch (error) {
    if (!(error instanceof InvalidForm)) throw error;
    await showAgain({ typed, problems: error.problems });
  }
}

const asked = z.object({ question: z.string().trim().min(1, 'reply.ask.missing').max(2_000, 'reply.ask.long') });

async function sendQuestion({ house, actor, thing, posted, page, show, redirect }: ReplyVisit): Promise<void> {
  const typed = { question: textOf(posted, 'question') };
  try {
    await askBack(house, actor, { dataRequest: thing.dataRequest, question: readForm(asked, typed).question });
    redirect(replyPath.sent);
  } catch (error) {
    if (!(error instanceof InvalidForm)) throw error;
    show(askPage({ ...blank(thing), typed, problems: error.problems }, page), 422);
  }
}

/** Sent twice, the same page is shown twice. */
function showSent({ house, thing, page, show, redirect }: ReplyVisit): void {
  const { state, outcome, reference, answeredAt, steps } = thing.dataRequest;
  if (state === 'answered') show(sentPage({ reference, what: outcome === 'held' ? 'held' : 'not-held', on: civilDay(answeredAt ?? house.clock.now()) }, page));
  else if (state === 'asked back') show(sentPage({ reference, what: 'question', on: steps.findLast(({ step }) => step === 'asked back')?.takenOn ?? civilDay(house.clock.now()) }, page));
  else redirect(replyPath.all);
}
