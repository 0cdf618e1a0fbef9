/** The five kinds of expected failure, each with its status. Anything else is a fault and rises to one place. */

/** Missing, not yours, withdrawn and protected look alike: all are this. */
export class NotFound extends Error {
  readonly status = 404;
  override readonly name = 'NotFound';
}

/** Refused although its existence may be known; the reason is a key of locales/.../policies.json. */
export class NotAllowed extends Error {
  readonly status = 403;
  override readonly name = 'NotAllowed';
  readonly reason: string;

  constructor(reason: string) {
    super(`not allowed: ${reason}`);
    this.reason = reason;
  }
}

/** What a new sign-in must bring, and where it leads back to. */
export interface NeededStepUp {
  readonly act: string;
  readonly object: string;
  readonly returnTo: string;
  readonly acrValues: string;
  readonly maxAgeSeconds: number;
  /** Whether signing in again can help; too low an identity confidence needs another way. */
  readonly canBeMet: boolean;
}

/** The sign-in is too weak or too old for this one act on this one thing. */
export class StepUpNeeded extends Error {
  readonly status = 401;
  override readonly name = 'StepUpNeeded';
  readonly needed: NeededStepUp;

  constructor(needed: NeededStepUp) {
    super(`step-up needed for ${needed.act}`);
    this.needed = needed;
  }
}

/** Nobody is signed in; the place is kept. */
export class SignInNeeded extends Error {
  readonly status = 401;
  override readonly name = 'SignInNeeded';
}

/** What was typed cannot be taken; each field names the sentence that says what to do. */
export class InvalidForm extends Error {
  readonly status = 422;
  override readonly name = 'InvalidForm';
  readonly problems: Readonly<Record<string, string>>;

  constructor(problems: Readonly<Record<string, string>>) {
    super('the form has problems');
    this.problems = problems;
  }
}

/** Somebody, or oneself in another tab, changed the thing meanwhile. */
export class Conflict extends Error {
  readonly status = 409;
  override readonly name = 'Conflict';
  readonly reason: string;

  constructor(reason: string) {
    super(`conflict: ${reason}`);
    this.reason = reason;
  }
}

/** The session this request was read from has ended or changed; read it again. */
export class SessionChanged extends Error {
  override readonly name = 'SessionChanged';
}

/** A one-time link, or the session it was swapped for, is used, old or ended; which of them is not said. */
export class LinkEnded extends Error {
  readonly status = 404;
  override readonly name = 'LinkEnded';
}

/** The database cannot be reached; nothing was saved. */
export class DatabaseAway extends Error {
  readonly status = 503;
  override readonly name = 'DatabaseAway';
}
