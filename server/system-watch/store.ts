/** The rows of how systems fare: their state, their days, what they have undescribed, and what was decided about it. */

import { faultReasons } from '../connected-systems/connector.ts';
import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import { neverAsked, type SystemState } from './breaker.ts';
import type { DriftDecision, DriftPlace } from './drift.ts';

const mostSystems = 1_000;
const mostPlaces = 2_000;

interface StateRow {
  readonly system_id: string;
  readonly last_asked_at: Date;
  readonly last_answered_at: Date | null;
  readonly last_reason: string | null;
  readonly failures_in_a_row: number;
  readonly resting_until: Date | null;
}

/** By system; one that was never asked has no row. */
export async function statesOf(read: Read): Promise<ReadonlyMap<string, SystemState>> {
  const rows = await read<StateRow>('system_states').orderBy('system_id').limit(mostSystems);
  return new Map(rows.map((row) => [row.system_id, stateFrom(row)]));
}

/** Locked, so that two askings that end together are both counted. */
export async function lockState(change: Change, systemId: string): Promise<SystemState> {
  const [row] = await change.write<StateRow>('system_states').where({ system_id: systemId }).forUpdate().limit(1);
  return row === undefined ? neverAsked : stateFrom(row);
}

function stateFrom(row: StateRow): SystemState {
  return {
    lastAskedAt: row.last_asked_at,
    lastAnsweredAt: row.last_answered_at,
    lastReason: faultReasons.find((reason) => reason === row.last_reason) ?? null,
    failuresInARow: row.failures_in_a_row,
    restingUntil: row.resting_until,
  };
}

export async function writeState(change: Change, systemId: string, state: SystemState): Promise<void> {
  const row = { last_asked_at: state.lastAskedAt, last_answered_at: state.lastAnsweredAt, last_reason: state.lastReason, failures_in_a_row: state.failuresInARow, resting_until: state.restingUntil };
  await change.write('system_states').insert({ system_id: systemId, ...row }).onConflict('system_id').merge(row);
}

export interface AskedOn {
  readonly systemId: string;
  readonly day: string;
  readonly isFailure: boolean;
  readonly items: number;
}

export async function countAsking(change: Change, { systemId, day, isFailure, items }: AskedOn): Promise<void> {
  await change.write.raw(
    `insert into system_days (system_id, day, askings, failures, items) values (?, ?, 1, ?, ?)
     on conflict (system_id, day) do update set askings = system_days.askings + 1, failures = system_days.failures + excluded.failures, items = system_days.items + excluded.items`,
    [systemId, day, isFailure ? 1 : 0, items],
  );
}

export interface SystemDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly askings: number;
  readonly failures: number;
  readonly items: number;
}

/** From that day on, oldest first; days without an asking are left out. */
export async function daysOf(read: Read, fromDay: string): Promise<ReadonlyMap<string, readonly SystemDay[]>> {
  const rows = await read<SystemDay & { readonly system_id: string }>('system_days').where('day', '>=', fromDay).orderBy(['system_id', 'day']).limit(mostSystems * 31);
  const days = new Map<string, SystemDay[]>();
  for (const { system_id: systemId, ...day } of rows) days.set(systemId, [...(days.get(systemId) ?? []), day]);
  return days;
}

/** By system. */
export async function driftFound(read: Read): Promise<ReadonlyMap<string, readonly DriftPlace[]>> {
  const rows = await read<{ readonly system_id: string; readonly place: string; readonly kind: DriftPlace['kind']; readonly found_on: string }>('system_drift').orderBy(['system_id', 'place']).limit(mostPlaces);
  return gathered(rows, ({ place, kind, found_on: foundOn }) => ({ place, kind, foundOn }));
}

/** By system. */
export async function driftDecided(read: Read): Promise<ReadonlyMap<string, readonly DriftDecision[]>> {
  const rows = await read<{ readonly system_id: string; readonly place: string; readonly is_personal: boolean; readonly plain_name: string | null; readonly decided_at: Date }>('drift_decisions')
    .orderBy(['system_id', 'place'])
    .limit(mostPlaces);
  return gathered(rows, (row) => ({ place: row.place, isPersonal: row.is_personal, plainName: row.plain_name, decidedAt: row.decided_at }));
}

function gathered<Row extends { readonly system_id: string }, Value>(rows: readonly Row[], valueOf: (row: Row) => Value): ReadonlyMap<string, readonly Value[]> {
  const bySystem = new Map<string, Value[]>();
  for (const row of rows) bySystem.set(row.system_id, [...(bySystem.get(row.system_id) ?? []), valueOf(row)]);
  return bySystem;
}

/** What was found before keeps its day; what is no longer there is forgotten. */
export async function replaceDrift(change: Change, systemId: string, found: readonly DriftPlace[]): Promise<void> {
  await change.write('system_drift').where({ system_id: systemId }).whereNotIn('place', found.map(({ place }) => place)).delete();
  if (found.length === 0) return;
  const rows = found.map(({ place, kind, foundOn }) => ({ system_id: systemId, place, kind, found_on: foundOn }));
  await change.write('system_drift').insert(rows).onConflict(['system_id', 'place']).merge(['kind']);
}

export interface NewDecision extends Omit<DriftDecision, 'decidedAt'> {
  readonly systemId: string;
  readonly by: string;
  readonly at: Date;
}

export async function writeDecision(change: Change, { systemId, place, isPersonal, plainName, by, at }: NewDecision): Promise<void> {
  const row = { is_personal: isPersonal, plain_name: plainName, decided_by: by, decided_at: at };
  await change.write('drift_decisions').insert({ system_id: systemId, place, ...row }).onConflict(['system_id', 'place']).merge(row);
}

export interface DecidedSystem {
  readonly isResting: boolean;
  readonly alsoRead: readonly { readonly place: string; readonly plainName: string }[];
}

/** Through the one function that whoever may not read these rows may call. */
export async function systemsAsDecided(read: Read, now: Date): Promise<ReadonlyMap<string, DecidedSystem>> {
  const rows = await read.raw<{ readonly system_id: string; readonly is_resting: boolean; readonly also_read: DecidedSystem['alsoRead'] }>('select system_id, is_resting, also_read from systems_as_decided(?)', [now]);
  return new Map(rows.map((row) => [row.system_id, { isResting: row.is_resting, alsoRead: row.also_read }]));
}
