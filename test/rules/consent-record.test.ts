/** What a history of answers adds up to. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { Purpose } from '../../policies/purposes.ts';
import { answerFrom } from '../../server/consent/check-consent.ts';
import {
  askAgainAt,
  consentEventKinds,
  eventForAnswer,
  eventForStopping,
  foldConsent,
  neverAsked,
  standingOf,
  type ConsentEvent,
  type ConsentEventKind,
} from '../../server/consent/consent-record.ts';
import { wordingOf } from '../../server/consent/notice-wording.ts';

const notice = {
  version: 1, shownFromOn: '2026-01-01', asksAgain: false, question: 'May we?', controllers: ['The Council'],
  whatWeWouldDo: 'Do it.', whatWeWouldUse: 'This.', whoGetsIt: 'Us.', howLong: 'A year.', ifYouSayNo: 'Nothing changes.', howToStop: 'Here.',
};
const purpose: Purpose = { id: 'news', name: 'news', act: 'send news', whyConsentIsFree: 'It is.', reviewMonths: 12, notices: [notice] };
const withNewWords = (asksAgain: boolean): Purpose => ({ ...purpose, notices: [notice, { ...notice, version: 2, shownFromOn: '2026-06-01', asksAgain }] });

function history(...kinds: readonly ConsentEventKind[]): readonly ConsentEvent[] {
  return kinds.map((kind, index) => ({
    id: `event-${index + 1}`, position: index + 1, kind, noticeVersion: 1, wordingSha256: 'one', at: new Date(Date.UTC(2026, 0, index + 1)),
  }));
}

const march = { at: new Date('2026-03-01T12:00:00Z'), today: '2026-03-01' };
const july = { at: new Date('2026-07-01T12:00:00Z'), today: '2026-07-01' };

describe('a consent record', () => {
  it('of nobody is not an answer', () => {
    expect(foldConsent([])).to.deep.equal(neverAsked);
  });

  it('is not answered by being asked', () => {
    expect(foldConsent(history('requested')).answer).to.equal('none');
  });

  it('keeps the day of the first yes when it is said again', () => {
    expect(foldConsent(history('given', 'reaffirmed'))).to.deep.include({ answer: 'yes', since: new Date('2026-01-01'), receiptId: 'event-2' });
  });

  it('counts anew after a withdrawal', () => {
    expect(foldConsent(history('given', 'withdrawn', 'given')).since).to.deep.equal(new Date('2026-01-03'));
  });

  it('is the same for events in any order', () => {
    const kinds = fc.array(fc.constantFrom(...consentEventKinds), { maxLength: 12 });
    fc.assert(
      fc.property(kinds.chain((chosen) => fc.tuple(fc.constant(history(...chosen)), fc.shuffledSubarray([...history(...chosen)], { minLength: chosen.length }))), ([ordered, shuffled]) => {
        expect(foldConsent(shuffled)).to.deep.equal(foldConsent(ordered));
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('whether a yes counts', () => {
  const yes = foldConsent(history('given'));

  it('it does under the words it was given to', () => {
    expect(standingOf(yes, purpose, march)).to.equal('may');
  });

  it('it does when new words change nothing that matters', () => {
    expect(standingOf(yes, withNewWords(false), july)).to.equal('may');
  });

  it('it no longer does once new words change what was agreed', () => {
    expect(standingOf(yes, withNewWords(true), july)).to.equal('wording changed');
  });

  it('it still does until the day the new words are shown', () => {
    expect(standingOf(yes, withNewWords(true), march)).to.equal('may');
  });

  it('it no longer does when its review is due', () => {
    expect(standingOf(yes, purpose, { at: new Date('2027-01-01T00:00:00Z'), today: '2027-01-01' })).to.equal('review due');
  });

  it('it never does after a withdrawal', () => {
    expect(standingOf(foldConsent(history('given', 'withdrawn')), purpose, march)).to.equal('said no');
  });
});

describe('an answer', () => {
  const asked = (standing: ReturnType<typeof standingOf>, wordingSha256 = 'one') => ({ standing, wordingSha256 });

  it('given twice to the same words is kept once', () => {
    expect(eventForAnswer(foldConsent(history('given')), 'yes', asked('may'))).to.deep.equal({ kind: 'already', receiptId: 'event-1' });
  });

  it('given again to other words is an answer of its own', () => {
    expect(eventForAnswer(foldConsent(history('given')), 'yes', asked('wording changed', 'two'))).to.deep.equal({ kind: 'reaffirmed' });
  });

  it('of no after a yes withdraws it', () => {
    expect(eventForAnswer(foldConsent(history('given')), 'no', asked('may'))).to.deep.equal({ kind: 'withdrawn' });
  });

  it('of no at first is a refusal', () => {
    expect(eventForAnswer(neverAsked, 'no', asked('not answered'))).to.deep.equal({ kind: 'refused' });
  });

  it('that stops what was never answered is nothing at all', () => {
    expect(eventForStopping(neverAsked)).to.equal(null);
  });

  it('is not asked for again before its review, month ends included', () => {
    expect(askAgainAt(new Date('2027-08-31T10:00:00Z'), { ...purpose, reviewMonths: 6 }).toISOString()).to.equal('2028-02-29T10:00:00.000Z');
  });
});

describe('what another system is told', () => {
  const last = (kind: ConsentEventKind) => ({ id: 'e', position: 9, kind, noticeVersion: 1, wordingSha256: 'one', sinceAt: new Date('2026-01-01'), at: new Date('2026-02-01') });

  it('is yes, since when, and to which words', () => {
    expect(answerFrom(last('given'), purpose, march.at)).to.deep.equal({ answer: 'yes', since: new Date('2026-01-01'), noticeVersion: 1, wordingSha256: 'one' });
  });

  it('is no once the words changed', () => {
    expect(answerFrom(last('given'), withNewWords(true), july.at).answer).to.equal('no');
  });

  it('is no when nobody answered', () => {
    expect(answerFrom(null, purpose, march.at)).to.deep.equal({ answer: 'no', since: null, noticeVersion: null, wordingSha256: null });
  });
});

describe('the wording of a notice', () => {
  it('has another hash when one word changes', () => {
    expect(wordingOf(purpose, notice).sha256).not.to.equal(wordingOf(purpose, { ...notice, howLong: 'Two years.' }).sha256);
  });

  it('has another hash for another purpose with the same words', () => {
    expect(wordingOf(purpose, notice).sha256).not.to.equal(wordingOf({ ...purpose, id: 'alerts' }, notice).sha256);
  });
});
