/** The bank holidays of each nation: a kept copy of GOV.UK's list with past and one-off days added. */
import listed from './bank-holidays.json' with { type: 'json' };

export type Nation = 'england-and-wales' | 'scotland' | 'northern-ireland';

export const nations = ['england-and-wales', 'scotland', 'northern-ireland'] as const satisfies readonly Nation[];

/** Days as YYYY-MM-DD, in order. Nothing is known about days after the last one. */
export const bankHolidayDays: Readonly<Record<Nation, readonly string[]>> = {
  'england-and-wales': daysOf('england-and-wales'),
  scotland: daysOf('scotland'),
  'northern-ireland': daysOf('northern-ireland'),
};

function daysOf(nation: Nation): readonly string[] {
  return listed[nation].map((holiday) => holiday.date).sort();
}
