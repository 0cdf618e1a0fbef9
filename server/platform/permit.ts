/** Permission, asked in one place: a route loads its thing, asks the policies, then asks whether the sign-in is enough. */

import { subject } from '@casl/ability';
import type { Request, Response } from 'express';
import { abilityFor, type Ability, type Person } from '../../policies/index.ts';
import type { Action, Thing } from '../../policies/vocabulary.ts';
import type { Page } from '../../client/views/page.ts';
import type { Html } from '../../client/components/html.ts';
import type { Actor, ResidentActor, ServiceContactActor, StaffActor, SystemActor } from './actor.ts';
import { LinkEnded, NotAllowed, NotFound, SessionChanged, SignInNeeded, StepUpNeeded } from './errors.ts';
import type { Posted } from './forms.ts';
import type { House } from './house.ts';
import { remembering } from './remembering.ts';

export type Caller = 'resident' | 'staff' | 'connected-system' | 'service-contact';
export type ActorOf<By extends Caller> = By extends 'resident' ? ResidentActor : By extends 'staff' ? StaffActor : By extends 'service-contact' ? ServiceContactActor : SystemActor;
type KnownActor = ActorOf<Caller>;

/** What a loader may use to find the thing that the route is about. */
export interface Seek<By extends Caller> {
  readonly house: House;
  readonly actor: ActorOf<By>;
  readonly params: Readonly<Record<string, string>>;
  readonly req: Request;
}

/** One request at one route, permitted. */
export interface Visit<Loaded, A extends Actor = Actor> {
  readonly house: House;
  readonly req: Request;
  readonly res: Response;
  readonly actor: A;
  readonly thing: Loaded;
  readonly page: Page;
  /** What the policies would answer if this person asked for it: for offering on a page only what can be done. */
  readonly may: (action: Action, thing: Thing, loaded: object) => boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly posted: Posted;
  readonly show: (html: Html, status?: number) => void;
  readonly redirect: (path: string) => void;
  readonly json: (value: unknown, status?: number) => void;
}

/** A request that was let in, before it has its page. */
export interface Admitted<Loaded, A extends Actor> {
  readonly req: Request;
  readonly res: Response;
  readonly actor: A;
  readonly thing: Loaded;
}

/** The house with its routes mounted: it makes a visit of what was admitted. */
export interface OpenHouse extends House {
  visit<Loaded, A extends Actor>(admitted: Admitted<Loaded, A>): Visit<Loaded, A>;
}

export interface Guard<Loaded, A extends Actor> {
  readonly action: string;
  readonly who: string;
  readonly stepUp: string;
  readonly admit: (house: House, actor: Actor, req: Request) => Promise<{ readonly actor: A; readonly thing: Loaded }>;
}

export interface Permission<By extends Caller, Loaded extends object> {
  readonly by: By;
  /** The thing, or null when there is none or it is not this person's: both are 404. */
  readonly load: (seek: Seek<By>) => Promise<Loaded | null>;
  /** The row of policies/step-up that this act must meet. */
  readonly act?: string;
  /** What the step-up is bound to; the thing's own id unless said. */
  readonly object?: (thing: Loaded) => string;
}

/** A route that needs permission. */
export function permit<By extends Caller, Loaded extends object>(action: Action, thing: Thing, permission: Permission<By, Loaded>): Guard<Loaded, ActorOf<By>> {
  return {
    action: `${action} ${thing}`,
    who: permission.by,
    stepUp: permission.act ?? '-',
    admit: async (house, actor, req) => {
      const known = callerOf(permission.by, actor);
      const loaded = await permission.load({ house, actor: known, params: textParams(req), req });
      if (loaded === null) throw new NotFound(thing);
      askPolicies({ person: personOf(known), action, thing, loaded });
      if (permission.act !== undefined) askStepUp({ house, req, actor: known, act: permission.act, object: permission.object?.(loaded) ?? idOf(loaded) });
      return { actor: known, thing: loaded };
    },
  };
}

/** A route that anyone may use, with the reason said. */
export function open(why: string): Guard<null, Actor> {
  return { action: `open: ${why}`, who: 'anyone', stepUp: '-', admit: (_house, actor) => Promise.resolve({ actor, thing: null }) };
}

/** A page that is about the caller alone: the thing is their own account. */
export function own<By extends Caller>(seek: Seek<By>): Promise<{ readonly id: string; readonly accountId: string }> {
  const { actor } = seek;
  const id = personOf(actor).accountId;
  return Promise.resolve({ id, accountId: id });
}

function callerOf<By extends Caller>(by: By, actor: Actor): ActorOf<By> {
  if (by === 'service-contact' && actor.kind !== by) throw new LinkEnded('no link of a data request');
  if (actor.kind === 'visitor') throw new SignInNeeded('nobody is signed in');
  if (actor.kind !== by) throw new NotFound('not for this kind of person');
  // Narrowed by the comparison above, which the compiler cannot follow through a type parameter.
  return actor as ActorOf<By>;
}

function personOf(actor: KnownActor): Person {
  switch (actor.kind) {
    case 'resident':
      return { roles: ['resident'], accountId: actor.accountId, dataSubjectId: actor.dataSubjectId };
    case 'staff':
      return { roles: actor.roles, accountId: actor.accountId, dataSubjectId: null };
    case 'connected-system':
      return { roles: ['connected-system'], accountId: actor.systemId, dataSubjectId: null };
    case 'service-contact':
      return { roles: ['service-contact'], accountId: actor.dataRequestId, dataSubjectId: null };
  }
}

const abilities = remembering<Ability>(1_000);

