/** What the council writes to a person: kept in the portal, announced by a notice that says nothing. */

/** Each kind has its sentences under `messages.<kind>` in the language files. */
export const messageKinds = [
  'acknowledgement', 'identity-asked', 'clarification', 'answer-ready', 'challenge-received', 'note',
  'rectification-received', 'rectification-put-right', 'rectification-put-right-in-part', 'rectification-not-changed',
] as const;
export type MessageKind = (typeof messageKinds)[number];

export type NoticeState = 'waiting' | 'sent' | 'not wanted' | 'failed';

/** How a person asked to be reached. Written once, never shown again. */
export interface SafeContact {
  readonly channel: 'portal' | 'email' | 'phone' | 'post';
  readonly value: string;
  readonly hours: 'any' | 'morning' | 'afternoon' | 'evening';
  readonly mayLeaveVoicemail: boolean;
}

/** Only an e-mail address, given for this, is ever sent a notice by machine; everything else waits for a person. */
export function noticeStateFor(contact: SafeContact | null): NoticeState {
  return contact?.channel === 'email' ? 'waiting' : 'not wanted';
}

const firstHour = 9;
const lastHour = 17;
const lastHourOnFriday = 15;

interface LondonTime {
  readonly weekday: number;
  readonly hour: number;
}

/** Notices go out in daytime on working days, never after 3 pm on a Friday. */
export function mayBeSentAt({ weekday, hour }: LondonTime): boolean {
  if (weekday < 1 || weekday > 5) return false;
  return hour >= firstHour && hour < (weekday === 5 ? lastHourOnFriday : lastHour);
}

const london = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', weekday: 'short', hour: '2-digit', hourCycle: 'h23' });
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

export function londonTime(instant: Date): LondonTime {
  const parts = london.formatToParts(instant);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return { weekday: weekdays.indexOf(part('weekday')), hour: Number(part('hour')) };
}

const quarterHourMs = 15 * 60_000;
const mostQuarters = 4 * 24 * 14;

/** The first moment from now at which a notice may go out. */
export function nextSendingTime(now: Date): Date {
  for (let step = 0; step < mostQuarters; step += 1) {
    const moment = new Date(now.getTime() + step * quarterHourMs);
    if (mayBeSentAt(londonTime(moment))) return moment;
  }
  return now;
}
