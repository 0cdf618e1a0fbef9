/** Who is acting: the one shape that permission, row-level security, the audit log and the usage log all read. */

import type { Role } from '../../policies/vocabulary.ts';

/** Somebody who has not signed in. */
export interface Visitor {
  readonly kind: 'visitor';
}

/** A person signed in on the public side. Sees nothing of anyone until bound to one data subject. */
export interface ResidentActor {
  readonly kind: 'resident';
  readonly accountId: string;
  readonly dataSubjectId: string | null;
  /** True when an officer checked who this is, in person, by a known worker, or by telephone or video. */
  readonly isCheckedByOfficer: boolean;
  readonly session: SessionStamp;
}

/** A person signed in on the council's side: officers, assisting officers and councillors. */
export interface StaffActor {
  readonly kind: 'staff';
  readonly accountId: string;
  readonly roles: readonly Role[];
  readonly session: SessionStamp;
}

/** Another council system calling our interface with its own credentials. */
export interface SystemActor {
  readonly kind: 'connected-system';
  readonly systemId: string;
}

/** Whoever answers one data request by its link, without an account; they see that data request and nothing else. */
export interface ServiceContactActor {
  readonly kind: 'service-contact';
  readonly dataRequestId: string;
  readonly linkId: string;
  readonly caseId: string;
}

/** The worker at a job; it sees the one case the job names, or none. */
export interface WorkerActor {
  readonly kind: 'worker';
  readonly job: string;
  readonly caseId: string | null;
}

/** The sign-in deed itself, before anyone is known. */
export interface SignInActor {
  readonly kind: 'sign-in';
}

/** The writer of usage entries, which notes looks for everybody and sees nothing. */
export interface UsageActor {
  readonly kind: 'usage';
}

export type Actor = Visitor | ResidentActor | StaffActor | SystemActor | ServiceContactActor | WorkerActor | SignInActor | UsageActor;

/** Which session, in which version, an actor was read from: checked again inside the request's own transaction. */
export interface SessionStamp {
  readonly idHash: string;
  readonly version: number;
}

/** The reference by which the audit log knows an actor. Never a name. */
export function actorReference(actor: Actor): string {
  switch (actor.kind) {
    case 'resident':
    case 'staff':
      return actor.accountId;
    case 'connected-system':
      return actor.systemId;
    case 'service-contact':
      return actor.dataRequestId;
    case 'worker':
      return actor.job;
    case 'sign-in':
    case 'visitor':
    case 'usage':
      return '';
  }
}
