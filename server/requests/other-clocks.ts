/** The other clocks a council answers by: complaints, breaches and school records. */
import { timeLimits } from '../../policies/time-limits.ts';
import { addDays, type CalendarDay } from './calendar-days.ts';
import { nextWorkingDay, restDayOf, type HolidayCalendar } from './working-days.ts';

/** The last day to acknowledge a complaint; the investigation starts at once all the same.   Source: DPA 2018 s.164A(3), s.205(2). */
export function complaintAcknowledgementDueOn(receivedOn: CalendarDay, calendar: HolidayCalendar): CalendarDay {
  return nextWorkingDay(addDays(receivedOn, timeLimits.complaintAcknowledgementDays), calendar);
}

/** Plain elapsed hours, weekends included, from the moment the council became aware.   Source: UK GDPR Art. 33(1). */
export function breachNotificationDueAt(awareAt: Date): Date {
  return new Date(awareAt.getTime() + timeLimits.breachNotificationHours * 3_600_000);
}

/** The last school day of a parent's request to a maintained school in England, counted from the day after receipt.
 *  @param closedOn days on which the school is shut, beside weekends and bank holidays.   Source: SI 2005/1437 reg. 5(2). */
export function educationRecordDueOn(
  receivedOn: CalendarDay,
  closedOn: ReadonlySet<CalendarDay>,
  calendar: HolidayCalendar,
): CalendarDay {
  let day = receivedOn;
  for (let counted = 0; counted < timeLimits.educationRecordSchoolDays; ) {
    day = addDays(day, 1);
    if (restDayOf(day, calendar) === null && !closedOn.has(day)) counted += 1;
  }
  return day;
}
