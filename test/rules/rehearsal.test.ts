/** When rehearsals raise an alarm. */

import { expect } from 'chai';
import { alarmOf, unplantedAmong, type Rehearsal } from '../../server/rehearsals/rehearsal.ts';

const now = new Date('2026-11-22T09:00:00Z');
const planted = { records: [{ system: 'homes', reference: 'R-1' }], notRehearsed: [{ system: 'archive', because: 'It is read only.' }] };

function aRehearsal(changes: Partial<Rehearsal>): Rehearsal {
  return { id: 'r', caseId: 'c', isNightly: true, begunAt: now, planted: 1, endedAt: now, found: 1, missed: [], ...changes };
}

describe('the alarm of rehearsals', () => {
  it('names a system in which nothing is planted, unless it is said why', () => {
    expect(unplantedAmong(['homes', 'archive', 'care'], planted)).to.deep.equal(['care']);
  });

  it('is raised when the last one ended more than 36 hours ago', () => {
    const endedAt = new Date('2026-11-20T20:59:59Z');
    const alarm = alarmOf([aRehearsal({ endedAt: null }), aRehearsal({ endedAt })], { planted, systemKeys: [], now });
    expect(alarm.noneSince).to.deep.equal(endedAt);
  });

  it('waits out a night that is late', () => {
    const alarm = alarmOf([aRehearsal({ endedAt: new Date('2026-11-20T21:00:00Z') })], { planted, systemKeys: [], now });
    expect(alarm.noneSince).to.equal(null);
  });

  it('is raised when none that was begun has ever ended', () => {
    const begunAt = new Date('2026-11-20T04:00:00Z');
    const alarm = alarmOf([aRehearsal({ endedAt: null }), aRehearsal({ begunAt, endedAt: null })], { planted, systemKeys: [], now });
    expect(alarm.noneSince).to.deep.equal(begunAt);
  });

  it('is silent about nights where nobody is planted', () => {
    const alarm = alarmOf([aRehearsal({ endedAt: new Date('2026-01-01T04:00:00Z') })], { planted: null, systemKeys: ['homes'], now });
    expect(alarm).to.deep.equal({ missed: [], unplanted: [], noneSince: null });
  });
});
