/** What a session keeps of signing in. */

import type { Request } from 'express';
import type {} from 'express-session';
import type { SignInFacts } from './assurance.ts';
import type { SignInTransactions } from './transactions.ts';

declare module 'express-session' {
  interface SessionData {
    signIns?: SignInTransactions;
    assurance?: SignInFacts;
    /** A form to be shown again after a new sign-in, sealed. */
    sealedForm?: string;
  }
}

/** One step of the session's own, as a promise. */
export function sessionStep(step: (done: (error?: unknown) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    step((error) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error('the session could not be changed', { cause: error }));
    });
  });
}

/** Waits until the session is stored, because another request may need it at once. */
export function saveSession(req: Request): Promise<void> {
  return sessionStep((done) => req.session.save(done));
}
