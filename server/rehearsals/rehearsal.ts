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

/** The systems that were to be asked and in which nothing is planted. */
export function unplantedAmong(systemKeys: readonly string[], planted: readonly PlantedRecord[]): readonly string[] {
  return systemKeys.filter((key) => !planted.some(({ system }) => system === key));
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

/** Keys of the systems that the latest finished rehearsal missed something in. */
export function alarmOf(latestFirst: readonly Rehearsal[]): readonly string[] {
  const latest = latestFirst.find(({ endedAt }) => endedAt !== null);
  return [...new Set(latest?.missed.map(({ system }) => system) ?? [])];
}
