/** The clock on odd dates: what starts it, what stops it, and what it says when it cannot know. */
import { expect } from 'chai';
import { calendarDay, dayInLondon } from '../../server/requests/calendar-days.ts';
import { explainClock } from '../../server/requests/clock-trace.ts';
import { requestClock, type ClockEvent, type ClockFacts, type RequestClock } from '../../server/requests/clock.ts';
import { approveByOn, targetOn } from '../../server/requests/answer-plan.ts';
import { holidayCalendarOf } from '../../server/requests/working-days.ts';

const day = calendarDay;

function aRequest(receivedOn: string, events: readonly ClockEvent[] = []): ClockFacts {
  return { nation: 'england-and-wales', receivedOn: day(receivedOn), events };
}

function asked(askedOn: string, receivedOn: string | null): ClockEvent {
  return { type: 'clarification', askedOn: day(askedOn), receivedOn: receivedOn === null ? null : day(receivedOn) };
}

function identity(askedOn: string, receivedOn: string | null): ClockEvent {
  return { type: 'id', askedOn: day(askedOn), receivedOn: receivedOn === null ? null : day(receivedOn) };
}

function extension(notifiedOn: string): ClockEvent {
  return { type: 'extension', notifiedOn: day(notifiedOn) };
}

type Case = readonly [behaviour: string, facts: ClockFacts, expected: Partial<RequestClock>];

const cases: readonly Case[] = [
  ['a leap day in a year that has one', aRequest('2028-01-30'), { dueOn: day('2028-02-29') }],
  ['a month end in a year without a leap day', aRequest('2027-01-29'), { dueUnrolledOn: day('2027-02-28'), dueOn: day('2027-03-01') }],
  ['the last day of the year', aRequest('2025-12-31'), { dueUnrolledOn: day('2026-01-31'), dueOn: day('2026-02-02') }],
  ['receipt on Christmas Day', aRequest('2026-12-25'), { relevantOn: day('2026-12-25'), dueOn: day('2027-01-25') }],
  ['identity asked for but not shown', aRequest('2026-03-02', [identity('2026-03-03', null)]), { status: 'not_started', dueOn: null, waitingFor: ['id'] }],
  [
    'identity asked for twice',
    aRequest('2026-03-02', [identity('2026-03-03', '2026-03-05'), identity('2026-03-06', '2026-03-11')]),
    { relevantOn: day('2026-03-11'), dueUnrolledOn: day('2026-04-11') },
  ],
  ['identity shown before it was asked for', aRequest('2026-03-05', [identity('2026-03-06', '2026-03-04')]), { relevantOn: day('2026-03-05') }],
  ['an open question inside the month', aRequest('2026-03-02', [asked('2026-03-10', null)]), { status: 'paused', dueOn: null, noticeDeadlineOn: null, waitingFor: ['clarification'] }],
  ['an open question asked after the month', aRequest('2026-03-02', [asked('2026-04-03', null)]), { status: 'running', dueOn: day('2026-04-02') }],
  ['an open question in the days a weekend moved the end to', aRequest('2026-10-14', [asked('2026-11-15', null)]), { status: 'running', dueOn: day('2026-11-16'), excludedDays: 0 }],
  ['an open question asked before the clock started', aRequest('2026-03-02', [identity('2026-03-03', '2026-03-20'), asked('2026-03-03', null)]), { status: 'paused' }],
  ['a question asked and answered on one day', aRequest('2026-03-02', [asked('2026-03-10', '2026-03-10')]), { excludedDays: 1, dueUnrolledOn: day('2026-04-03'), dueConservativeOn: day('2026-04-02') }],
  ['two questions that overlap', aRequest('2026-06-08', [asked('2026-06-10', '2026-06-14'), asked('2026-06-12', '2026-06-16')]), { excludedDays: 7, dueUnrolledOn: day('2026-07-15') }],
  ['the same question recorded twice', aRequest('2026-06-08', [asked('2026-06-10', '2026-06-14'), asked('2026-06-10', '2026-06-14')]), { excludedDays: 5 }],
  ['a question that one answer brings within the period', aRequest('2026-06-08', [asked('2026-07-08', '2026-07-10'), asked('2026-07-11', '2026-07-12')]), { excludedDays: 5, dueUnrolledOn: day('2026-07-13') }],
  ['an extension notified on the last day of a rolled month', aRequest('2026-03-04', [extension('2026-04-07')]), { isExtensionValid: true }],
  ['an extension notified a day late', aRequest('2026-03-04', [extension('2026-04-08')]), { isExtensionValid: false, dueOn: day('2026-04-07') }],
  ['a second extension, which adds nothing', aRequest('2026-03-02', [extension('2026-03-20'), extension('2026-03-25')]), { dueOn: day('2026-06-02') }],
  ['an extension notified while a question is open', aRequest('2026-03-02', [asked('2026-03-10', null), extension('2026-05-01')]), { status: 'paused', isExtensionValid: true }],
  ['an extension, then an open question in month two', aRequest('2026-03-02', [extension('2026-03-20'), asked('2026-04-20', null)]), { status: 'paused', noticeDeadlineOn: day('2026-04-02'), dueOn: null }],
];

