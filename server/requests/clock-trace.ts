/** How a request's clock was worked out, step by step, for people to read and to keep. */
import { article12AInForceOn, timeLimits } from '../../policies/time-limits.ts';
import { addDays, dateInMonth, daysBetween, sameDateMonthsLater, type CalendarDay } from './calendar-days.ts';
import {
  extensionNoticeOf,
  monthsAllowed,
  pausesOf,
  reckon,
  requestClock,
  startEventsOf,
  type ClockFacts,
  type PauseEvent,
  type Reckoning,
  type RequestClock,
  type StartEvent,
} from './clock.ts';
import { areHolidaysKnownOn, holidayCalendarOf, restDayOf, type HolidayCalendar } from './working-days.ts';

export type ClockRule = 'received' | 'start' | 'period' | 'extension' | 'pause' | 'end' | 'roll' | 'holidays-unknown';

/** A sentence of client/locales/.../clock.json with what stands in its holes: days are formatted by the reader's language. */
export interface ClockSentence {
  readonly key: string;
  readonly days: Readonly<Record<string, CalendarDay>>;
  readonly count?: number;
}

export interface ClockStep {
  readonly rule: ClockRule;
  readonly says: ClockSentence;
  /** The day the step arrives at; null where it arrives at none. */
  readonly date: CalendarDay | null;
}

export interface ExplainedClock {
  readonly clock: RequestClock;
  readonly trace: readonly ClockStep[];
  /** True when a day falls where no bank holidays are known, so the day may still move. */
  readonly isHolidayListTooShort: boolean;
}

/** The clock with its working. Store the trace with the decision; it is not recomputed for show. */
export function explainClock(facts: ClockFacts, calendar: HolidayCalendar = holidayCalendarOf(facts.nation)): ExplainedClock {
  const clock = requestClock(facts, calendar);
  const isHolidayListTooShort = decisiveDaysOf(clock).some((day) => !areHolidaysKnownOn(day, calendar));
  const received = step('received', sentence('received', { received: facts.receivedOn }), facts.receivedOn);
  const trace = [received, ...startEventsOf(facts).flatMap(startSteps), ...periodSteps(facts, clock, calendar)];
  if (isHolidayListTooShort) {
    const lastKnown = calendar.knownThroughOn;
    trace.push(step('holidays-unknown', sentence('holidays-unknown', lastKnown === null ? {} : { lastKnown }), lastKnown));
  }
  return { clock, trace, isHolidayListTooShort };
}

function startSteps(event: StartEvent): readonly ClockStep[] {
  const asked = event.askedOn;
  if (event.receivedOn === null) return [step('start', sentence(`${event.type}-missing`, { asked }), null)];
  return [step('start', sentence(`${event.type}-received`, { asked, received: event.receivedOn }), event.receivedOn)];
}

function periodSteps(facts: ClockFacts, clock: RequestClock, calendar: HolidayCalendar): readonly ClockStep[] {
  if (clock.relevantOn === null) return [];
  const relevantOn = clock.relevantOn;
  const months = monthsAllowed(clock.isExtensionValid);
  const statutory = reckon({ relevantOn, months, pauses: pausesOf(facts) });
  return [
    ...latenessOfAsking(facts),
    ...(relevantOn === facts.receivedOn ? [] : [step('start', sentence('starts', { relevant: relevantOn }), relevantOn)]),
    ...(relevantOn < article12AInForceOn ? [step('start', sentence('before-article-12a', {}), relevantOn)] : []),
    periodStep(relevantOn, timeLimits.answerMonths),
    ...extensionSteps(facts, clock, relevantOn),
    ...pauseSteps(pausesOf(facts), relevantOn, statutory),
    ...endSteps({ statutory, clock, calendar, isEndJustTold: isLastToldAnEnd(facts, clock) }),
  ];
}

/** Proof of identity should be asked for at once; asking late still moves the start, but is shown. */
function latenessOfAsking(facts: ClockFacts): readonly ClockStep[] {
  return startEventsOf(facts)
    .filter((event) => event.type === 'id')
    .filter((event) => daysBetween(facts.receivedOn, event.askedOn) > timeLimits.promptlyAskedWithinDays)
    .map((event) => step('start', sentence('id-asked-late', { asked: event.askedOn }), event.askedOn));
}

