/** How sure we are of the person in a session, and whether that is enough for one act now. */

import {
  authenticatorLadder,
  everyTimeWithinMinutes,
  identityLadder,
  stepUpTable,
  type Act,
  type AuthenticatorStrength,
  type IdentityConfidence,
  type StepUpRow,
} from '../../policies/step-up.ts';
import { authenticatorOf, dialects, identityOf, type DialectName, type ProviderName } from './providers.ts';

/** What the provider said at sign-in, word for word. A session keeps this, and never a conclusion drawn from it. */
export interface SignInFacts {
  readonly provider: ProviderName;
  readonly dialect: DialectName;
  readonly issuer: string;
  readonly subject: string;
  readonly acr: string;
  readonly amr: readonly string[];
  /** The provider's word for how far the identity was proved; empty when it gave none. */
  readonly identity: string;
  /** Seconds since 1970, as the provider gave it. */
  readonly authTime: number;
  /** The acts and objects for which this person signed in again, newest last. */
  readonly madeFor: readonly SignInMadeFor[];
}

/** One act on one object, such as `approve-bundle` on a bundle's id. */
export interface ActOnObject {
  readonly act: Act;
  readonly object: string;
}

export interface SignInMadeFor extends ActOnObject {
  readonly acr: string;
  readonly authTime: number;
}

/** The three measures of the portal's own ladder. */
export interface Assurance {
  readonly signedInAs: ProviderName;
  readonly identity: IdentityConfidence;
  readonly authenticator: AuthenticatorStrength;
  readonly authenticatedAt: Date;
  readonly madeFor: readonly MeasuredSignIn[];
}

interface MeasuredSignIn extends ActOnObject {
  readonly authenticator: AuthenticatorStrength;
  readonly authenticatedAt: Date;
}

export type Shortfall = 'provider' | 'identity' | 'authenticator' | 'age' | 'made-for-this';

/** What a new sign-in must bring, in the words of the provider that will be asked. */
export interface StepUp extends ActOnObject {
  readonly lacking: readonly Shortfall[];
  readonly acrValues: string;
  readonly maxAgeSeconds: number;
  /** Whether a new sign-in can help at all; too low an identity confidence needs another way. */
  readonly canBeMet: boolean;
}

/** Providers' clocks and ours may differ by this much. */
export const clockSkewSeconds = 10;

export function assuranceOf(facts: SignInFacts): Assurance {
  const { dialect } = facts;
  return {
    signedInAs: facts.provider,
    identity: identityOf(dialect, facts.identity),
    authenticator: authenticatorOf(dialect, facts.acr),
    authenticatedAt: new Date(facts.authTime * 1000),
    madeFor: facts.madeFor.map(({ act, object, acr, authTime }) => ({
      act, object, authenticator: authenticatorOf(dialect, acr), authenticatedAt: new Date(authTime * 1000),
    })),
  };
}

/** Evidence that staff recorded counts beside what the provider proved; the stronger of the two stands. */
export function raisedBy(have: Assurance, evidence: IdentityConfidence): Assurance {
  return reaches(identityLadder, have.identity, evidence) ? have : { ...have, identity: evidence };
}

export function rowFor(act: Act): StepUpRow {
  const row = stepUpTable.find((candidate) => candidate.act === act);
  if (row === undefined) throw new RangeError(`no step-up row for ${act}`);
  return row;
}

/** Whether a sign-in is enough for a row of the table. `object` matters only to rows that are bound to one. */
export function isEnough(needed: { readonly row: StepUpRow; readonly object: string }, have: Assurance | null, now: Date): boolean {
  return shortfalls(needed, have, now).length === 0;
}

/** Null when the sign-in is enough for this act on this object; else what a new one must bring. */
export function stepUpNeeded(asked: ActOnObject, facts: SignInFacts | null, now: Date): StepUp | null {
  return stepUpFor(asked, { facts, have: facts === null ? null : assuranceOf(facts) }, now);
}