/** What one person may do follows from these words alone, so it is worked out once for each. */
function abilityOf(person: Person): Ability {
  return abilities([person.accountId, person.dataSubjectId ?? '', ...person.roles].join(' '), () => abilityFor(person));
}

interface Question {
  readonly person: Person;
  readonly action: Action;
  readonly thing: Thing;
  readonly loaded: object;
}

/** Asked with a copy of a loaded thing: asked about a name alone, CASL answers yes; and `subject` marks what it is given. */
function askPolicies({ person, action, thing, loaded }: Question): void {
  const ability = abilityOf(person);
  const copy = subject(thing, { ...loaded });
  if (ability.can(action, copy)) return;
  const rule = ability.relevantRuleFor(action, copy);
  if (rule?.inverted === true && rule.reason !== undefined) throw new NotAllowed(rule.reason);
  throw new NotFound(thing);
}

/** The same policies, asked about a loaded thing and without its step-up: by a door in front of the routes, and by pages that offer what can be done. */
export function isAllowed(caller: Actor, asked: { readonly action: Action; readonly thing: Thing; readonly loaded: object }): boolean {
  if (caller.kind !== 'resident' && caller.kind !== 'staff' && caller.kind !== 'connected-system' && caller.kind !== 'service-contact') return false;
  try {
    askPolicies({ person: personOf(caller), ...asked });
    return true;
  } catch (error) {
    if (error instanceof NotAllowed || error instanceof NotFound) return false;
    throw error;
  }
}

interface StepUpQuestion {
  readonly house: House;
  readonly req: Request;
  readonly actor: Actor;
  readonly act: string;
  readonly object: string;
}

function askStepUp({ house, req, actor, act, object }: StepUpQuestion): void {
  const needed = house.stepUp({ act, object }, { actor, session: req.session }, house.clock.now());
  if (needed === null) return;
  throw new StepUpNeeded({ act, object, returnTo: req.method === 'GET' ? req.originalUrl : returnAddress(req), acrValues: needed.acrValues, maxAgeSeconds: needed.maxAgeSeconds, canBeMet: needed.canBeMet });
}

/** A form is never sent again by itself: the person comes back to the page it stood on. */
function returnAddress(req: Request): string {
  const from = req.get('referer');
  if (from === undefined || !URL.canParse(from)) return '/';
  const address = new URL(from);
  return address.host === req.get('host') ? address.pathname : '/';
}

function idOf(thing: object): string {
  return 'id' in thing && typeof thing.id === 'string' ? thing.id : '';
}

/** @throws NotFound for a zero byte, which no id of ours holds and the database takes in no text. */
export function textParams(req: Request): Readonly<Record<string, string>> {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(req.params)) if (typeof value === 'string') params[name] = value;
  if (Object.values(params).some((value) => value.includes('\0'))) throw new NotFound('no such address');
  return params;
}

export type Method = 'get' | 'post';
/** A streamed body is read by the door itself, once it has let the caller in; it then asks for the form's token itself. */
export type BodyKind = 'form' | 'json' | 'upload' | 'streamed';

/** A route as data, so that it can be listed, tested and mounted alike. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly action: string;
  readonly who: string;
  readonly stepUp: string;
  readonly body: BodyKind;
  readonly run: (house: OpenHouse, req: Request, res: Response) => Promise<void>;
}

export type Handle<Loaded, A extends Actor> = (visit: Visit<Loaded, A>) => Promise<void> | void;

export function get<Loaded, A extends Actor>(path: string, guard: Guard<Loaded, A>, handle: Handle<Loaded, A>): Route {
  return route({ method: 'get', path, guard, handle, body: 'form' });
}

export function post<Loaded, A extends Actor>(path: string, guard: Guard<Loaded, A>, handle: Handle<Loaded, A>): Route {
  return route({ method: 'post', path, guard, handle, body: 'form' });
}

/** A form with files: multipart. */
export function upload<Loaded, A extends Actor>(path: string, guard: Guard<Loaded, A>, handle: Handle<Loaded, A>): Route {
  return route({ method: 'post', path, guard, handle, body: 'upload' });
}

/** Files that go to disk as they come, from somebody who was let in first. The door asks for the form's token. */
export function stream<Loaded, A extends Actor>(path: string, guard: Guard<Loaded, A>, handle: Handle<Loaded, A>): Route {
  return route({ method: 'post', path, guard, handle, body: 'streamed' });
}

/** A JSON body, for connected systems and islands. */
export function postJson<Loaded, A extends Actor>(path: string, guard: Guard<Loaded, A>, handle: Handle<Loaded, A>): Route {
  return route({ method: 'post', path, guard, handle, body: 'json' });
}

interface NewRoute<Loaded, A extends Actor> {
  readonly method: Method;
  readonly path: string;
  readonly guard: Guard<Loaded, A>;
  readonly handle: Handle<Loaded, A>;
  readonly body: BodyKind;
}

function route<Loaded, A extends Actor>({ method, path, guard, handle, body }: NewRoute<Loaded, A>): Route {
  return {
    method,
    path,
    body,
    action: guard.action,
    who: guard.who,
    stepUp: guard.stepUp,
    run: async (house, req, res) => {
      const attempt = async (): Promise<void> => {
        const actor = await house.actorOf(req);
        const admitted = await guard.admit(house, actor, req);
        await handle(house.visit({ req, res, actor: admitted.actor, thing: admitted.thing }));
      };
      try {
        await attempt().catch(async (error: unknown) => {
          if (!(error instanceof SessionChanged) || res.headersSent) throw error;
          house.sessions.forget(req.sessionID);
          await attempt();
        });
      } finally {
        void house.sessions.noteUse(req);
      }
    },
  };
}
