/** Works out a request's clock from its recorded events, and keeps the working with the day it gave. */

import { z } from 'zod';
import type { Nation } from '../../policies/bank-holidays.ts';
import { approveByOn, targetOn } from './answer-plan.ts';
import { calendarDay, dayInLondon, type CalendarDay } from './calendar-days.ts';
import { explainClock, type ExplainedClock } from './clock-trace.ts';
import type { ClockEvent } from './clock.ts';
import { pausesForClarification, type RequestKind } from './request.ts';
import { holidayCalendarOf } from './working-days.ts';

/** What is kept: enough to show the working again in any language, years later. */
export const keptWorkingSchema = z.object({
  status: z.enum(['running', 'paused', 'not_started']),
  dueOn: z.string().nullable(),
  trace: z.array(z.object({ key: z.string(), days: z.record(z.string(), z.string()), count: z.number().optional() })),
});
export type KeptWorking = z.infer<typeof keptWorkingSchema>;

export interface WorkedOut {
  readonly explained: ExplainedClock;
  readonly dueOn: CalendarDay | null;
  readonly targetOn: CalendarDay | null;
  readonly approveByOn: CalendarDay | null;
  readonly kept: KeptWorking;
}

export interface RecordedClock {
  readonly kind: RequestKind;
  readonly nation: Nation;
  readonly receivedAt: Date;
  readonly events: readonly ClockEvent[];
}

export function workOut({ kind, nation, receivedAt, events }: RecordedClock): WorkedOut {
  const calendar = holidayCalendarOf(nation);
  const counted = events.filter(({ type }) => type !== 'clarification' || pausesForClarification(kind));
  const explained = explainClock({ nation, receivedOn: dayInLondon(receivedAt), events: counted }, calendar);
  const { clock, trace } = explained;
  return {
    explained,
    dueOn: clock.dueOn,
    targetOn: clock.relevantOn === null || clock.dueOn === null ? null : targetOn(clock.relevantOn, clock.dueOn, calendar),
    approveByOn: clock.dueOn === null ? null : approveByOn(clock.dueConservativeOn ?? clock.dueOn, calendar),
    kept: {
      status: clock.status,
      dueOn: clock.dueOn,
      trace: trace.map(({ says }) => ({ key: says.key, days: { ...says.days }, ...(says.count === undefined ? {} : { count: says.count }) })),
    },
  };
}

export interface ClockEventFields {
  readonly type: string;
  readonly asked_on: string | null;
  readonly received_on: string | null;
  readonly notified_on: string | null;
}

/** @throws RangeError for a row no event is made of. */
export function eventFrom(row: ClockEventFields): ClockEvent {
  const receivedOn = row.received_on === null ? null : calendarDay(row.received_on);
  if (row.type === 'extension' && row.notified_on !== null) return { type: 'extension', notifiedOn: calendarDay(row.notified_on) };
  if (row.asked_on === null) throw new RangeError('a clock event without a day');
  const askedOn = calendarDay(row.asked_on);
  if (row.type === 'id' || row.type === 'fee' || row.type === 'authority' || row.type === 'clarification') return { type: row.type, askedOn, receivedOn };
  throw new RangeError('a clock event of unknown type');
}
