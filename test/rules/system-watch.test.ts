/** When a system is left to rest, what makes it amber, and when the worker's regular deeds are due. */

import { expect } from 'chai';
import { afterAsking, isResting, neverAsked, type SystemState } from '../../server/system-watch/breaker.ts';
import { driftStanding, isAmber, type DriftDecision, type DriftPlace } from '../../server/system-watch/drift.ts';
import { readClassings } from '../../server/system-watch/decide-drift.ts';
import { InvalidForm } from '../../server/platform/errors.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 22, 9, minute));

function afterFailures(count: number): SystemState {
  let state = neverAsked;
  for (let failure = 0; failure < count; failure += 1) state = afterAsking(state, { isAnswer: false, reason: 'cannot-connect' }, at(0));
  return state;
}

describe('a system that fails', () => {
  for (const [failures, restMinutes] of [[1, 0], [2, 0], [3, 2], [4, 5], [5, 15], [6, 30], [20, 30]] as const) {
    it(`${failures} times in a row rests ${restMinutes} minutes`, () => {
      const state = afterFailures(failures);
      expect([isResting(state, at(restMinutes - 1)), isResting(state, at(restMinutes))]).to.deep.equal([restMinutes > 0, false]);
    });
  }

  it('rests longer when the trial after its rest fails', () => {
    const trial = afterAsking(afterFailures(3), { isAnswer: false, reason: 'timed-out' }, at(3));
    expect([isResting(trial, at(7)), isResting(trial, at(8)), trial.lastReason]).to.deep.equal([true, false, 'timed-out']);
  });

  it('is forgiven everything by one answer', () => {
    const state = afterAsking(afterFailures(9), { isAnswer: true }, at(1));
    expect(state).to.deep.equal({ lastAskedAt: at(1), lastAnsweredAt: at(1), lastReason: null, failuresInARow: 0, restingUntil: null });
  });

  it('keeps the time of its last answer', () => {
    const state = afterAsking(afterAsking(neverAsked, { isAnswer: true }, at(1)), { isAnswer: false, reason: 'dropped' }, at(2));
    expect(state.lastAnsweredAt).to.deep.equal(at(1));
  });
});

describe('a new column', () => {
  const note: DriftPlace = { place: 'tenancy.partner_note', kind: 'unknown', foundOn: '2026-11-22' };
  const decided = (changes: Partial<DriftDecision>): DriftDecision => ({ place: note.place, isPersonal: true, plainName: 'Note about your partner', decidedAt: at(0), ...changes });

  it('makes its system amber until somebody decides', () => {
    expect([isAmber(driftStanding([note], [])), isAmber(driftStanding([note], [decided({})]))]).to.deep.equal([true, false]);
  });

  it('that is personal is read from then on', () => {
    expect(driftStanding([note], [decided({})]).alsoRead.map(({ plainName }) => plainName)).to.deep.equal(['Note about your partner']);
  });

  it('that is not personal is not read', () => {
    const standing = driftStanding([note], [decided({ isPersonal: false, plainName: null })]);
    expect([standing.alsoRead.length, standing.notPersonal.length, isAmber(standing)]).to.deep.equal([0, 1, false]);
  });

  it('that has gone again is read no more', () => {
    expect(driftStanding([], [decided({})]).alsoRead).to.deep.equal([]);
  });

  it('that was described and is gone makes its system amber, whatever was decided', () => {
    expect(isAmber(driftStanding([{ ...note, kind: 'gone' }], [decided({})]))).to.equal(true);
  });
});

describe('a new table that is personal', () => {
  it('keeps its system amber until it is described', () => {
    const table: DriftPlace = { place: 'partner', kind: 'unknown', foundOn: '2026-11-22' };
    const standing = driftStanding([table], [{ place: 'partner', isPersonal: true, plainName: null, decidedAt: at(0) }]);
    expect([isAmber(standing), standing.toDescribe.map(({ place }) => place)]).to.deep.equal([true, ['partner']]);
  });
});

describe('the form that classes what is new', () => {
  const asked: readonly DriftPlace[] = ['a.one', 'a.two', 'whole'].map((place) => ({ place, kind: 'unknown', foundOn: '2026-11-22' }));
  const problemsOf = (posted: Record<string, string>): readonly string[] => {
    try {
      readClassings(posted, asked);
      return [];
    } catch (error) {
      if (error instanceof InvalidForm) return Object.keys(error.problems);
      throw error;
    }
  };

  it('leaves open what was left open', () => {
    expect(readClassings({ 'class-a.one': 'personal', 'name-a.one': ' Note ' }, asked)).to.deep.equal([{ place: 'a.one', isPersonal: true, plainName: 'Note' }]);
  });

  it('asks for no name of a table, nor of what is not personal', () => {
    expect(problemsOf({ 'class-whole': 'personal', 'class-a.two': 'not-personal' })).to.deep.equal([]);
  });

  it('wants the words a resident reads', () => {
    expect(problemsOf({ 'class-a.one': 'personal', 'name-a.one': '  ' })).to.deep.equal(['name-a.one']);
  });

  it('wants one answer at least', () => {
    expect(problemsOf({})).to.deep.equal(['class-a.one']);
  });

  it('reads nothing that was not asked', () => {
    expect(readClassings({ 'class-a.one': 'not-personal', 'class-b.other': 'personal', 'name-b.other': 'x' }, asked).map(({ place }) => place)).to.deep.equal(['a.one']);
  });
});
