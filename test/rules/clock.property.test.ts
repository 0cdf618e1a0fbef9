/** The clock against a second calculator that shares none of its code: blocks of days are added, no day is walked. */
import { expect } from 'chai';
import fc from 'fast-check';
import words from '../../client/locales/en/clock.json' with { type: 'json' };
import holidays from '../../policies/bank-holidays.json' with { type: 'json' };
import { nations, type Nation } from '../../policies/bank-holidays.ts';
import { calendarDay } from '../../server/requests/calendar-days.ts';
import { explainClock } from '../../server/requests/clock-trace.ts';
import { requestClock, type ClockEvent } from '../../server/requests/clock.ts';

interface Pause {
  readonly asked: number;
  readonly received: number | null;
}
interface Facts {
  readonly nation: Nation;
  readonly received: number;
  readonly starts: readonly Pause[];
  readonly pauses: readonly Pause[];
  readonly notified: number | null;
}
type End = { readonly unrolled: number; readonly excluded: number } | null;

// --- the second calculator: days are numbers since 1 January 1970 ---

const written = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
const numbered = (day: string): number => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8))) / 86_400_000;

/** Uses the way a Date overflows: 31 February becomes March, and day 0 of March is the last of February. */
function monthsLater(day: number, months: number): number {
  const start = new Date(day * 86_400_000);
  const tried = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, start.getUTCDate()));
  if (tried.getUTCDate() !== start.getUTCDate()) tried.setUTCDate(0);
  return tried.getTime() / 86_400_000;
}

/** Pauses merged into blocks that neither touch nor overlap, cut to days after the start. */
function blocksOf(pauses: readonly Pause[], start: number, replyDays: 0 | 1): readonly (readonly [number, number])[] {
  const cut = pauses
    .map((pause): [number, number] => [
      Math.max(pause.asked, start + 1),
      pause.received === null ? Infinity : pause.received - 1 + replyDays,
    ])
    .filter(([from, to]) => from <= to)
    .sort((one, other) => one[0] - other[0]);
  const merged: [number, number][] = [];
  for (const block of cut) {
    const last = merged.at(-1);
    if (last !== undefined && block[0] <= last[1] + 1) last[1] = Math.max(last[1], block[1]);
    else merged.push([...block]);
  }
  return merged;
}

/** Pushes the end out by each block that begins on or before it. */
function endOf(start: number, months: number, pauses: readonly Pause[], replyDays: 0 | 1): End {
  let unrolled = monthsLater(start, months);
  let excluded = 0;
  for (const [from, to] of blocksOf(pauses, start, replyDays)) {
    if (from > unrolled) break;
    if (to === Infinity) return null;
    unrolled += to - from + 1;
    excluded += to - from + 1;
  }
  return { unrolled, excluded };
}

function rolled(end: End, nation: Nation): number | null {
  if (end === null) return null;
  const off = new Set(holidays[nation].map((holiday) => numbered(holiday.date)));
  let day = end.unrolled;
  while ((day + 4) % 7 === 6 || (day + 4) % 7 === 0 || off.has(day)) day += 1;
  return day;
}

function secondOpinion(facts: Facts): Readonly<Record<string, unknown>> {
  if (facts.starts.some((item) => item.received === null)) return { status: 'not_started', dueOn: null };
  const start = Math.max(facts.received, ...facts.starts.map((item) => item.received ?? 0));
  const notice = rolled(endOf(start, 1, facts.pauses, 1), facts.nation);
  const isExtensionValid = facts.notified === null ? null : notice === null || facts.notified <= notice;
  const months = isExtensionValid === true ? 3 : 1;
  const end = endOf(start, months, facts.pauses, 1);
  const text = (day: number | null): string | null => (day === null ? null : written(day));
  return {
    status: end === null ? 'paused' : 'running',
    relevantOn: written(start),
    noticeDeadlineOn: text(notice),
    isExtensionValid,
    dueUnrolledOn: text(end?.unrolled ?? null),
    excludedDays: end?.excluded ?? null,
    dueOn: text(rolled(end, facts.nation)),
    dueConservativeOn: text(rolled(endOf(start, months, facts.pauses, 0), facts.nation)),
  };
}

