/** The time, handed to whoever needs it, so that rules stay pure and tests can freeze it. */

export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export function frozenClock(instant: string): Clock {
  return { now: () => new Date(instant) };
}

const londonDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' });

/** The calendar day (YYYY-MM-DD) in the United Kingdom at an instant. */
export function civilDay(instant: Date): string {
  return londonDay.format(instant);
}

const londonHour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' });

/** The hour (0 to 23) that clocks in the United Kingdom show at an instant. */
export function civilHour(instant: Date): number {
  return Number(londonHour.format(instant));
}
