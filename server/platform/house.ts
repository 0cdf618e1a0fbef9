/** What every door is given: the tools of the platform, wired together once. */

import type { Request } from 'express';
import type { SessionData } from 'express-session';
import type { Actor } from './actor.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './database.ts';
import type { KeyStore } from './keys.ts';
import type { Log } from './log.ts';
import type { SealedFiles } from './sealed-files.ts';
import type { SessionStore } from './session.ts';
import type { UsageLog } from './usage-log.ts';

/** What worker, web and command line share. Deeds take this. */
export interface Tools {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly database: Database;
  readonly keys: KeyStore;
  readonly files: SealedFiles;
  readonly usage: UsageLog;
}

export interface StepUpAsked {
  readonly act: string;
  readonly object: string;
}

export interface StepUpAnswer {
  readonly acrValues: string;
  readonly maxAgeSeconds: number;
  readonly canBeMet: boolean;
}

export interface SignedIn {
  readonly actor: Actor;
  readonly session: Partial<SessionData>;
}

/** The sign-in folder's answer to “is this sign-in enough, for this act, on this object, now?”; null means yes. */
export type StepUpRule = (asked: StepUpAsked, signedIn: SignedIn, now: Date) => StepUpAnswer | null;

/** The web process: tools, sessions, and who a request comes from. */
export interface House extends Tools {
  readonly sessions: SessionStore;
  readonly stepUp: StepUpRule;
  actorOf(req: Request): Promise<Actor>;
}
