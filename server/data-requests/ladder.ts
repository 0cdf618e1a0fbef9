/** The ladder of a data request that nobody answers: due, chased, put to the head of the service, and then for the officer to decide. */

import { timeLimits } from '../../policies/time-limits.ts';
import { addDays, daysBetween, laterOf, type CalendarDay } from '../requests/calendar-days.ts';
import { addWorkingDays, nextWorkingDay, type HolidayCalendar } from '../requests/working-days.ts';

/** `overdue` sends nothing: from that day the officer is told that nobody will answer by themselves. */
export type Rung = 'chase' | 'escalation' | 'overdue';

/** How far a data request has come. */
export interface Climbed {
  readonly dueOn: CalendarDay;
  /** In order. */
  readonly chasedOn: readonly CalendarDay[];
  readonly escalatedOn: CalendarDay | null;
}

export interface NextRung {
  readonly rung: Rung;
  /** Always a working day. */
  readonly on: CalendarDay;
}

export function dueDayFrom(askedOn: CalendarDay, calendar: HolidayCalendar): CalendarDay {
  return addWorkingDays(askedOn, timeLimits.dataRequestWorkingDays, calendar);
}

/** Whoever waited for our answer to a question gets the whole time again, and never less than they had. */
export function dueDayAfterReply(climbed: Pick<Climbed, 'dueOn'>, repliedOn: CalendarDay, calendar: HolidayCalendar): CalendarDay {
  return laterOf(climbed.dueOn, dueDayFrom(repliedOn, calendar));
}

/** Every few days after the due day, or after the chase before where that came later; a chase an officer sent by hand counts. */
export function nextRung({ dueOn, chasedOn, escalatedOn }: Climbed, calendar: HolidayCalendar): NextRung {
  if (escalatedOn !== null) return { rung: 'overdue', on: stepAfter(laterOf(dueOn, escalatedOn), calendar) };
  const from = laterOf(dueOn, chasedOn.at(-1) ?? dueOn);
  return { rung: chasedOn.length < timeLimits.dataRequestChases ? 'chase' : 'escalation', on: stepAfter(from, calendar) };
}

function stepAfter(day: CalendarDay, calendar: HolidayCalendar): CalendarDay {
  return nextWorkingDay(addDays(day, timeLimits.dataRequestChaseEveryDays), calendar);
}

/** The letter that goes out on this day, if one does; at most one a day, and none on a day of rest. */
export function letterDueOn(today: CalendarDay, climbed: Climbed, calendar: HolidayCalendar): Exclude<Rung, 'overdue'> | null {
  const { rung, on } = nextRung(climbed, calendar);
  return rung !== 'overdue' && on <= today && nextWorkingDay(today, calendar) === today ? rung : null;
}

/** Where a data request that nobody has answered stands, as officers read it. */
export type Lateness = 'in time' | 'late' | 'escalated' | 'overdue';

export function latenessOn(today: CalendarDay, climbed: Climbed, calendar: HolidayCalendar): Lateness {
  const { rung, on } = nextRung(climbed, calendar);
  if (rung === 'overdue') return on <= today ? 'overdue' : 'escalated';
  return climbed.dueOn < today ? 'late' : 'in time';
}

/** Whole days; 0 until the day after it was due. */
export function daysLate(today: CalendarDay, dueOn: CalendarDay): number {
  return Math.max(0, daysBetween(dueOn, today));
}
