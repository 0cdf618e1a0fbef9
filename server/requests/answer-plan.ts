/** The council's own earlier days for an answer, planned backwards from the day it is due. */
import { timeLimits } from '../../policies/time-limits.ts';
import { addDays, type CalendarDay } from './calendar-days.ts';
import { nextWorkingDay, workingDaysBefore, type HolidayCalendar } from './working-days.ts';

/** The last day to approve so that the longest hold ends with a working day to spare.
 *  The longest hold is planned for every case, so that the day tells nothing about this one. */
export function approveByOn(dueOn: CalendarDay, calendar: HolidayCalendar): CalendarDay {
  return workingDaysBefore(dueOn, timeLimits.longestHoldWorkingDays + timeLimits.workingDaysToSpare, calendar);
}

/** The internal target: 28 days after the start, but never after the day worked to.   Source: ICO's suggested fixed period. */
export function targetOn(relevantOn: CalendarDay, dueOn: CalendarDay, calendar: HolidayCalendar): CalendarDay {
  const target = nextWorkingDay(addDays(relevantOn, timeLimits.targetDays), calendar);
  return target < dueOn ? target : dueOn;
}
