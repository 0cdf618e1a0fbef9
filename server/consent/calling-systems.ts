/** The council systems that may ask about consent: their credentials, and the purposes they are registered for. */
import { createHash, randomBytes } from 'node:crypto';
import type { Actor, WorkerActor } from '../platform/actor.ts';
import { asActor, type Database } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { findPersonReference, insertPersonReference, insertSystem, systemOfSecret } from './asking-store.ts';

/** A secret that was ended stops working within this time. */
const knownForMs = 5_000;
const mostKnown = 1_000;

interface Known {
  readonly systemId: string;
  readonly untilMs: number;
}

const knownByDatabase = new WeakMap<Database, Map<string, Known>>();

/** Who calls, from the Authorization header: Basic with the system's id and secret, or Bearer with the secret alone.
 *  A visitor when the header is missing, or names no system in use. Secrets are random and long, so their hash needs no salt. */
export async function callingSystem(database: Database, authorization: string | undefined): Promise<Actor> {
  const given = credentialsIn(authorization);
  if (given === null) return { kind: 'visitor' };
  const hash = hashOf(given.secret);
  const systemId = await knownSystem(database, hash);
  if (systemId === null || (given.systemId !== null && given.systemId !== systemId)) return { kind: 'visitor' };
  return { kind: 'connected-system', systemId };
}

async function knownSystem(database: Database, hash: Buffer): Promise<string | null> {
  const known = knownByDatabase.get(database) ?? new Map<string, Known>();
  knownByDatabase.set(database, known);
  const name = hash.toString('hex');
  const held = known.get(name);
  if (held !== undefined && held.untilMs > performance.now()) return held.systemId;
  const systemId = await asActor(database, { kind: 'visitor' }, (read) => systemOfSecret(read, hash));
  known.delete(name);
  if (known.size >= mostKnown) known.clear();
  if (systemId !== null) known.set(name, { systemId, untilMs: performance.now() + knownForMs });
  return systemId;
}

interface Credentials {
  readonly systemId: string | null;
  readonly secret: string;
}

function credentialsIn(authorization: string | undefined): Credentials | null {
  const [, scheme, given] = /^(Basic|Bearer) +([\w+/=.~-]{1,400})$/i.exec(authorization ?? '') ?? [];
  if (scheme === undefined || given === undefined) return null;
  if (scheme.toLowerCase() === 'bearer') return { systemId: null, secret: given };
  const decoded = Buffer.from(given, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon < 1 ? null : { systemId: decoded.slice(0, colon), secret: decoded.slice(colon + 1) };
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

const registrar: WorkerActor = { kind: 'worker', job: 'register-calling-system', caseId: null };

export interface Registration {
  readonly systemId: string;
  readonly name: string;
  readonly purposeIds: readonly string[];
  /** Made at random unless given; at least 32 characters. Shown once and kept only as its hash. */
  readonly secret?: string;
}

/** Lets a system ask for named purposes. Needs the worker's database. Repeating it adds purposes and another secret.
 *  @returns the secret, to be handed over once. */
export async function registerCallingSystem(database: Database, registration: Registration): Promise<string> {
  const secret = registration.secret ?? randomBytes(32).toString('base64url');
  if (secret.length < 32) throw new RangeError('A secret has at least 32 characters.');
  const { systemId } = registration;
  await recordedChange(
    database,
    { actor: registrar, action: 'calling-system.register', about: { type: 'CallingSystem', id: systemId }, details: { purposes: registration.purposeIds.join(' ') } },
    (change) => insertSystem(change, { ...registration, secretHash: hashOf(secret) }),
  );
  return secret;
}

/** The reference by which one system knows one person, and no other system does. Made on first use; needs the worker's database. */
export async function personReferenceFor(database: Database, person: { readonly systemId: string; readonly dataSubjectId: string }): Promise<string> {
  const known = await asActor(database, registrar, (read) => findPersonReference(read, person));
  if (known !== null) return known;
  return recordedChange(
    database,
    { actor: registrar, action: 'calling-system.refer', about: { type: 'CallingSystem', id: person.systemId } },
    (change) => insertPersonReference(change, { ...person, reference: newId() }),
  );
}
