/** Turns whatever went wrong into its page or its problem document; the one place where a fault comes to rest. */

import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Html } from '../client/components/html.ts';
import { linkEndedPage } from '../client/views/data-requests/link-ended.ts';
import { databaseAwayPage, faultPage, notSavedPage } from '../client/views/errors/fault.ts';
import { notFoundPage } from '../client/views/errors/not-found.ts';
import { fromElsewherePage, invalidFormPage, notAllowedPage, oldFormPage, tooLargePage, tooManyRequestsPage, unreadablePage } from '../client/views/errors/refused.ts';
import { shreddedPage } from '../client/views/errors/shredded.ts';
import { stalePage } from '../client/views/errors/stale.ts';
import { stepUpPage } from '../client/views/errors/step-up.ts';
import type { Page } from '../client/views/page.ts';
import type { Actor } from './platform/actor.ts';
import { Conflict, DatabaseAway, InvalidForm, LinkEnded, NotAllowed, NotFound, SessionChanged, SignInNeeded, StepUpNeeded } from './platform/errors.ts';
import { keptFields, mustTypeAgain, postedFields, type Posted } from './platform/forms.ts';
import type { House } from './platform/house.ts';
import { KeyShredded } from './platform/keys.ts';
import { pageFor, type PageMaker } from './platform/views.ts';
import { isSameOrigin } from './platform/web-security.ts';

const visitor: Actor = { kind: 'visitor' };

export function faultPages(house: House, maker: PageMaker): ErrorRequestHandler {
  // Express knows a handler of errors by its four parameters.
  // eslint-disable-next-line max-params
  return async (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    if (isLeaving(req, house.config.publicUrl)) {
      house.log.fault('leaving quickly met a fault', error);
      res.setHeader('Clear-Site-Data', '"cache", "cookies", "storage"');
      res.redirect(303, house.config.exitUrl);
      return;
    }
    const actor = await whoAsks(house, req, error);
    const page = pageFor(maker, { req, res, actor });
    const shown = answerFor(error, { req, res, page, isFromElsewhere: req.method === 'POST' && !isSameOrigin(req, house.config.publicUrl) });
    if (shown.isFault) house.log.fault('request failed', error, { fault_number: shown.faultNumber ?? '', route: routeOf(req), method: req.method });
    send({ req, res }, shown);
  };
}

/** Whoever has waited for a database that did not answer is not made to wait for it again. */
async function whoAsks(house: House, req: Request, error: unknown): Promise<Actor> {
  const known = house.actorOf(req).catch(() => visitor);
  if (!(error instanceof DatabaseAway)) return known;
  return Promise.race([known, pause(atMostMs, visitor, { ref: false })]);
}

const atMostMs = 100;

/** *Exit this page* never answers with an error: the browser loses the session's id, and the idle limit ends what we could not. */
function isLeaving(req: Request, publicUrl: string): boolean {
  return req.method === 'POST' && req.path === '/exit' && isSameOrigin(req, publicUrl);
}

interface Answer {
  readonly status: number;
  readonly html?: Html;
  readonly redirect?: string;
  /** For connected systems: the title of a problem document. */
  readonly problem: string;
  readonly isFault?: boolean;
  readonly faultNumber?: string;
}

interface Exchange {
  readonly req: Request;
  readonly res: Response;
  readonly page: Page;
  /** Another site wrote the fields: no page may hand them back beside a token and a button. */
  readonly isFromElsewhere: boolean;
}

function answerFor(error: unknown, exchange: Exchange): Answer {
  const { req, page } = exchange;
  // A session that changed twice within one request is on its way out.
  if (error instanceof SignInNeeded || error instanceof SessionChanged) return signInFirst(exchange);
  if (error instanceof StepUpNeeded) return stepUp(error, exchange);
  if (error instanceof LinkEnded) return { status: 404, html: linkEndedPage({ kept: keptFields(postedFields(req.body)) }, page), problem: 'Not found' };
  if (error instanceof NotFound) return { status: 404, html: notFoundPage(page), problem: 'Not found' };
  if (error instanceof NotAllowed) return { status: 403, html: notAllowedPage({ sentence: page.t(`policies.${error.reason}`) }, page), problem: 'Not allowed' };
  if (error instanceof Conflict) return { status: 409, html: stalePage({ ...formToSendAgain(req), kept: keptToDecideAnew(req) }, page), problem: 'Changed meanwhile' };
  if (error instanceof InvalidForm) return invalidForm(error, exchange);
  if (error instanceof KeyShredded) return { status: 410, html: shreddedPage(page), problem: 'Gone' };
  if (error instanceof DatabaseAway) return databaseAway(exchange);
  return answerByStatus(error, exchange);
}

function formToSendAgain(req: Request): { readonly action: string; readonly kept: Posted; readonly mustTypeAgain: boolean } {
  const posted = postedFields(req.body);
  return { action: req.originalUrl, kept: keptFields(posted), mustTypeAgain: mustTypeAgain(posted) };
}

