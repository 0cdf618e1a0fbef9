/** The web application: the pipeline every request passes, read as a list, and then the doors. */

import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import multer from 'multer';
import type { Actor } from './platform/actor.ts';
import { contactOf, isReply } from './data-requests/reply-session.ts';
import { NotFound } from './platform/errors.ts';
import type { StepUpRule, Tools } from './platform/house.ts';
import type { BodyKind, OpenHouse, Route } from './platform/permit.ts';
import { sessions, SessionStore } from './platform/session.ts';
import { visitFor, type PageMaker } from './platform/views.ts';
import { hasToken, isSameOrigin, makeNonce, neverStored, securityHeaders, wellFramed, writeLimit } from './platform/web-security.ts';
import { assetHandler, loadAssets } from './platform/assets.ts';
import { chooseLanguage } from './platform/language-choice.ts';
import { faultPages } from './fault-pages.ts';
import { assuranceOf, raisedBy, stepUpFor } from './sign-in/assurance.ts';
import { isAct } from '../policies/step-up.ts';
import { staffLinks } from './staff-links.ts';

export interface AppOptions {
  readonly tools: Tools;
  readonly cookieSecret: string;
  /** Where a form may lead beside ourselves: the providers' sign-in pages and the page that exit leads to. */
  readonly formTargets: readonly string[];
  readonly routes: readonly Route[];
  /** Knows a connected system by its own credentials; the doors under /api use no session. */
  readonly identifySystem: (req: Request) => Promise<Actor>;
  readonly writesAMinute?: number;
}

const maxFormBytes = 1_000_000;
const maxUploadBytes = 20_000_000;

export function createApp(options: AppOptions): Express {
  const { tools, routes } = options;
  const store = new SessionStore({ database: tools.database, clock: tools.clock });
  const maker: PageMaker = { config: tools.config, assets: loadAssets(), staffLinks };
  const house = buildHouse(options, store, maker);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', tools.config.trustedProxies.length === 0 ? false : tools.config.trustedProxies);
  app.set('query parser', 'simple');

  app.use(wellFramed);
  app.use(makeNonce);
  app.use(securityHeaders({ config: tools.config, formTargets: options.formTargets }));
  app.use('/assets', assetHandler());
  app.use(neverStored);
  app.use(chooseLanguage(tools.config.isSecure));
  app.use(onlyWrites(
    express.urlencoded({ extended: false, limit: maxFormBytes, parameterLimit: 2_000 }),
    express.json({ limit: maxFormBytes, type: ['application/json'] }),
    writeLimit(options.writesAMinute ?? 120),
  ));
  app.use(exceptUnder('/api', sessions({ store, secret: options.cookieSecret, isSecure: tools.config.isSecure })));
  app.use(exceptUnder('/api', refuseForgedWrites(tools.config.publicUrl)));
  mount(app, house, routes);
  app.use(() => {
    throw new NotFound('no such address');
  });
  app.use(faultPages(house, maker) satisfies ErrorRequestHandler);
  return app;
}

function buildHouse({ tools, identifySystem }: AppOptions, store: SessionStore, maker: PageMaker): OpenHouse {
  const house: OpenHouse = {
    ...tools,
    sessions: store,
    stepUp: askStepUpTable,
    actorOf: (req) => {
      if (req.path.startsWith('/api/')) return identifySystem(req);
      if (isReply(req.path)) return contactOf(tools, req);
      return isSignedIn(req) ? store.actorOf(req.sessionID) : Promise.resolve({ kind: 'visitor' });
    },
    visit: (admitted) => visitFor(house, maker, admitted),
  };
  return house;
}

/** Whoever brings no session of an account is a visitor, and needs no database to be one. */
function isSignedIn(req: Request): boolean {
  const session: unknown = req.session;
  return typeof session === 'object' && session !== null && 'accountId' in session;
}

/** Evidence that an officer recorded counts beside what the provider proved. */
const askStepUpTable: StepUpRule = ({ act, object }, { actor, session }, now) => {
  if (!isAct(act)) throw new RangeError(`no step-up row for ${act}`);
  const facts = session.assurance ?? null;
  const proved = facts === null ? null : assuranceOf(facts);
  const isRaised = actor.kind === 'resident' && actor.isCheckedByOfficer;
  return stepUpFor({ act, object }, { facts, have: proved !== null && isRaised ? raisedBy(proved, 'medium') : proved }, now);
};

function mount(app: Express, house: OpenHouse, routes: readonly Route[]): void {
  const uploads = multer({ storage: multer.memoryStorage(), limits: { fileSize: maxUploadBytes, files: 10, fields: 100 } }).any();
  const fields: Readonly<Record<BodyKind, readonly RequestHandler[]>> = { form: [], json: [], upload: [uploads], streamed: [] };
  for (const route of routes) {
    const token = needsToken(route) ? [refuseMissingToken] : [];
    app[route.method](route.path, ...fields[route.body], ...token, (req, res) => route.run(house, req, res));
  }
}

/** Asked of the route, never of the form: a form must not choose, by how it is sent, whether it is checked. *Exit this page* must never answer with an error. */
function needsToken({ method, path, body }: Route): boolean {
  return method === 'post' && body !== 'streamed' && path !== '/exit' && !path.startsWith('/api/');
}

/** Reading has no body and no limit, and goes straight on. */
function onlyWrites(...handlers: readonly RequestHandler[]): RequestHandler {
  const writes = express.Router().use(...handlers);
  return (req, res, next) => {
    if (req.method === 'POST') writes(req, res, next);
    else next();
  };
}

function exceptUnder(prefix: string, handler: RequestHandler): RequestHandler {
  return (req, res, next) => {
    if (req.path === prefix || req.path.startsWith(`${prefix}/`)) next();
    else handler(req, res, next);
  };
}

/** Every write, leaving included, comes from a page of ours. */
function refuseForgedWrites(publicUrl: string): RequestHandler {
  return (req, _res, next) => {
    if (req.method !== 'POST' || isSameOrigin(req, publicUrl)) next();
    else next(new ForgedWrite());
  };
}

const refuseMissingToken: RequestHandler = (req, _res, next) => {
  if (hasToken(req)) next();
  else next(new ForgedWrite());
};

/** A write that did not come from a page of ours, or from a page of a session that has ended. */
export class ForgedWrite extends Error {
  readonly status = 403;
  override readonly name = 'ForgedWrite';
}
