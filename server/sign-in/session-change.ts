/** Gives the session a new id whenever somebody signs in, signs in again, or leaves. */

import type { Request } from 'express';
import { DatabaseAway } from '../platform/errors.ts';
import type { House } from '../platform/house.ts';
import { newCsrfToken } from '../platform/web-security.ts';
import { afterSigningInAgain, type SignInFacts } from './assurance.ts';
import { keepIdToken } from './id-token.ts';
import { saveSession, sessionStep } from './session-facts.ts';
import type { CompletedSignIn } from './token-exchange.ts';
import { keptForPerson } from './transactions.ts';

interface SignInVisit {
  readonly req: Request;
  readonly house: House;
}

/** A new session for this person. Nothing of the old one goes along but the person's own sign-ins in other tabs. */
export async function startSession({ req, house }: SignInVisit, accountId: string, completed: CompletedSignIn): Promise<void> {
  const signIns = keptForPerson(req.session.signIns ?? {}, completed.facts);
  await regenerate(req);
  Object.assign(req.session, { accountId, csrfToken: newCsrfToken(), assurance: completed.facts, signIns });
  await saveSession(req);
  await keepIdToken(house, req, completed.idToken);
}

/** The same person, signed in again: everything is kept, under a new id. */
export async function renewSession({ req, house }: SignInVisit, before: SignInFacts, completed: CompletedSignIn): Promise<void> {
  const { cookie: _cookie, ...kept } = req.session;
  const signIns = keptForPerson(req.session.signIns ?? {}, completed.facts);
  const assurance = afterSigningInAgain(before, completed.facts, completed.transaction.purpose);
  const { sealedForm } = completed.transaction;
  await regenerate(req);
  Object.assign(req.session, kept, { assurance, signIns, ...(sealedForm === null ? {} : { sealedForm }) });
  await saveSession(req);
  await keepIdToken(house, req, completed.idToken);
}

/** As the database has it now: the sign-in may have been begun a moment ago, in another process, or finished in another tab. */
export async function readAnew(req: Request, store: { forget(sessionId: string): void }): Promise<void> {
  store.forget(req.sessionID);
  await sessionStep((done) => req.session.reload(done)).catch((error: unknown) => {
    // A browser without a session has nothing to read, and its answer is refused for that.
    if (error instanceof DatabaseAway) throw error;
  });
}

export function endSession(req: Request): Promise<void> {
  return sessionStep((done) => req.session.destroy(done));
}

/** True when the session already belongs to the very person who came back. */
export function isSamePerson(before: SignInFacts | undefined, fresh: SignInFacts): before is SignInFacts {
  return before !== undefined && before.provider === fresh.provider && before.issuer === fresh.issuer && before.subject === fresh.subject;
}

function regenerate(req: Request): Promise<void> {
  return sessionStep((done) => req.session.regenerate(done));
}