function periodStep(relevantOn: CalendarDay, months: number): ClockStep {
  const end = sameDateMonthsLater(relevantOn, months);
  return step('period', sentence(isShortened(relevantOn, end) ? 'month-shortened' : 'month', { end }), end);
}

function isShortened(relevantOn: CalendarDay, end: CalendarDay): boolean {
  return dateInMonth(end) !== dateInMonth(relevantOn);
}

function extensionSteps(facts: ClockFacts, clock: RequestClock, relevantOn: CalendarDay): readonly ClockStep[] {
  const notified = extensionNoticeOf(facts);
  if (notified === null) return [];
  if (clock.isExtensionValid === true) {
    const end = sameDateMonthsLater(relevantOn, monthsAllowed(true));
    return [step('extension', sentence(isShortened(relevantOn, end) ? 'extended-shortened' : 'extended', { notified, end }), end)];
  }
  const deadline = clock.noticeDeadlineOn;
  return [step('extension', sentence('extension-late', { notified, ...(deadline === null ? {} : { deadline }) }), null)];
}

/** Each day is told once: under the first pause that covers it. */
function pauseSteps(pauses: readonly PauseEvent[], relevantOn: CalendarDay, reckoning: Reckoning): readonly ClockStep[] {
  const lastDay = reckoning.isPaused ? addDays(reckoning.since, -1) : reckoning.endOn;
  const inOrder = [...pauses].sort((one, other) => (one.askedOn < other.askedOn ? -1 : 1));
  let toldThrough = relevantOn;
  return inOrder.map((pause) => {
    const asked = pause.askedOn;
    if (pause.receivedOn === null) {
      return step('pause', sentence(asked > lastDay && !reckoning.isPaused ? 'question-too-late' : 'pause-open', { asked }), null);
    }
    const received = pause.receivedOn;
    const from = asked > toldThrough ? asked : addDays(toldThrough, 1);
    const through = received < lastDay ? received : lastDay;
    const count = Math.max(0, daysBetween(from, through) + 1);
    if (count > 0) toldThrough = through;
    if (count === 0) return step('pause', sentence('pause-without-effect', { asked, received }), received);
    return step('pause', sentence('pause', { asked, received }, count), received);
  });
}

/** True when the sentence before already named the end, so that it need not be named again. */
function isLastToldAnEnd(facts: ClockFacts, clock: RequestClock): boolean {
  return pausesOf(facts).length === 0 && clock.isExtensionValid !== false;
}

function endSteps(told: {
  readonly statutory: Reckoning;
  readonly clock: RequestClock;
  readonly calendar: HolidayCalendar;
  readonly isEndJustTold: boolean;
}): readonly ClockStep[] {
  const { statutory, clock, calendar } = told;
  if (statutory.isPaused || clock.dueOn === null) return [];
  const end = statutory.endOn;
  const isMoved = statutory.excludedDays > 0;
  const restDay = restDayOf(end, calendar);
  if (restDay === null) return [step('roll', sentence(isMoved ? 'last-day-now' : 'last-day', { due: end }), end)];
  const ends = told.isEndJustTold ? [] : [step('end', sentence(isMoved ? 'ends-now' : 'ends', { end }), end)];
  return [...ends, step('roll', sentence(`rolls-${restDay}`, { due: clock.dueOn }), clock.dueOn)];
}

function decisiveDaysOf(clock: RequestClock): readonly CalendarDay[] {
  return [clock.dueUnrolledOn, clock.dueOn, clock.noticeDeadlineOn].filter((day) => day !== null);
}

function step(rule: ClockRule, says: ClockSentence, date: CalendarDay | null): ClockStep {
  return { rule, says, date };
}

function sentence(key: string, days: ClockSentence['days'], count?: number): ClockSentence {
  return { key: `clock.trace.${key}`, days, ...(count === undefined ? {} : { count }) };
}
