/** The doors of signing in, signing in again, and leaving. */

import { buildEndSessionUrl } from 'openid-client';
import { keptFormPage, refusedSignInPage, signInPage } from '../../client/views/sign-in/sign-in.ts';
import { otherAccountPage, stepUpPage, weakerSignInPage } from '../../client/views/errors/step-up.ts';
import { signedOutPage, stillHerePage } from '../../client/views/errors/session-ending.ts';
import { isAct, type StepUpRow } from '../../policies/step-up.ts';
import type { Actor } from '../platform/actor.ts';
import { NotFound } from '../platform/errors.ts';
import { textOf } from '../platform/forms.ts';
import { get, open, post, type Route, type Visit } from '../platform/permit.ts';
import { doNotExtend, sessionCookieName } from '../platform/session.ts';
import { rowFor, type ActOnObject } from './assurance.ts';
import { readIdToken } from './id-token.ts';
import { openForm, readKeptForm, sealForm } from './kept-form.ts';
import type { ProviderGate, ProviderGates } from './provider-gates.ts';
import { dialects, providerNames, type ProviderName } from './providers.ts';
import { returnAddress } from './return-address.ts';
import { endSession, isSamePerson, readAnew, renewSession, startSession } from './session-change.ts';
import { signInPerson } from './sign-in-person.ts';
import { SignInRefused, type Refusal } from './sign-in-refused.ts';
import type { SignInWish } from './strategy.ts';
import type { CompletedSignIn } from './token-exchange.ts';

type AnyVisit = Visit<null, Actor>;
type Gates = ProviderGates['gates'];

export function signInRoutes(gates: Gates): readonly Route[] {
  return [
    get('/sign-in', open('nobody is known yet'), showSignIn),
    ...providerNames.flatMap((name) => [
      post(`/sign-in/${name}`, open('nobody is known yet'), (visit) => begin(visit, gates[name], ordinaryWish(visit, gates[name]))),
      get(`/sign-in/${name}/callback`, open('the provider’s answer is checked by itself'), (visit) => comeBack(visit, gates[name])),
    ]),
    get('/sign-in/again', open('asks again whoever is signed in'), showSignInAgain),
    post('/sign-in/again', open('asks again whoever is signed in'), (visit) => beginAgain(visit, gates)),
    get('/sign-in/again/form', open('shows whoever is signed in the form they sent'), showKeptForm),
    post('/sign-out', open('anyone may leave'), (visit) => signOut(visit, gates)),
    get('/signed-out', open('what one sees after leaving'), ({ show, page }) => show(signedOutPage({ signInAddress: '/sign-in' }, page))),
    get('/still-here', open('hides what was on screen'), askStillHere),
    post('/still-here', open('extends a session that is still alive'), stayHere),
    post('/exit', open('leaving is never refused'), leaveQuickly),
  ];
}

function showSignIn({ req, show, page }: AnyVisit): void {
  show(signInPage({ returnTo: returnAddress(req.query['return']) }, page));
}

/**
 * At the door any strength will do; each act asks for what it needs. A resident is always asked anew: on a shared device,
 * after leaving quickly, the provider may still know them, and pressing *Sign in* must not open their account to whoever is there.
 */
function ordinaryWish({ posted, page }: AnyVisit, { connection }: ProviderGate): SignInWish {
  const returnTo = returnAddress(textOf(posted, 'return'));
  const { name, dialect } = connection.settings;
  const maxAgeSeconds = name === 'resident' && dialects[dialect].honoursMaxAge ? 0 : null;
  return { returnTo, neededStrength: 'one-factor', maxAgeSeconds, expectedSubject: null, purpose: null, sealedForm: null, language: page.lang };
}

async function begin(visit: AnyVisit, gate: ProviderGate, wish: SignInWish): Promise<void> {
  try {
    await gate.begin(visit, wish);
  } catch (error) {
    showRefusal(visit, error, wish.returnTo);
  }
}

async function comeBack(visit: AnyVisit, gate: ProviderGate): Promise<void> {
  try {
    await readAnew(visit.req, visit.house.sessions);
    const completed = await gate.finish(visit);
    visit.redirect(await admit(visit, completed));
  } catch (error) {
    await turnAway(visit, error);
  }
}

