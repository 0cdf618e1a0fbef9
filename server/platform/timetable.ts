/** Does the worker's regular deeds at their times: each by one worker, however many run on however many machines. */

import { setTimeout as pause } from 'node:timers/promises';
import { civilDay, civilHour } from './clock.ts';
import { inTransaction, type Read } from './database.ts';
import type { Tools } from './house.ts';

export interface RegularDeed {
  /** Its row in the table; never renamed, or it is done once more. */
  readonly name: string;
  /** Every so many minutes, or once in each calendar day of the United Kingdom, from an hour of its clocks on. */
  readonly every: { readonly minutes: number } | { readonly dayFromHour: number };
  readonly run: (signal: AbortSignal) => Promise<void>;
}

export interface Timetable {
  stop(): Promise<void>;
}

/** Nothing regular is done while the product starts. */
const firstAfterMs = 60_000;
const lookEveryMs = 60_000;

export function startTimetable(tools: Pick<Tools, 'database' | 'clock' | 'log'>, deeds: readonly RegularDeed[]): Timetable {
  const stopping = new AbortController();
  const running = keepLooking(tools, deeds, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function keepLooking(tools: Pick<Tools, 'database' | 'clock' | 'log'>, deeds: readonly RegularDeed[], signal: AbortSignal): Promise<void> {
  for (let waitMs = firstAfterMs; await waited(waitMs, signal); waitMs = lookEveryMs) await doWhatIsDue(tools, deeds, signal);
}

/** What is due now, one after another. A deed that fails is told, and done again after half an hour. */
export async function doWhatIsDue(tools: Pick<Tools, 'database' | 'clock' | 'log'>, deeds: readonly RegularDeed[], signal: AbortSignal): Promise<void> {
  for (const deed of deeds) {
    if (signal.aborted) return;
    try {
      if (!(await isTaken(tools, deed))) continue;
      await deed.run(signal);
      await noteDone(tools, deed);
    } catch (error) {
      tools.log.fault(deed.name, error);
    }
  }
}

/** True for the one worker that takes the deed: when it is due, or half an hour after somebody began it and did not end it. The table keeps no history and nothing about anybody, and so needs no audit entry. */
async function isTaken({ database, clock }: Pick<Tools, 'database' | 'clock'>, { name, every }: RegularDeed): Promise<boolean> {
  const now = clock.now();
  const taken = await inTransaction(database, {
    begin: 'begin',
    actor: { kind: 'worker', job: name, caseId: null },
    work: async (read) => ('minutes' in every ? await takeAfter(read, { name, now, minutes: every.minutes }) : await takeDaily(read, { name, now, fromHour: every.dayFromHour })),
  });
  return taken.length === 1;
}

async function noteDone({ database, clock }: Pick<Tools, 'database' | 'clock'>, { name }: RegularDeed): Promise<void> {
  await inTransaction(database, {
    begin: 'begin',
    actor: { kind: 'worker', job: name, caseId: null },
    work: (read) => read.raw('update timetable set done_at = ? where deed = ? returning deed', [clock.now(), name]),
  });
}

async function takeDaily(read: Read, { name, now, fromHour }: { readonly name: string; readonly now: Date; readonly fromHour: number }): Promise<readonly object[]> {
  if (civilHour(now) < fromHour) return [];
  return await read.raw(
    `insert into timetable (deed, begun_at) values (?, ?) on conflict (deed) do update set begun_at = excluded.begun_at
      where (timetable.begun_at at time zone 'Europe/London')::date < ?::date
         or ((timetable.done_at is null or timetable.done_at < timetable.begun_at) and timetable.begun_at <= excluded.begun_at - interval '30 minutes') returning deed`,
    [name, now, civilDay(now)],
  );
}

function takeAfter(read: Read, { name, now, minutes }: { readonly name: string; readonly now: Date; readonly minutes: number }): Promise<readonly object[]> {
  return read.raw(
    `insert into timetable (deed, begun_at) values (?, ?) on conflict (deed) do update set begun_at = excluded.begun_at
      where timetable.begun_at <= excluded.begun_at - make_interval(mins => ?)
         or ((timetable.done_at is null or timetable.done_at < timetable.begun_at) and timetable.begun_at <= excluded.begun_at - interval '30 minutes') returning deed`,
    [name, now, minutes],
  );
}

/** False when the wait was ended by stopping. */
function waited(forMs: number, signal: AbortSignal): Promise<boolean> {
  return pause(forMs, true, { signal }).catch(() => false);
}