// --- invented facts ---

const first = numbered('2022-01-01');
const last = numbered('2029-12-31');

function pausesAround(received: number): fc.Arbitrary<readonly Pause[]> {
  const pause = fc
    .record({ asked: fc.integer({ min: -20, max: 110 }), lasts: fc.option(fc.integer({ min: 0, max: 60 }), { freq: 8 }) })
    .map(({ asked, lasts }) => ({ asked: received + asked, received: lasts === null ? null : received + asked + lasts }));
  return fc.array(pause, { maxLength: 4 });
}

const facts: fc.Arbitrary<Facts> = fc.integer({ min: first, max: last }).chain((received) =>
  fc.record({
    nation: fc.constantFrom(...nations),
    received: fc.constant(received),
    starts: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, pausesAround(received)),
    pauses: pausesAround(received),
    notified: fc.option(fc.integer({ min: received, max: received + 120 })),
  }),
);

function eventsOf(invented: Facts): readonly ClockEvent[] {
  const dates = (pause: Pause) => ({
    askedOn: calendarDay(written(pause.asked)),
    receivedOn: pause.received === null ? null : calendarDay(written(pause.received)),
  });
  return [
    ...invented.pauses.map((pause): ClockEvent => ({ type: 'clarification', ...dates(pause) })),
    ...invented.starts.map((item, index): ClockEvent => ({ type: index % 2 === 0 ? 'id' : 'authority', ...dates(item) })),
    ...(invented.notified === null ? [] : [{ type: 'extension' as const, notifiedOn: calendarDay(written(invented.notified)) }]),
  ];
}

function clockFacts(invented: Facts) {
  return { nation: invented.nation, receivedOn: calendarDay(written(invented.received)), events: eventsOf(invented) };
}

describe('the clock on invented facts', () => {
  it('agrees with a second calculator that adds blocks of days', () => {
    fc.assert(
      fc.property(facts, (invented) => {
        expect(requestClock(clockFacts(invented))).to.deep.include(secondOpinion(invented));
      }),
      { numRuns: 3000, seed: 20261121 },
    );
  });

  it('does not depend on the order in which events were recorded', () => {
    fc.assert(
      fc.property(facts, (invented) => {
        const recorded = clockFacts(invented);
        const { waitingFor: _, ...clock } = requestClock({ ...recorded, events: [...recorded.events].reverse() });
        expect(requestClock(recorded)).to.deep.include(clock);
      }),
      { numRuns: 500, seed: 20261121 },
    );
  });

  it('has a sentence in English for every step of its working', () => {
    const sentences: Readonly<Record<string, string>> = words.trace;
    fc.assert(
      fc.property(facts, (invented) => {
        for (const { says } of explainClock(clockFacts(invented)).trace) {
          const key = says.key.replace('clock.trace.', '') + (says.count === undefined ? '' : '_other');
          const holes = [...(sentences[key] ?? '{no sentence}').matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
          expect([...Object.keys(says.days), 'count']).to.include.members(holes);
        }
      }),
      { numRuns: 1000, seed: 20261121 },
    );
  });

  it('tells each excluded day exactly once in its working', () => {
    fc.assert(
      fc.property(facts, (invented) => {
        const { clock, trace } = explainClock(clockFacts(invented));
        fc.pre(clock.status === 'running');
        const told = trace.reduce((sum, step) => sum + (step.rule === 'pause' ? (step.says.count ?? 0) : 0), 0);
        expect(told).to.equal(clock.excludedDays);
      }),
      { numRuns: 1000, seed: 20261121 },
    );
  });
});
