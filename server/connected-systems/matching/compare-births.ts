/** Compares two dates of birth, and names the dates that a slip of the pen would have made of one. */

export type BirthLikeness = 'same' | 'day and month swapped' | 'one digit differs' | 'digits swapped' | 'year differs' | 'only the year' | 'missing' | 'differs';

/** Days are `YYYY-MM-DD`; null where a system has none. */
export function birthLikeness(ours: string, theirs: string | null): BirthLikeness {
  if (theirs === null || theirs === '' || ours === '') return 'missing';
  if (ours === theirs) return 'same';
  if (theirs === swapDayAndMonth(ours)) return 'day and month swapped';
  const apart = [...ours].filter((digit, at) => digit !== theirs[at]).length;
  if (ours.length === theirs.length && apart === 1) return 'one digit differs';
  if (isTurnedPair(ours, theirs)) return 'digits swapped';
  if (ours.slice(4) === theirs.slice(4) && Math.abs(Number(ours.slice(0, 4)) - Number(theirs.slice(0, 4))) <= mostYearsOff) return 'year differs';
  // The first of January is what a form is given when only the year is known.
  const isYearAlone = ours.slice(0, 4) === theirs.slice(0, 4) && (ours.endsWith(firstOfJanuary) || theirs.endsWith(firstOfJanuary));
  return isYearAlone ? 'only the year' : 'differs';
}

const mostYearsOff = 2;
const firstOfJanuary = '-01-01';

function isTurnedPair(ours: string, theirs: string): boolean {
  return turnedPairs(ours).includes(theirs);
}

/** Two neighbouring digits of the year, the month or the day have changed places. */
function turnedPairs(day: string): readonly string[] {
  return [0, 1, 2, 5, 8].map((at) => `${day.slice(0, at)}${day.charAt(at + 1)}${day.charAt(at)}${day.slice(at + 2)}`).filter((other) => other !== day);
}

/** `1984-03-11` becomes `1984-11-03`, as a form filled in the American way would have it. */
export function swapDayAndMonth(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}-${date}-${month}`;
}

/** Every calendar day that `birthLikeness` calls near this one, itself first: at most about seventy. */
export function nearBirths(day: string): readonly string[] {
  const year = Number(day.slice(0, 4));
  const years = [-mostYearsOff, -1, 1, mostYearsOff].map((off) => `${year + off}${day.slice(4)}`);
  const digits = [2, 3, 5, 6, 8, 9].flatMap((at) => [...'0123456789'].map((digit) => `${day.slice(0, at)}${digit}${day.slice(at + 1)}`));
  const near = [day, swapDayAndMonth(day), ...years, ...turnedPairs(day), ...digits, `${year}${firstOfJanuary}`];
  return [...new Set(near)].filter(isCalendarDay);
}

/** The thirtieth of February is nobody's birthday, and some databases refuse to be asked about it. */
export function isCalendarDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && date >= 1 && date <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
