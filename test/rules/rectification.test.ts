/** What is asked of somebody who says that something is wrong, of the officer who answers, and of the clock between them. */

import { expect } from 'chai';
import { calendarDay } from '../../server/requests/calendar-days.ts';
import { decisionIn } from '../../server/requests/rectification-form.ts';
import { isDecided, maxRectificationLength, noWords, outcomes, problemsWith, statesBefore } from '../../server/requests/rectification.ts';
import { workOut } from '../../server/requests/request-clock.ts';

const said = { wrong: 'The tap.', right: 'The bath.', evidence: '' };

describe('a rectification', () => {
  it('needs what is wrong and what it should be, and no evidence', () => {
    expect([Object.keys(problemsWith(said)), Object.keys(problemsWith(noWords))]).to.deep.equal([[], ['wrong', 'right']]);
  });

  it('does not take spaces for words', () => {
    expect(Object.keys(problemsWith({ ...said, wrong: ' \n' }))).to.deep.equal(['wrong']);
  });

  it('takes as many letters as it says and not one more', () => {
    const of = (length: number): readonly string[] => Object.keys(problemsWith({ ...said, evidence: 'x'.repeat(length) }));
    expect([of(maxRectificationLength), of(maxRectificationLength + 1)]).to.deep.equal([[], ['evidence']]);
  });

  it('is looked at before it is decided, or decided at once, and never decided twice', () => {
    expect(statesBefore('looking')).to.deep.equal(['received']);
    for (const outcome of outcomes) expect([statesBefore(outcome), isDecided(outcome)]).to.deep.equal([['received', 'looking'], true]);
  });

  it('is never decided without a word of what was done', () => {
    expect(decisionIn({ outcome: 'put-right', words: '  ', told: '' }).decision).to.equal(null);
    expect(decisionIn({ outcome: 'put it right', words: 'Done.', told: '' }).decision).to.equal(null);
    expect(decisionIn({ outcome: 'put-right', words: ' Done. ', told: '' }).decision).to.deep.equal({ outcome: 'put-right', words: 'Done.', told: '' });
  });

  describe('has a clock', () => {
    const asked = { nation: 'england-and-wales', receivedAt: new Date('2026-11-03T10:00:00Z') } as const;
    const question = { type: 'clarification', askedOn: calendarDay('2026-11-05'), receivedOn: calendarDay('2026-11-09') } as const;

    it('of one month', () => {
      expect(workOut({ kind: 'rectification', ...asked, events: [] }).dueOn).to.equal('2026-12-03');
    });

    it('that no question pauses, as it would for a copy', () => {
      expect(['access', 'rectification'].map((kind) => workOut({ kind: kind === 'access' ? 'access' : 'rectification', ...asked, events: [question] }).dueOn)).to.deep.equal(['2026-12-08', '2026-12-03']);
    });
  });
});
