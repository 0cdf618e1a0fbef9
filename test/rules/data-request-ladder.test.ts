/** The ladder of a data request that nobody answers, walked day by day over weekends and bank holidays. */

import { expect } from 'chai';
import type { Nation } from '../../policies/bank-holidays.ts';
import { climbedOf, type StepTaken } from '../../server/data-requests/data-request.ts';
import { daysLate, dueDayAfterReply, dueDayFrom, latenessOn, letterDueOn, nextRung } from '../../server/data-requests/ladder.ts';
import { addDays, calendarDay, type CalendarDay } from '../../server/requests/calendar-days.ts';
import { holidayCalendarOf } from '../../server/requests/working-days.ts';

interface Walked {
  readonly due: string;
  readonly letters: readonly string[];
  readonly overdue: string;
}

/** What happens on each of sixty days if the job looks once a day, but for the days on which it does not run. */
function walk(askedOn: string, nation: Nation, isDown: (day: CalendarDay) => boolean = () => false): Walked {
  const calendar = holidayCalendarOf(nation);
  const due = dueDayFrom(calendarDay(askedOn), calendar);
  const steps: StepTaken[] = [];
  const letters: string[] = [];
  let overdue = '';
  for (let day = calendarDay(askedOn), count = 0; count < 60; day = addDays(day, 1), count += 1) {
    const climbed = climbedOf({ dueOn: due, steps });
    if (overdue === '' && latenessOn(day, climbed, calendar) === 'overdue') overdue = day;
    const rung = isDown(day) ? null : letterDueOn(day, climbed, calendar);
    if (rung === null) continue;
    letters.push(`${rung} ${day}`);
    steps.push({ step: rung === 'chase' ? 'chased' : 'escalated', takenOn: day });
  }
  return { due, letters, overdue };
}

const table: readonly (readonly [name: string, askedOn: string, nation: Nation, walked: Walked])[] = [
  ['a week without holidays', '2026-11-23', 'england-and-wales', { due: '2026-11-30', letters: ['chase 2026-12-04', 'chase 2026-12-08', 'escalation 2026-12-14'], overdue: '2026-12-18' }],
  ['asked on a Saturday', '2026-11-21', 'england-and-wales', { due: '2026-11-27', letters: ['chase 2026-12-01', 'chase 2026-12-07', 'escalation 2026-12-11'], overdue: '2026-12-15' }],
  ['over Christmas in England', '2026-12-16', 'england-and-wales', { due: '2026-12-23', letters: ['chase 2026-12-29', 'chase 2027-01-04', 'escalation 2027-01-08'], overdue: '2027-01-12' }],
  ['over New Year in Scotland, where the 2nd is a holiday too', '2026-12-16', 'scotland', { due: '2026-12-23', letters: ['chase 2026-12-29', 'chase 2027-01-05', 'escalation 2027-01-11'], overdue: '2027-01-15' }],
  ['over Easter', '2026-03-27', 'england-and-wales', { due: '2026-04-07', letters: ['chase 2026-04-13', 'chase 2026-04-17', 'escalation 2026-04-21'], overdue: '2026-04-27' }],
  ['over St Patrick’s day and Easter in Northern Ireland', '2026-03-12', 'northern-ireland', { due: '2026-03-20', letters: ['chase 2026-03-24', 'chase 2026-03-30', 'escalation 2026-04-07'], overdue: '2026-04-13' }],
];

describe('the ladder of a data request', () => {
  const england = holidayCalendarOf('england-and-wales');

  for (const [name, askedOn, nation, walked] of table) {
    it(`is climbed on working days alone: ${name}`, () => {
      expect(walk(askedOn, nation)).to.deep.equal(walked);
    });
  }

  it('is climbed one rung a day where the job was down for two weeks', () => {
    const { letters } = walk('2026-11-23', 'england-and-wales', (day) => day > '2026-12-01' && day < '2026-12-16');
    expect(letters).to.deep.equal(['chase 2026-12-16', 'chase 2026-12-21', 'escalation 2026-12-29']);
  });

  it('counts a chase that an officer sent by hand', () => {
    const climbed = { dueOn: calendarDay('2026-11-30'), chasedOn: [calendarDay('2026-12-02')], escalatedOn: null };
    expect(nextRung(climbed, england)).to.deep.equal({ rung: 'chase', on: '2026-12-07' });
  });

  it('does not come nearer by a chase before the day it is due', () => {
    const climbed = { dueOn: calendarDay('2026-11-30'), chasedOn: [calendarDay('2026-11-25')], escalatedOn: null };
    expect(nextRung(climbed, england)).to.deep.equal({ rung: 'chase', on: '2026-12-04' });
  });

  it('begins anew when a question was answered', () => {
    const steps: readonly StepTaken[] = [{ step: 'chased', takenOn: calendarDay('2026-12-04') }, { step: 'asked back', takenOn: calendarDay('2026-12-05') }, { step: 'replied', takenOn: calendarDay('2026-12-07') }];
    expect(climbedOf({ dueOn: calendarDay('2026-12-14'), steps })).to.deep.equal({ dueOn: '2026-12-14', chasedOn: [], escalatedOn: null });
  });

  it('gives five working days again after an answer, and never fewer than there were', () => {
    const answered = (dueOn: string, repliedOn: string): string => dueDayAfterReply({ dueOn: calendarDay(dueOn) }, calendarDay(repliedOn), england);
    expect([answered('2026-11-30', '2026-11-27'), answered('2026-12-30', '2026-11-27')]).to.deep.equal(['2026-12-04', '2026-12-30']);
  });

  it('is late from the day after, and says by how many days', () => {
    const climbed = { dueOn: calendarDay('2026-11-30'), chasedOn: [], escalatedOn: null };
    const told = ['2026-11-30', '2026-12-01', '2026-12-03'].map((day) => [latenessOn(calendarDay(day), climbed, england), daysLate(calendarDay(day), climbed.dueOn)]);
    expect(told).to.deep.equal([['in time', 0], ['late', 1], ['late', 3]]);
  });
});