/** Without the version it was written on: whoever has seen that the page changed may send the same words again. */
function keptToDecideAnew(req: Request): Posted {
  return Object.fromEntries(Object.entries(keptFields(postedFields(req.body))).filter(([name]) => name !== 'version'));
}

function answerByStatus(error: unknown, { req, page, isFromElsewhere }: Exchange): Answer {
  const status = statusOf(error);
  if (status === 413) return { status, html: tooLargePage({ backLink: page.path }, page), problem: 'Too large' };
  if (status === 429) return { status, html: tooManyRequestsPage(page), problem: 'Too many requests' };
  if (status === 403 && isFromElsewhere) return { status, html: fromElsewherePage(page), problem: 'Not from a page of ours' };
  if (status === 403) return { status, html: oldFormPage(formToSendAgain(req), page), problem: 'Not from a page of ours' };
  if (status === 404) return { status, html: notFoundPage(page), problem: 'Not found' };
  if (status >= 400 && status < 500) return { status, html: unreadablePage(page), problem: 'Bad request' };
  const faultNumber = String(randomInt(100_000, 1_000_000));
  return { status: 500, html: faultPage({ faultNumber }, page), problem: 'Our fault', isFault: true, faultNumber };
}

/** Routes show a form again with its problems beside the fields; this is for the one that forgot to. */
function invalidForm({ status, problems }: InvalidForm, { req, page }: Exchange): Answer {
  const sentences = Object.values(problems).map((key) => page.t(key));
  return { status, html: invalidFormPage({ problems: sentences, kept: keptFields(postedFields(req.body)) }, page), problem: 'The form has problems' };
}

function statusOf(error: unknown): number {
  if (!(error instanceof Error)) return 500;
  if (error instanceof URIError) return 404;
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('LIMIT_')) return 413;
  return 'status' in error && typeof error.status === 'number' ? error.status : 500;
}

/** The place is kept: after signing in, the person comes back to the page they asked for. */
function signInFirst({ req, page }: Exchange): Answer {
  if (req.method === 'GET') return { status: 303, redirect: `/sign-in?return=${encodeURIComponent(req.originalUrl)}`, problem: 'Sign in first' };
  return { status: 401, html: oldFormPage(formToSendAgain(req), page), problem: 'Sign in first' };
}

/** Source: RFC 9470. A person is shown the way on; a program is told in the header. */
function stepUp(error: StepUpNeeded, { req, res, page }: Exchange): Answer {
  const { act, object, returnTo, acrValues, maxAgeSeconds, canBeMet } = error.needed;
  // Signing in again proves no more of who somebody is; the page with the other ways does.
  if (!canBeMet && page.area === 'resident' && req.method === 'GET') return { status: 303, redirect: '/account/proof?more=yes', problem: 'insufficient_user_authentication' };
  res.setHeader('WWW-Authenticate', `Bearer error="insufficient_user_authentication", acr_values="${acrValues}", max_age="${maxAgeSeconds}"`);
  return { status: 401, html: stepUpPage({ action: '/sign-in/again', fields: { act, object, return: returnTo, ...sentForm(req) } }, page), problem: 'insufficient_user_authentication' };
}

/** A form sent at that moment goes along, to be shown again after signing in; nobody sends it but the person. */
function sentForm(req: Request): Readonly<Record<string, string>> {
  if (req.method !== 'POST') return {};
  return { form: JSON.stringify({ action: req.originalUrl, kept: keptFields(postedFields(req.body)) }) };
}

function databaseAway({ req, page, isFromElsewhere }: Exchange): Answer {
  if (req.method === 'GET' || isFromElsewhere) return { status: 503, html: databaseAwayPage(page), problem: 'Try again in a minute' };
  const hadFiles = req.is('multipart/form-data') !== false;
  return { status: 503, html: notSavedPage({ ...formToSendAgain(req), hadFiles }, page), problem: 'Not saved' };
}

/** The pattern of the route, never the path: ids stay out of the log of faults. */
function routeOf(req: Request): string {
  const route: unknown = req.route;
  return typeof route === 'object' && route !== null && 'path' in route && typeof route.path === 'string' ? route.path : '-';
}

function send({ req, res }: { readonly req: Request; readonly res: Response }, answer: Answer): void {
  res.setHeader('Cache-Control', 'no-store');
  if (req.path.startsWith('/api/') || req.accepts(['html', 'json']) === 'json') {
    const status = answer.status === 303 ? 401 : answer.status;
    res.status(status).type('application/problem+json').send(JSON.stringify({ type: 'about:blank', title: answer.problem, status }));
    return;
  }
  if (answer.redirect !== undefined) res.redirect(303, answer.redirect);
  else res.status(answer.status).type('html').send(answer.html?.markup ?? '');
}