/** Gives the address to go on to. */
async function admit(visit: AnyVisit, completed: CompletedSignIn): Promise<string> {
  const { req, house } = visit;
  const { facts, transaction } = completed;
  const person = await signInPerson(house, completed);
  const before = req.session.assurance;
  if (isSamePerson(before, facts) && req.session.accountId === person.accountId) await renewSession(visit, before, completed);
  else if (transaction.purpose !== null) throw new SignInRefused('somebody-else', { transaction });
  else await startSession(visit, person.accountId, completed);
  if (transaction.sealedForm !== null) return '/sign-in/again/form';
  return transaction.returnTo === '/' ? firstPage(facts.provider, person.roles) : transaction.returnTo;
}

function firstPage(provider: ProviderName, roles: readonly string[]): string {
  if (provider === 'resident') return '/';
  if (roles.length !== 1) return '/officer';
  if (roles[0] === 'councillor') return '/councillor';
  return roles[0] === 'assisting-officer' ? '/officer/assist' : '/officer';
}

async function turnAway(visit: AnyVisit, error: unknown): Promise<void> {
  const transaction = error instanceof SignInRefused ? error.transaction : null;
  const purpose = transaction?.purpose ?? null;
  if (error instanceof SignInRefused && error.refusal === 'somebody-else') {
    visit.house.log.warn('sign-in refused', { refusal: error.refusal });
    await endSession(visit.req);
    forgetCookie(visit);
    visit.show(otherAccountPage({ ...visit.page, isSignedIn: false, staffRoles: [], csrfToken: '' }), 403);
    return;
  }
  const cameBackWeaker = error instanceof SignInRefused && (error.refusal === 'too-weak' || error.refusal === 'too-old');
  if (cameBackWeaker && transaction !== null && purpose !== null) {
    visit.house.log.warn('sign-in refused', { refusal: error.refusal });
    const form = await formOf(visit, transaction.sealedForm);
    visit.show(weakerSignInPage({ action: '/sign-in/again', fields: { ...purpose, return: transaction.returnTo, ...form } }, visit.page), 403);
    return;
  }
  showRefusal(visit, error, transaction?.returnTo ?? '/');
}

const statuses: Readonly<Partial<Record<Refusal, number>>> = { 'malformed-answer': 400, 'unknown-transaction': 400, 'provider-unavailable': 503, 'provider-refused': 503 };

/** Anything but a refusal is a fault and rises to the one place for faults. */
function showRefusal({ house, show, page }: AnyVisit, error: unknown, returnTo: string): void {
  if (!(error instanceof SignInRefused)) throw error;
  house.log.warn('sign-in refused', { refusal: error.refusal });
  show(refusedSignInPage({ refusal: error.refusal, returnTo }, page), statuses[error.refusal] ?? 403);
}

interface Again {
  readonly purpose: ActOnObject;
  readonly row: StepUpRow;
  readonly returnTo: string;
}

/** @throws NotFound for words that no page of ours would send. */
function againFrom(given: { readonly act: string; readonly object: string; readonly returnTo: string }): Again {
  const { act, object } = given;
  if (!isAct(act) || !/^[\w:-]{0,64}$/.test(object)) throw new NotFound('no such act');
  return { purpose: { act, object }, row: rowFor(act), returnTo: returnAddress(given.returnTo) };
}

function showSignInAgain({ req, redirect, show, page }: AnyVisit): void {
  const said = (name: string): string => {
    const value = req.query[name];
    return typeof value === 'string' ? value : '';
  };
  const again = againFrom({ act: said('act'), object: said('object'), returnTo: said('return') });
  if (req.session.assurance === undefined) return redirect(`/sign-in?return=${encodeURIComponent(again.returnTo)}`);
  show(stepUpPage({ action: '/sign-in/again', fields: { ...again.purpose, return: again.returnTo } }, page));
}

