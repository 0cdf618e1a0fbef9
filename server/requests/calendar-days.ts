/** Calendar days as the civil calendar of the United Kingdom counts them, without a time of day. */

import { remembering } from '../platform/remembering.ts';

declare const dayBrand: unique symbol;

/** A day that exists, written YYYY-MM-DD. Two of them compare with < and > as text. */
export type CalendarDay = string & { readonly [dayBrand]: true };

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const millisecondsPerDay = 86_400_000;

/** True for a day that exists, from 1583 on: the first whole year of our calendar. */
export function isCalendarDay(text: string): text is CalendarDay {
  const parts = dayPattern.exec(text);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return year >= 1583 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** @throws RangeError if there is no such day. */
export function calendarDay(text: string): CalendarDay {
  if (!isCalendarDay(text)) throw new RangeError('There is no such day; a day is written YYYY-MM-DD.');
  return text;
}

/** @param month from 1 to 12 */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whole days since 1 January 1970, for counting. */
export function dayNumberOf(day: CalendarDay): number {
  return Date.parse(day) / millisecondsPerDay;
}

/** @throws RangeError past the year 9999. */
export function dayNumbered(dayNumber: number): CalendarDay {
  const day = new Date(dayNumber * millisecondsPerDay).toISOString().slice(0, 10);
  if (!isCalendarDay(day)) throw new RangeError('That day is beyond the year 9999.');
  return day;
}

/** @throws RangeError past the year 9999. */
export function addDays(day: CalendarDay, count: number): CalendarDay {
  return dayNumbered(dayNumberOf(day) + count);
}

/** How many days `later` comes after `earlier`; negative if it comes before. */
export function daysBetween(earlier: CalendarDay, later: CalendarDay): number {
  return dayNumberOf(later) - dayNumberOf(earlier);
}

/** The same date so many months later, else that month's last day.   Source: Regulation 1182/71 Art. 3(2)(c), through UK GDPR Art. 4A. */
export function sameDateMonthsLater(day: CalendarDay, months: number): CalendarDay {
  const { year, month, date } = partsOf(day);
  const monthsSinceYearZero = year * 12 + (month - 1) + months;
  const [laterYear, laterMonth] = [Math.floor(monthsSinceYearZero / 12), (monthsSinceYearZero % 12) + 1];
  const laterDate = Math.min(date, daysInMonth(laterYear, laterMonth));
  return calendarDay(`${padded(laterYear, 4)}-${padded(laterMonth, 2)}-${padded(laterDate, 2)}`);
}

/** The day of the month, 1 to 31. */
export function dateInMonth(day: CalendarDay): number {
  return partsOf(day).date;
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(day: CalendarDay): number {
  return new Date(Date.parse(day)).getUTCDay();
}

const londonDate = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const millisecondsPerHour = 3_600_000;
const daysOfHours = remembering<CalendarDay>(2_000);

/**
 * The day it was in Europe/London at that instant: a request sent at half past midnight in summer belongs to the new day.
 * Worked out once an hour: London's clocks have stood whole hours from UTC since 1847, so that no day begins within one.
 */
export function dayInLondon(instant: Date): CalendarDay {
  return daysOfHours(Math.floor(instant.getTime() / millisecondsPerHour), () => {
    const parts = new Map(londonDate.formatToParts(instant).map((part) => [part.type, part.value]));
    return calendarDay(`${parts.get('year') ?? ''}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`);
  });
}

/** The later of two days. */
export function laterOf(one: CalendarDay, other: CalendarDay): CalendarDay {
  return one > other ? one : other;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function partsOf(day: CalendarDay): { readonly year: number; readonly month: number; readonly date: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) };
}

function padded(number: number, width: number): string {
  return String(number).padStart(width, '0');
}
