/** Which days are working days in the council's nation. */
import { bankHolidayDays, type Nation } from '../../policies/bank-holidays.ts';
import { addDays, isCalendarDay, weekdayOf, type CalendarDay } from './calendar-days.ts';

/** The bank holidays a reckoning uses. */
export interface HolidayCalendar {
  readonly holidays: ReadonlySet<CalendarDay>;
  /** The last bank holiday known; null when none is. */
  readonly knownThroughOn: CalendarDay | null;
}

export type RestDay = 'saturday' | 'sunday' | 'bank-holiday';

/** The kept list of one nation. */
export function holidayCalendarOf(nation: Nation): HolidayCalendar {
  return kept[nation];
}

/** Why nobody works on a day; null on a working day. */
export function restDayOf(day: CalendarDay, calendar: HolidayCalendar): RestDay | null {
  const weekday = weekdayOf(day);
  if (weekday === 6) return 'saturday';
  if (weekday === 0) return 'sunday';
  return calendar.holidays.has(day) ? 'bank-holiday' : null;
}

/** The day itself, else the first working day after it.   Source: Regulation 1182/71 Art. 3(4). */
export function nextWorkingDay(day: CalendarDay, calendar: HolidayCalendar): CalendarDay {
  let candidate = day;
  while (restDayOf(candidate, calendar) !== null) candidate = addDays(candidate, 1);
  return candidate;
}

/** The working day that stands so many working days before a day. */
export function workingDaysBefore(day: CalendarDay, count: number, calendar: HolidayCalendar): CalendarDay {
  let candidate = day;
  for (let left = count; left > 0; left -= 1) {
    do candidate = addDays(candidate, -1);
    while (restDayOf(candidate, calendar) !== null);
  }
  return candidate;
}

/** False after the last known bank holiday, and in any year of which no bank holiday is known. */
export function areHolidaysKnownOn(day: CalendarDay, calendar: HolidayCalendar): boolean {
  if (calendar.knownThroughOn === null || day > calendar.knownThroughOn) return false;
  const year = day.slice(0, 5);
  for (const holiday of calendar.holidays) if (holiday.startsWith(year)) return true;
  return false;
}

function calendarFrom(days: readonly string[]): HolidayCalendar {
  const holidays = days.filter(isCalendarDay);
  return { holidays: new Set(holidays), knownThroughOn: holidays.at(-1) ?? null };
}

const kept: Readonly<Record<Nation, HolidayCalendar>> = {
  'england-and-wales': calendarFrom(bankHolidayDays['england-and-wales']),
  scotland: calendarFrom(bankHolidayDays.scotland),
  'northern-ireland': calendarFrom(bankHolidayDays['northern-ireland']),
};

/** The working day that many working days after a day. */
export function addWorkingDays(day: CalendarDay, count: number, calendar: HolidayCalendar): CalendarDay {
  let reached = day;
  for (let left = count; left > 0; left -= 1) reached = nextWorkingDay(addDays(reached, 1), calendar);
  return reached;
}