describe('the clock', () => {
  for (const [behaviour, facts, expected] of cases) {
    it(`counts ${behaviour}`, () => {
      expect(requestClock(facts)).to.deep.include(expected);
    });
  }

  it('refuses a question answered before it was asked', () => {
    expect(() => requestClock(aRequest('2026-03-02', [asked('2026-03-10', '2026-03-09')]))).to.throw(RangeError);
  });

  it('reads receipt just after midnight in summer as the new day', () => {
    expect(dayInLondon(new Date('2026-06-30T23:00:00Z'))).to.equal('2026-07-01');
  });

  it('reads receipt just before midnight in winter as the old day', () => {
    expect(dayInLondon(new Date('2026-10-31T23:59:59Z'))).to.equal('2026-10-31');
  });

  it('counts a one-off Scottish bank holiday for Scotland alone', () => {
    const facts = aRequest('2026-05-15');
    expect(requestClock({ ...facts, nation: 'scotland' }).dueOn).to.equal('2026-06-16');
    expect(requestClock(facts).dueOn).to.equal('2026-06-15');
  });
});

describe('the working of the clock', () => {
  it('says a request past the last known bank holiday may still move', () => {
    expect(explainClock(aRequest('2028-11-30')).isHolidayListTooShort).to.equal(true);
  });

  it('says the same of a year of which no bank holiday is known', () => {
    expect(explainClock(aRequest('2020-03-12')).isHolidayListTooShort).to.equal(true);
  });

  it('says nothing of the kind inside the list', () => {
    expect(explainClock(aRequest('2028-11-01')).isHolidayListTooShort).to.equal(false);
  });

  it('shows that identity was asked for late', () => {
    const { trace } = explainClock(aRequest('2026-03-02', [identity('2026-03-09', '2026-03-10')]));
    expect(trace.map((step) => step.says.key)).to.include('clock.trace.id-asked-late');
  });

  it('ends on the day the answer is due', () => {
    const { trace } = explainClock(aRequest('2026-10-14', [asked('2026-10-20', '2026-10-23')]));
    expect(trace.at(-1)).to.deep.include({ rule: 'roll', date: '2026-11-18' });
  });
});

describe('planning an answer backwards', () => {
  const calendar = holidayCalendarOf('england-and-wales');

  it('leaves the longest hold and a working day before the last day', () => {
    expect(approveByOn(day('2026-11-16'), calendar)).to.equal('2026-11-10');
  });

  it('passes over Christmas', () => {
    expect(approveByOn(day('2026-12-29'), calendar)).to.equal('2026-12-21');
  });

  it('never aims later than the last day', () => {
    expect(targetOn(day('2026-02-02'), day('2026-03-02'), calendar)).to.equal('2026-03-02');
  });
});