/** Bound to the person who is signed in, and, where the table says so, to one act on one object. */
async function beginAgain(visit: AnyVisit, gates: Gates): Promise<void> {
  const { req, posted, page } = visit;
  const { purpose, row, returnTo } = againFrom({ act: textOf(posted, 'act'), object: textOf(posted, 'object'), returnTo: textOf(posted, 'return') });
  const { assurance } = req.session;
  if (assurance === undefined) return visit.redirect(`/sign-in?return=${encodeURIComponent(returnTo)}`);
  if (row.signedInAs !== assurance.provider) throw new NotFound('not for this kind of person');
  const wish: SignInWish = {
    returnTo,
    neededStrength: row.authenticator,
    // A sign-in for one object is made anew; an older one at the provider would say nothing about this act.
    maxAgeSeconds: row.boundTo === undefined ? ageAsked(row) : 0,
    expectedSubject: assurance.subject,
    purpose: { act: row.boundTo ?? purpose.act, object: purpose.object },
    sealedForm: await sealedFormOf(visit),
    language: page.lang,
  };
  await begin(visit, gates[assurance.provider], wish);
}

async function sealedFormOf({ house, posted }: AnyVisit): Promise<string | null> {
  const form = readKeptForm(textOf(posted, 'form'));
  return form === null ? null : sealForm(await house.keys.keyFor('portal'), form);
}

/** As a hidden field again, for whoever has to try once more. */
async function formOf({ house }: AnyVisit, sealedForm: string | null): Promise<Readonly<Record<string, string>>> {
  return sealedForm === null ? {} : { form: JSON.stringify(openForm(await house.keys.keyFor('portal'), sealedForm)) };
}

/** What was typed stands there again; only the person sends it. */
async function showKeptForm({ req, house, show, page }: AnyVisit): Promise<void> {
  const { sealedForm } = req.session;
  if (sealedForm === undefined) throw new NotFound('no form is kept');
  show(keptFormPage(openForm(await house.keys.keyFor('portal'), sealedForm), page));
}

function ageAsked({ maxAgeMinutes }: StepUpRow): number | null {
  return maxAgeMinutes === null ? null : maxAgeMinutes * 60;
}

/** Ends the session here first, whatever becomes of the provider's own. */
async function signOut(visit: AnyVisit, gates: Gates): Promise<void> {
  const { req, res, house } = visit;
  const { assurance } = req.session;
  const idToken = await readIdToken(house, req).catch((error: unknown) => {
    house.log.fault('a sign-in could not be ended at the provider', error);
    return null;
  });
  await endSession(req);
  forgetCookie(visit);
  res.setHeader('Clear-Site-Data', '"cache", "storage"');
  const away = assurance === undefined || idToken === null ? null : await leavingAddress(gates[assurance.provider], idToken);
  visit.redirect(away ?? '/signed-out');
}

/** Null when the provider is away or offers no way out; we are signed out all the same. */
async function leavingAddress({ connection }: ProviderGate, idToken: string): Promise<string | null> {
  try {
    const configuration = await connection.configuration();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
    return buildEndSessionUrl(configuration, { id_token_hint: idToken, post_logout_redirect_uri: connection.settings.postLogoutUrl }).href;
  } catch (error) {
    if (error instanceof SignInRefused) return null;
    throw error;
  }
}

function askStillHere({ req, actor, show, page }: AnyVisit): void {
  const returnTo = returnAddress(req.query['return']);
  if (actor.kind === 'visitor') return show(signedOutPage({ signInAddress: `/sign-in?return=${encodeURIComponent(returnTo)}` }, page));
  doNotExtend(req.session);
  show(stillHerePage({ returnTo }, page));
}

function stayHere({ actor, posted, redirect }: AnyVisit): void {
  const returnTo = returnAddress(textOf(posted, 'return'));
  redirect(actor.kind === 'visitor' ? `/sign-in?return=${encodeURIComponent(returnTo)}` : returnTo);
}

/** Never an error: if the session cannot be ended now, its idle limit ends it, and the browser has lost its id. */
async function leaveQuickly(visit: AnyVisit): Promise<void> {
  const { req, res, house } = visit;
  await endSession(req).catch((error: unknown) => house.log.fault('a session could not be ended at exit', error));
  forgetCookie(visit);
  res.setHeader('Clear-Site-Data', '"cache", "cookies", "storage"');
  visit.redirect(house.config.exitUrl);
}

function forgetCookie({ res, house }: AnyVisit): void {
  const { isSecure } = house.config;
  res.clearCookie(sessionCookieName(isSecure), { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure });
}
