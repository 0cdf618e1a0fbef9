/** What asking one connected system for a case came to: only held and not held are answers. */

export const outcomes = ['held', 'not held', 'identifier not supported', 'suspended', 'errored'] as const;

export type Outcome = (typeof outcomes)[number];

/** Where a system stands, in one word for its row. */
export type Standing = 'being asked' | 'match to decide' | 'waiting for a service' | Outcome;

export interface SystemSearch {
  readonly systemId: string;
  /** The council service that the system belongs to. */
  readonly service: string;
  /** The officer's account, or the job, that asked. */
  readonly askedBy: string;
  readonly outcome: Outcome | null;
  /** A closed word: a connector's fault, or the day a system was suspended. */
  readonly reason: string | null;
  readonly isExcused: boolean;
  readonly itemCount: number;
  readonly pageCount: number;
  readonly attempt: number;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** Kept in `reason` while an officer decides who is meant. */
export const waitsForMatch = 'match-to-decide';

/** Kept in `reason` while a service contact has a data request to answer. */
export const waitsForService = 'data-request';

export function standingOf(search: Pick<SystemSearch, 'outcome' | 'reason' | 'endedAt'>): Standing {
  if (search.endedAt === null) return 'being asked';
  if (search.outcome === null && search.reason === waitsForService) return 'waiting for a service';
  return search.outcome ?? 'match to decide';
}

/** `identifier not supported`, `suspended` and `errored` leave the question open. */
export function isAnswer(standing: Standing): boolean {
  return standing === 'held' || standing === 'not held';
}

/** True when the case may go on: the system answered, or an officer recorded why it is left out. */
export function isSettled(search: SystemSearch): boolean {
  return isAnswer(standingOf(search)) || (search.isExcused && search.endedAt !== null);
}

/** A search that has been going on for this long was given up by the queue. */
const givenUpAfterMinutes = 15;

export function isGivenUp(search: SystemSearch, now: Date): boolean {
  return search.endedAt === null && search.startedAt !== null && now.getTime() - search.startedAt.getTime() > givenUpAfterMinutes * 60_000;
}

/** What failed may be asked again; an answer stands, and a match is decided first. */
export function mayRetry(search: SystemSearch, now: Date): boolean {
  const standing = standingOf(search);
  if (standing === 'being asked') return isGivenUp(search, now);
  // Whoever has been left out may be asked anew; before that, the contact is chased instead.
  if (standing === 'waiting for a service') return search.isExcused;
  return standing === 'errored' || standing === 'suspended' || standing === 'identifier not supported';
}

/** A match that nobody can decide in time is left out with a reason, like whatever else gave no answer. */
export function mayExcuse(search: SystemSearch): boolean {
  const standing = standingOf(search);
  return standing !== 'being asked' && !isAnswer(standing) && !search.isExcused;
}

/** The whole collection is finished when every system that was asked is settled. */
export function isCollected(searches: readonly SystemSearch[]): boolean {
  return searches.length > 0 && searches.every(isSettled);
}

/** The systems in the scope of a request: all of them, or those whose service it names. */
export function systemsInScope<S extends { readonly key: string; readonly service: string }>(systems: readonly S[], services: readonly string[]): readonly S[] {
  if (services.length === 0) return systems;
  return systems.filter(({ key, service }) => services.includes(key) || services.includes(service));
}

/** Dates of the scope; an item without a date is always in it, because its date cannot be told. */
export function isInDates(heldOn: string | null, scope: { readonly fromOn: string | null; readonly toOn: string | null }): boolean {
  if (heldOn === null) return true;
  return (scope.fromOn === null || heldOn >= scope.fromOn) && (scope.toOn === null || heldOn <= scope.toOn);
}
