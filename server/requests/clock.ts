/** The statutory clock of an access request: when it starts, what stops it, and the day the answer is due. */
import type { Nation } from '../../policies/bank-holidays.ts';
import { timeLimits } from '../../policies/time-limits.ts';
import { dayNumbered, dayNumberOf, laterOf, sameDateMonthsLater, type CalendarDay } from './calendar-days.ts';
import { holidayCalendarOf, nextWorkingDay, type HolidayCalendar } from './working-days.ts';

/** What the council may ask for before the clock starts. */
export type StartItem = 'id' | 'fee' | 'authority';

export type ClockEvent =
  | { readonly type: StartItem; readonly askedOn: CalendarDay; readonly receivedOn: CalendarDay | null }
  | { readonly type: 'clarification'; readonly askedOn: CalendarDay; readonly receivedOn: CalendarDay | null }
  | { readonly type: 'extension'; readonly notifiedOn: CalendarDay };

export type StartEvent = Extract<ClockEvent, { readonly type: StartItem }>;
export type PauseEvent = Extract<ClockEvent, { readonly type: 'clarification' }>;

export interface ClockFacts {
  readonly nation: Nation;
  /** The day it reached any part of the council, in Europe/London. */
  readonly receivedOn: CalendarDay;
  /** In any order. */
  readonly events: readonly ClockEvent[];
}

export type ClockStatus = 'running' | 'paused' | 'not_started';

/** Null wherever the law gives no day yet. */
export interface RequestClock {
  readonly status: ClockStatus;
  /** The day that starts the clock; it is not itself counted. */
  readonly relevantOn: CalendarDay | null;
  /** The statutory last day: lateness is judged by it. */
  readonly dueOn: CalendarDay | null;
  /** The end of the period before weekends and bank holidays move it on. */
  readonly dueUnrolledOn: CalendarDay | null;
  /** The earlier day that results if the day of a reply counts: the council works to it. */
  readonly dueConservativeOn: CalendarDay | null;
  /** The last day on which an extension may be notified. */
  readonly noticeDeadlineOn: CalendarDay | null;
  /** Days of the period that did not count. */
  readonly excludedDays: number | null;
  /** Null when no extension was notified, or its validity cannot be told yet. */
  readonly isExtensionValid: boolean | null;
  readonly waitingFor: readonly (StartItem | 'clarification')[];
}

/** The end of a period, or the open question at which it stands still. */
export type Reckoning =
  | { readonly isPaused: false; readonly endOn: CalendarDay; readonly excludedDays: number }
  | { readonly isPaused: true; readonly since: CalendarDay };

interface Stop {
  readonly from: number;
  readonly through: number;
}

/** The day the answer is due: same date next month (or in three months), else that month's last day; days of a pause
 *  not counted; then the next working day.
 *  @throws RangeError if a pause ends before it starts.   Source: UK GDPR Art. 4A and 12A; ICO time-limits guidance. */
export function requestClock(facts: ClockFacts, calendar: HolidayCalendar = holidayCalendarOf(facts.nation)): RequestClock {
  const pauses = pausesOf(facts);
  const missing = startEventsOf(facts).filter((event) => event.receivedOn === null);
  if (missing.length > 0) return notStarted(missing);

  const relevantOn = relevantDayOf(facts);
  const noticeDeadlineOn = rolled(reckon({ relevantOn, months: timeLimits.answerMonths, pauses }), calendar);
  const isExtensionValid = judgeExtension(facts, noticeDeadlineOn);
  const months = monthsAllowed(isExtensionValid);
  const statutory = reckon({ relevantOn, months, pauses });
  const conservative = reckon({ relevantOn, months, pauses, isReplyDayCounted: true });
  return {
    status: statutory.isPaused ? 'paused' : 'running',
    relevantOn,
    dueOn: rolled(statutory, calendar),
    dueUnrolledOn: statutory.isPaused ? null : statutory.endOn,
    dueConservativeOn: rolled(conservative, calendar),
    noticeDeadlineOn,
    excludedDays: statutory.isPaused ? null : statutory.excludedDays,
    isExtensionValid,
    waitingFor: statutory.isPaused ? ['clarification'] : [],
  };
}

/** The later of the receipt of the request and of everything that was asked for before it could start.
 *  Receipt on a day nobody works starts it all the same. */
