/** What a system has that its description does not say, and what officers decided about it. */

export interface DriftPlace {
  /** `table` or `table.column`. */
  readonly place: string;
  readonly kind: 'unknown' | 'gone';
  /** `YYYY-MM-DD`. */
  readonly foundOn: string;
}

export interface DriftDecision {
  readonly place: string;
  readonly isPersonal: boolean;
  /** What a resident reads before the value of a personal column. */
  readonly plainName: string | null;
  readonly decidedAt: Date;
}

export interface DriftStanding {
  /** Nobody has classed these: the system is amber. */
  readonly toDecide: readonly DriftPlace[];
  /** Personal tables, which only a description can say how to enter: amber until the files of the system do. */
  readonly toDescribe: readonly DriftPlace[];
  /** Described and no longer there: amber until the files are mended. */
  readonly gone: readonly DriftPlace[];
  /** Personal columns, read with the others from the next asking on. */
  readonly alsoRead: readonly DriftDecision[];
  readonly notPersonal: readonly DriftDecision[];
}

/** Sorts what was found by what was decided. A decision about a place that has gone again waits for its return. */
export function driftStanding(found: readonly DriftPlace[], decisions: readonly DriftDecision[]): DriftStanding {
  const decided = new Map(decisions.map((decision) => [decision.place, decision]));
  const unknown = found.filter(({ kind }) => kind === 'unknown');
  const settled = (isPersonal: boolean): readonly DriftDecision[] => decisions.filter((decision) => decision.isPersonal === isPersonal && unknown.some(({ place }) => place === decision.place));
  return {
    toDecide: unknown.filter(({ place }) => !decided.has(place)),
    toDescribe: unknown.filter(({ place }) => !isColumn(place) && decided.get(place)?.isPersonal === true),
    gone: found.filter(({ kind }) => kind === 'gone'),
    alsoRead: settled(true).filter(({ place }) => isColumn(place)),
    notPersonal: settled(false),
  };
}

/** Until somebody decides, a search of the system may be missing something. */
export function isAmber({ toDecide, toDescribe, gone }: DriftStanding): boolean {
  return toDecide.length + toDescribe.length + gone.length > 0;
}

export function isColumn(place: string): boolean {
  return place.includes('.');
}
