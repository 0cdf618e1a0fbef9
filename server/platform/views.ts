/** Makes the page frame and the visit of one request: language, nonce, token, who is signed in. */

import type { Request, Response } from 'express';
import type { Html } from '../../client/components/html.ts';
import type { Area, Page, StaffLink } from '../../client/views/page.ts';
import type { Actor } from './actor.ts';
import type { PageAssets } from '../../client/views/page.ts';
import type { Config } from './config.ts';
import { postedFields } from './forms.ts';
import { isAllowed, textParams, type Admitted, type Visit } from './permit.ts';
import type { House } from './house.ts';
import { idleMinutes } from './session.ts';
import { nonceOf } from './web-security.ts';
import { dayWords, languageOf, languages, preferredLanguage, timeWords, translatorFor } from './words.ts';

export interface PageMaker {
  readonly config: Config;
  readonly assets: PageAssets;
  readonly staffLinks: (actor: Actor) => readonly StaffLink[];
}

export function areaOf(path: string): Area {
  if (path.startsWith('/officer')) return 'officer';
  if (path.startsWith('/councillor')) return 'councillor';
  return 'resident';
}

/** Signing in again and *still there?* interrupt staff too, and then stand in the frame that they came from. */
function areaFor(path: string, actor: Actor): Area {
  const isInterruption = path.startsWith('/sign-in/') || path === '/still-here';
  if (!isInterruption || actor.kind !== 'staff') return areaOf(path);
  return actor.roles.every((role) => role === 'councillor') ? 'councillor' : 'officer';
}

/** The language that was chosen, else the first of the browser's that we have, else English. Staff pages are in English. */
function languageFor(req: Request, area: Area): string {
  if (area !== 'resident') return 'en';
  const chosen = /(?:^|;\s*)language=([a-z]{2})(?:;|$)/.exec(req.get('cookie') ?? '')?.[1];
  return chosen === undefined ? preferredLanguage(req.get('accept-language')).code : languageOf(chosen).code;
}

function languageChoices(area: Area, lang: string): Page['languages'] {
  if (area !== 'resident') return [];
  return languages.map(({ code, name }) => ({ code, name, isCurrent: code === lang }));
}

/** A session is read after the pages that need none; until then there is no token to show. */
function tokenOf(req: Request): string {
  const session: unknown = req.session;
  return typeof session === 'object' && session !== null && 'csrfToken' in session && typeof session.csrfToken === 'string' ? session.csrfToken : '';
}

export function pageFor(maker: PageMaker, { req, res, actor }: { readonly req: Request; readonly res: Response; readonly actor: Actor }): Page {
  const { config } = maker;
  const area = areaFor(req.path, actor);
  const lang = languageFor(req, area);
  const signedIn = actor.kind === 'resident' || actor.kind === 'staff';
  const t = translatorFor(lang);
  return {
    t,
    lang,
    dir: languageOf(lang).dir,
    nonce: nonceOf(res),
    csrfToken: tokenOf(req),
    area,
    isSignedIn: signedIn,
    path: req.path,
    council: config.council,
    languages: languageChoices(area, lang),
    staffRoles: actor.kind === 'staff' ? actor.roles.map((role) => t(`layout.roles.${role}`)) : [],
    environmentName: config.environmentName,
    assets: maker.assets,
    staffLinks: maker.staffLinks(actor),
    ...(signedIn ? { idleWarningSeconds: (idleMinutes - 3) * 60 } : {}),
    day: dayWords(lang),
    time: timeWords(lang, area === 'resident' ? 'residents' : 'staff'),
  };
}

export function visitFor<Loaded, A extends Actor>(house: House, maker: PageMaker, admitted: Admitted<Loaded, A>): Visit<Loaded, A> {
  const { req, res } = admitted;
  return {
    ...admitted,
    house,
    page: pageFor(maker, admitted),
    may: (action, thing, loaded) => isAllowed(admitted.actor, { action, thing, loaded }),
    params: textParams(req),
    posted: postedFields(req.body),
    show: (html: Html, status = 200) => {
      res.statusCode = status;
      res.setHeader('Content-Type', 'text/html; charset=utf-8');
      res.setHeader('Content-Length', Buffer.byteLength(html.markup));
      res.end(html.markup);
    },
    redirect: (path: string) => {
      res.redirect(303, path);
    },
    json: (value: unknown, status = 200) => {
      res.status(status).json(value);
    },
  };
}
