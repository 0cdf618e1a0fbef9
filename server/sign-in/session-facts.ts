/** What a session keeps of signing in. */

import type { Request } from 'express';
import type {} from 'express-session';
import type { SignInFacts } from './assurance.ts';
import type { SignInTransactions } from './transactions.ts';

declare module 'express-session' {
  interface SessionData {
    signIns?: SignInTransactions;
    assurance?: SignInFacts;
    idToken?: string;
  }
}

/** Waits until the session is stored, because another request may need it at once. */
export function saveSession(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.save((error: unknown) => (error === undefined || error === null ? resolve() : reject(error)));
  });
}
