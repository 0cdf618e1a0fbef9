/** A rehearsal: the request of a planted person, and which of the records planted for her it did not find. */

import { standingOf, type SystemSearch } from '../casework/system-search.ts';

/** A record that was put into a system for rehearsals, by the reference with which its connector names it. */
export interface PlantedRecord {
  readonly system: string;
  readonly reference: string;
}

export interface MissedRecord {
  readonly system: string;
  readonly record: string;
  /** A closed word: what asking the system came to; `not found` where it answered without this record. */
  readonly because: string;
}

export interface RehearsalResult {
  readonly found: number;
  readonly missed: readonly MissedRecord[];
}

export interface Brought {
  readonly searches: readonly SystemSearch[];
  readonly items: readonly PlantedRecord[];
}

/** Every planted record is found or missed; what else was found says nothing. */
export function resultOf(planted: readonly PlantedRecord[], { searches, items }: Brought): RehearsalResult {
  const found = new Set(items.map(keyOf));
  const missed = planted.filter((record) => !found.has(keyOf(record))).map(({ system, reference }) => ({ system, record: reference, because: becauseOf(searches.find(({ systemId }) => systemId === system)) }));
  return { found: planted.length - missed.length, missed };
}

function keyOf({ system, reference }: PlantedRecord): string {
  return `${system}\u0000${reference}`;
}

function becauseOf(search: SystemSearch | undefined): string {
  if (search === undefined) return 'not connected';
  const standing = standingOf(search);
  if (standing === 'errored') return search.reason ?? 'unexpected';
  return standing === 'held' ? 'not found' : standing;
}

export interface NotRehearsed {
  readonly system: string;
  readonly because: string;
}

export interface Planting {
  readonly records: readonly PlantedRecord[];
  readonly notRehearsed: readonly NotRehearsed[];
}

/** The systems that were to be asked, in which nothing is planted, and of which nobody has said why. */
export function unplantedAmong(systemKeys: readonly string[], { records, notRehearsed }: Planting): readonly string[] {
  return systemKeys.filter((key) => ![...records, ...notRehearsed].some(({ system }) => system === key));
}

/** A system that has not answered by then is not waited for. */
const longestMinutes = 20;

export function isOverdue(begunAt: Date, now: Date): boolean {
  return now.getTime() - begunAt.getTime() > longestMinutes * 60_000;
}

/** As officers see a rehearsal. */
export interface Rehearsal {
  readonly id: string;
  readonly caseId: string;
  readonly isNightly: boolean;
  readonly begunAt: Date;
  readonly planted: number;
  readonly endedAt: Date | null;
  readonly found: number | null;
  readonly missed: readonly MissedRecord[];
}

/** What is wrong with rehearsals; systems by their keys. */
export interface Alarm {
  /** Those in which the latest finished rehearsal missed something. */
  readonly missed: readonly string[];
  /** Those that no rehearsal looks at, though nobody has said why. */
  readonly unplanted: readonly string[];
  /** When the last one ended, or the first one that never did began, if that is too long ago. */
  readonly noneSince: Date | null;
}

/** A night may be late; a second one may not be missed. */
const longestBetweenHours = 36;

export interface Watched {
  /** Null where nobody is planted. */
  readonly planted: Planting | null;
  readonly systemKeys: readonly string[];
  readonly now: Date;
}

export function alarmOf(latestFirst: readonly Rehearsal[], { planted, systemKeys, now }: Watched): Alarm {
  const latest = latestFirst.find(({ endedAt }) => endedAt !== null);
  const lastAt = latest === undefined ? latestFirst.at(-1)?.begunAt : latest.endedAt;
  const isTooLong = planted !== null && lastAt !== undefined && lastAt !== null && now.getTime() - lastAt.getTime() > longestBetweenHours * 3_600_000;
  return {
    missed: [...new Set(latest?.missed.map(({ system }) => system) ?? [])],
    unplanted: planted === null ? [] : unplantedAmong(systemKeys, planted),
    noneSince: isTooLong ? lastAt : null,
  };
}
