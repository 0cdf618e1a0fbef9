/** The rules of a case and of what a connected system answered, as tables. */

import { expect } from 'chai';
import { isWithApprover, mayMove, nextAct, noProgress, stages, whatBlocks, type Progress, type Stage } from '../../server/casework/case.ts';
import { refreshSeconds } from '../../server/casework/collect-model.ts';
import { originalName } from '../../server/casework/original-name.ts';
import { isCollected, isGivenUp, isInDates, isSettled, mayExcuse, mayRetry, standingOf, systemsInScope, type SystemSearch } from '../../server/casework/system-search.ts';

const now = new Date('2026-11-21T10:00:00Z');
const progress = (changes: Partial<Progress>): Progress => ({ ...noProgress, ...changes });
const mine = { isUnowned: false, dataSubjectId: 'subject' };

describe('a case', () => {
  const steps: readonly (readonly [Stage, Partial<Progress>, string, string])[] = [
    ['received', {}, 'not-collected', 'collect'],
    ['collecting', { systems: 3, unanswered: 1, stillAsked: 1 }, 'unanswered', 'wait'],
    ['collecting', { systems: 3, unanswered: 1 }, 'unanswered', 'see-systems'],
    ['collecting', { systems: 3, unanswered: 1, matchesToDecide: 1 }, 'matches,unanswered', 'decide-match'],
    ['redacting', { itemsBeingRead: 2 }, 'being-read', 'wait'],
    ['redacting', { decisionsLeft: 4, pagesToCheck: 1 }, 'decisions,page-checks', 'mark'],
    ['redacting', { pagesToCheck: 1 }, 'page-checks', 'check-pages'],
    ['redacting', {}, '', 'submit'],
    ['submitted', { decisionsLeft: 4 }, '', 'clear'],
    ['approved', {}, '', 'release'],
    ['blocked', {}, 'failed-checks', 'see-report'],
    ['blocked', { decisionsLeft: 4 }, 'failed-checks,decisions', 'mark'],
    ['closed', {}, '', 'nothing'],
  ];
  for (const [stage, made, blocks, act] of steps) {
    it(`that is ${stage}${blocks === '' ? '' : ` and waits for ${blocks}`} goes on by: ${act}`, () => {
      const found = { stage, ...mine };
      expect(whatBlocks(found, progress(made)).map(({ block }) => block).join(',')).to.equal(blocks);
      expect(nextAct(found, progress(made))).to.equal(act);
    });
  }

  it('that nobody owns is taken first, whatever else is open', () => {
    expect(nextAct({ stage: 'redacting', ...mine, isUnowned: true }, progress({ decisionsLeft: 9 }))).to.equal('take');
  });

  it('never goes from an approval to released without a release', () => {
    expect(stages.filter((stage) => mayMove(stage, 'released'))).to.deep.equal(['releasing']);
  });

  it('is changed again only when it was returned or its release failed', () => {
    const locked = stages.filter(isWithApprover);
    expect(locked).to.deep.equal(['submitted', 'approved', 'releasing', 'released', 'closed']);
    expect(stages.filter((stage) => locked.includes(stage) && mayMove(stage, 'redacting'))).to.deep.equal(['submitted', 'approved']);
  });
});

describe('what a system answered', () => {
  const search = (changes: Partial<SystemSearch>): SystemSearch => ({
    systemId: 'one', service: 'One', askedBy: 'ann', outcome: null, reason: null, isExcused: false, itemCount: 0, pageCount: 0, attempt: 1, startedAt: new Date(now.getTime() - 60_000), endedAt: now, ...changes,
  });

  it('is an answer only when it is held or not held', () => {
    const outcomes = ['held', 'not held', 'identifier not supported', 'suspended', 'errored'] as const;
    expect(outcomes.filter((outcome) => isSettled(search({ outcome })))).to.deep.equal(['held', 'not held']);
  });

  it('waits for an officer, who may record why it is left out, when it ended without an outcome', () => {
    expect(standingOf(search({}))).to.equal('match to decide');
    expect([mayRetry(search({}), now), mayExcuse(search({}))]).to.deep.equal([false, true]);
  });

  it('may be asked again when it failed, and when the queue gave it up', () => {
    const running = search({ endedAt: null });
    const stuck = search({ endedAt: null, startedAt: new Date(now.getTime() - 16 * 60_000) });
    expect([mayRetry(search({ outcome: 'errored' }), now), mayRetry(search({ outcome: 'held' }), now), mayRetry(running, now), isGivenUp(stuck, now)]).to.deep.equal([true, false, false, true]);
  });

  it('is settled once an officer recorded why it is left out, and collecting with it', () => {
    const left = search({ outcome: 'errored', isExcused: true });
    expect([isSettled(left), isCollected([left, search({ outcome: 'held' })]), isCollected([])]).to.deep.equal([true, true, false]);
  });

  it('is asked of the services a request names, or of all', () => {
    const systems = [{ key: 'a', service: 'Housing' }, { key: 'b', service: 'Council tax' }];
    expect(systemsInScope(systems, ['Housing']).map(({ key }) => key)).to.deep.equal(['a']);
    expect(systemsInScope(systems, [])).to.have.length(2);
  });

  it('keeps what has no date, because nobody can tell that it is outside', () => {
    const scope = { fromOn: '2020-01-01', toOn: '2020-12-31' };
    expect([isInDates(null, scope), isInDates('2020-12-31', scope), isInDates('2021-01-01', scope), isInDates('2019-12-31', scope)]).to.deep.equal([true, true, false, false]);
  });

  it('is looked at again after 5, then 10, then 30 seconds, and never when nothing runs', () => {
    const row = (ago: number, standing: 'being asked' | 'held') => ({ standing, startedAt: new Date(now.getTime() - ago * 1_000) }) as const;
    const after = (ago: number) => refreshSeconds({ rows: [row(ago, 'being asked')], beingRead: 0 }, now);
    expect([after(10), after(90), after(600), refreshSeconds({ rows: [row(10, 'held')], beingRead: 0 }, now)]).to.deep.equal([5, 10, 30, null]);
  });
});

describe('a downloaded original', () => {
  for (const [mediaType, name] of [['application/pdf', 'item-4.pdf'], ['text/csv', 'item-4.csv.txt'], ['text/html', 'item-4.html.txt'], ['application/x-msdownload', 'item-4.bin']] as const) {
    it(`of ${mediaType} is named ${name}`, () => {
      expect(originalName({ number: 4, mediaType })).to.equal(name);
    });
  }
});