/** As `stepUpNeeded`, for a person whose assurance was raised by recorded evidence. */
export function stepUpFor(
  asked: ActOnObject,
  signIn: { readonly facts: SignInFacts | null; readonly have: Assurance | null },
  now: Date,
): StepUp | null {
  const row = rowFor(asked.act);
  const lacking = shortfalls({ row, object: asked.object }, signIn.have, now);
  if (lacking.length === 0) return null;
  return {
    act: asked.act,
    object: asked.object,
    lacking,
    acrValues: signIn.facts === null ? '' : acrValuesFor(signIn.facts.dialect, row.authenticator).join(' '),
    maxAgeSeconds: (row.maxAgeMinutes ?? 0) * 60,
    canBeMet: signIn.facts !== null && !lacking.includes('identity') && !lacking.includes('provider'),
  };
}

/** Every word of a dialect that is at least this strong, the weakest that will do first. */
export function acrValuesFor(dialect: DialectName, needed: AuthenticatorStrength): readonly string[] {
  const { authenticators } = dialects[dialect];
  const enough = Object.keys(authenticators).filter((word) => isAtLeast(authenticatorOf(dialect, word), needed));
  return enough.toSorted((one, other) => rung(authenticatorOf(dialect, one)) - rung(authenticatorOf(dialect, other)));
}

export function isAtLeast(have: AuthenticatorStrength, needed: AuthenticatorStrength): boolean {
  return rung(have) >= rung(needed);
}

function rung(strength: AuthenticatorStrength): number {
  return authenticatorLadder.indexOf(strength);
}

/** A provider that checked who this is, however lightly; what it did not check is only what the person typed there once. */
export function isProved(identity: IdentityConfidence): boolean {
  return reaches(identityLadder, identity, 'low');
}

function reaches<Step>(ladder: readonly Step[], have: Step, needed: Step): boolean {
  return ladder.indexOf(have) >= ladder.indexOf(needed);
}

function shortfalls(needed: { readonly row: StepUpRow; readonly object: string }, have: Assurance | null, now: Date): readonly Shortfall[] {
  const { row, object } = needed;
  if (row.signedInAs === 'anyone') return [];
  if (have === null || have.signedInAs !== row.signedInAs) return ['provider'];
  const lacking: Shortfall[] = reaches(identityLadder, have.identity, row.identity) ? [] : ['identity'];
  const signIn = row.boundTo === undefined ? have : madeFor(have, { act: row.boundTo, object });
  if (signIn === undefined) return [...lacking, 'made-for-this'];
  if (!isAtLeast(signIn.authenticator, row.authenticator)) lacking.push('authenticator');
  if (isTooOld(row, signIn.authenticatedAt, now)) lacking.push('age');
  return lacking;
}

function madeFor(have: Assurance, { act, object }: ActOnObject): MeasuredSignIn | undefined {
  return have.madeFor.findLast((signIn) => signIn.act === act && signIn.object === object);
}

/** A sign-in from the future is no sign-in: the clock that made it cannot be trusted. */
function isTooOld(row: StepUpRow, authenticatedAt: Date, now: Date): boolean {
  if (row.maxAgeMinutes === null) return false;
  const maxAgeMinutes = row.maxAgeMinutes === 0 ? everyTimeWithinMinutes : row.maxAgeMinutes;
  const ageSeconds = (now.getTime() - authenticatedAt.getTime()) / 1000;
  return !(ageSeconds <= maxAgeMinutes * 60 && ageSeconds >= -60);
}

/** At most this many acts are remembered in one session; the oldest is forgotten first. */
const maxMadeFor = 8;

/** The facts of a session after its person signed in again for one act. */
export function afterSigningInAgain(before: SignInFacts, fresh: SignInFacts, purpose: ActOnObject | null): SignInFacts {
  if (purpose === null) return { ...fresh, madeFor: before.madeFor };
  const made: SignInMadeFor = { ...purpose, acr: fresh.acr, authTime: fresh.authTime };
  const others = before.madeFor.filter((each) => each.act !== made.act || each.object !== made.object);
  return { ...fresh, madeFor: [...others, made].slice(-maxMadeFor) };
}