export function relevantDayOf(facts: ClockFacts): CalendarDay {
  return startEventsOf(facts).reduce(
    (latest, event) => (event.receivedOn === null ? latest : laterOf(latest, event.receivedOn)),
    facts.receivedOn,
  );
}

export function startEventsOf(facts: ClockFacts): readonly StartEvent[] {
  return facts.events.filter((event): event is StartEvent => event.type !== 'clarification' && event.type !== 'extension');
}

/** @throws RangeError if a pause ends before it starts. */
export function pausesOf(facts: ClockFacts): readonly PauseEvent[] {
  const pauses = facts.events.filter((event): event is PauseEvent => event.type === 'clarification');
  for (const pause of pauses) {
    if (pause.receivedOn !== null && pause.receivedOn < pause.askedOn) {
      throw new RangeError('A clarification cannot be received before it was asked.');
    }
  }
  return pauses;
}

/** The notice that counts: an extension is made once, so a later notice adds nothing. */
export function extensionNoticeOf(facts: ClockFacts): CalendarDay | null {
  return facts.events.reduce<CalendarDay | null>((earliest, event) => {
    if (event.type !== 'extension') return earliest;
    return earliest === null || event.notifiedOn < earliest ? event.notifiedOn : earliest;
  }, null);
}

/** Counts the days of a period that follow its first day, passing over the days of pauses.
 *  Both ends of a pause are passed over, unless the day of the reply is to count, as the Ministry of Justice's calculators have it. */
export function reckon(period: {
  readonly relevantOn: CalendarDay;
  readonly months: number;
  readonly pauses: readonly PauseEvent[];
  readonly isReplyDayCounted?: boolean;
}): Reckoning {
  const { relevantOn, months, pauses } = period;
  const first = dayNumberOf(relevantOn);
  const daysToCount = dayNumberOf(sameDateMonthsLater(relevantOn, months)) - first;
  const stops = stopsOf(pauses, period.isReplyDayCounted === true);
  const openSince = openSinceOf(pauses);
  const standsStillFrom = openSince === null ? Infinity : dayNumberOf(openSince);
  let day = first;
  let excludedDays = 0;
  for (let counted = 0; counted < daysToCount; ) {
    day += 1;
    if (openSince !== null && day >= standsStillFrom) return { isPaused: true, since: openSince };
    if (stops.some((stop) => stop.from <= day && day <= stop.through)) excludedDays += 1;
    else counted += 1;
  }
  return { isPaused: false, endOn: dayNumbered(day), excludedDays };
}

/** A period of so many months; three when validly extended. */
export function monthsAllowed(isExtensionValid: boolean | null): number {
  return timeLimits.answerMonths + (isExtensionValid === true ? timeLimits.extensionMonths : 0);
}

function stopsOf(pauses: readonly PauseEvent[], isReplyDayCounted: boolean): readonly Stop[] {
  return pauses.flatMap((pause) => {
    if (pause.receivedOn === null) return [];
    const replied = dayNumberOf(pause.receivedOn);
    return [{ from: dayNumberOf(pause.askedOn), through: isReplyDayCounted ? replied - 1 : replied }];
  });
}

function openSinceOf(pauses: readonly PauseEvent[]): CalendarDay | null {
  return pauses.reduce<CalendarDay | null>((earliest, pause) => {
    if (pause.receivedOn !== null) return earliest;
    return earliest === null || pause.askedOn < earliest ? pause.askedOn : earliest;
  }, null);
}

function rolled(reckoning: Reckoning, calendar: HolidayCalendar): CalendarDay | null {
  return reckoning.isPaused ? null : nextWorkingDay(reckoning.endOn, calendar);
}

/** A notice sent while month one still stands open is in time, since its last day has not come. */
function judgeExtension(facts: ClockFacts, noticeDeadlineOn: CalendarDay | null): boolean | null {
  const notifiedOn = extensionNoticeOf(facts);
  if (notifiedOn === null) return null;
  return noticeDeadlineOn === null || notifiedOn <= noticeDeadlineOn;
}

function notStarted(missing: readonly StartEvent[]): RequestClock {
  return {
    status: 'not_started',
    relevantOn: null,
    dueOn: null,
    dueUnrolledOn: null,
    dueConservativeOn: null,
    noticeDeadlineOn: null,
    excludedDays: null,
    isExtensionValid: null,
    waitingFor: [...new Set(missing.map((event) => event.type))],
  };
}
