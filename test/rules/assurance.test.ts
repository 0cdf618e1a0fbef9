/** How sure a sign-in makes us, row by row: strength, identity, age, and the object it was made for. */

import { expect } from 'chai';
import { neverEnoughForRelease, neverShownLive, stepUpTable, type Act } from '../../policies/step-up.ts';
import {
  acrValuesFor,
  afterSigningInAgain,
  assuranceOf,
  isEnough,
  raisedBy,
  rowFor,
  stepUpFor,
  stepUpNeeded,
  type SignInFacts,
} from '../../server/sign-in/assurance.ts';
import { authenticatorOf, dialectNames, dialects, identityOf } from '../../server/sign-in/providers.ts';

const now = new Date('2026-11-21T12:00:00Z');
const nowSeconds = now.getTime() / 1000;
const minutes = 60;

const words = {
  one: 'urn:fairsight:acr:one-factor',
  two: 'urn:fairsight:acr:two-factor',
  strong: 'urn:fairsight:acr:phishing-resistant',
};

function aSignIn(facts: Partial<SignInFacts> = {}): SignInFacts {
  return {
    provider: 'resident', dialect: 'development', issuer: 'http://provider.example/resident', subject: 'subject-1',
    acr: words.two, amr: ['pwd', 'otp'], identity: 'P2', authTime: nowSeconds - 60, madeFor: [], ...facts,
  };
}

function needed(act: Act, facts: SignInFacts | null, object = 'object-1') {
  return stepUpNeeded({ act, object }, facts, now);
}

describe('the assurance ladder', () => {
  for (const dialect of dialectNames) {
    it(`counts words that ${dialect} never said as nothing`, () => {
      const strange = ['', 'high', 'constructor', '__proto__', 'toString', 'urn:fairsight:acr:PHISHING-RESISTANT', '99'];
      expect(strange.map((word) => authenticatorOf(dialect, word))).to.deep.equal(strange.map(() => 'none'));
      expect(strange.map((word) => identityOf(dialect, word))).to.deep.equal(strange.map(() => 'none'));
    });
  }

  it('offers the weakest word that will do first', () => {
    expect(acrValuesFor('development', 'two-factor')).to.deep.equal([words.two, words.strong]);
    expect(acrValuesFor('development', 'phishing-resistant')).to.deep.equal([words.strong]);
  });

  it('has words for every strength that is ever asked of the development provider', () => {
    const asked = stepUpTable.map((row) => row.authenticator);
    expect(asked.filter((strength) => acrValuesFor('development', strength).length === 0)).to.deep.equal([]);
    expect(Object.keys(dialects)).to.have.members([...dialectNames]);
  });
});

describe('the step-up table', () => {
  it('has one row for each act', () => {
    const acts = stepUpTable.map((row) => row.act);
    expect(new Set(acts).size).to.equal(acts.length);
  });

  it('says each rule as a sentence', () => {
    expect(stepUpTable.filter((row) => !/^[A-Z].{20,}\.$/.test(row.says)).map((row) => row.act)).to.deep.equal([]);
  });

  it('never shows social care, safeguarding or fraud live', () => {
    expect(neverShownLive).to.include.members(['social-care', 'safeguarding', 'fraud']);
  });

  it('never counts a question or a posted code as enough for a release', () => {
    expect(neverEnoughForRelease).to.have.members(['knowledge-question', 'posted-code']);
  });

  it('never blocks making a request by identity', () => {
    expect(rowFor('make-request').identity).to.equal('unproved');
  });

  for (const row of stepUpTable.filter((each) => each.signedInAs !== 'anyone')) {
    const enough: SignInFacts = aSignIn({
      provider: row.signedInAs === 'staff' ? 'staff' : 'resident',
      acr: words.strong,
      authTime: nowSeconds - 1,
      madeFor: row.boundTo === undefined ? [] : [{ act: row.boundTo, object: 'object-1', acr: words.strong, authTime: nowSeconds - 1 }],
    });

    it(`lets a fresh, strong, proved sign-in do ${row.act}`, () => {
      expect(needed(row.act, enough)).to.equal(null);
    });

    it(`refuses ${row.act} to nobody, to the other provider and to unknown words`, () => {
      const other = row.signedInAs === 'staff' ? 'resident' : 'staff';
      expect(needed(row.act, null)?.lacking).to.deep.equal(['provider']);
      expect(needed(row.act, { ...enough, provider: other })?.lacking).to.deep.equal(['provider']);
      expect(needed(row.act, { ...enough, acr: 'x', identity: 'x', madeFor: [] })).to.not.equal(null);
    });

    it(`refuses ${row.act} to a sign-in that is a second too old`, () => {
      const seconds = (row.maxAgeMinutes === 0 ? 5 : (row.maxAgeMinutes ?? 0)) * minutes;
      const aged = (age: number): SignInFacts => ({
        ...enough, authTime: nowSeconds - age, madeFor: enough.madeFor.map((each) => ({ ...each, authTime: nowSeconds - age })),
      });
      expect(needed(row.act, aged(seconds))).to.equal(null);
      expect(needed(row.act, aged(seconds + 1))?.lacking).to.deep.equal(['age']);
    });
  }
});

describe('what a sign-in is enough for', () => {
  it('asks again for a second factor', () => {
    const asked = needed('see-what-we-hold', aSignIn({ acr: words.one }));
    expect(asked).to.deep.equal({
      act: 'see-what-we-hold', object: 'object-1', lacking: ['authenticator'],
      acrValues: `${words.two} ${words.strong}`, maxAgeSeconds: 30 * minutes, canBeMet: true,
    });
  });

  it('says that no sign-in can raise an unproved identity', () => {
    expect(needed('see-what-we-hold', aSignIn({ identity: 'P0' }))?.canBeMet).to.equal(false);
  });

  it('counts evidence that staff recorded beside what the provider proved', () => {
    const facts = aSignIn({ identity: 'P0' });
    const have = raisedBy(assuranceOf(facts), 'low');
    expect(stepUpFor({ act: 'see-what-we-hold', object: '' }, { facts, have }, now)).to.equal(null);
  });

  it('is never lowered by weaker evidence', () => {
    expect(raisedBy(assuranceOf(aSignIn()), 'unproved').identity).to.equal('medium');
  });

  it('is nothing when the sign-in claims to come from the future', () => {
    expect(needed('see-what-we-hold', aSignIn({ authTime: nowSeconds + 3600 }))?.lacking).to.deep.equal(['age']);
  });

  it('is nothing when the time of sign-in is not a number', () => {
    expect(needed('see-what-we-hold', aSignIn({ authTime: Number.NaN }))?.lacking).to.deep.equal(['age']);
  });

  it('leaves guidance open to anyone', () => {
    expect(isEnough({ row: rowFor('read-guidance'), object: '' }, null, now)).to.equal(true);
  });
});

describe('a sign-in made for one object', () => {
  const steppedUp = afterSigningInAgain(aSignIn(), aSignIn({ authTime: nowSeconds }), { act: 'open-answer', object: 'answer-a' });

  it('opens that object', () => {
    expect(needed('open-answer', steppedUp, 'answer-a')).to.equal(null);
  });

  it('opens no other object', () => {
    expect(needed('open-answer', steppedUp, 'answer-b')?.lacking).to.deep.equal(['made-for-this']);
  });

  it('opens nothing for another act', () => {
    expect(needed('open-sensitive-answer', steppedUp, 'answer-a')?.lacking).to.deep.equal(['made-for-this']);
  });

  it('lets the same object be read after the opening time has passed', () => {
    const later = new Date(now.getTime() + 20 * minutes * 1000);
    expect(stepUpNeeded({ act: 'open-answer', object: 'answer-a' }, steppedUp, later)?.lacking).to.deep.equal(['age']);
    expect(stepUpNeeded({ act: 'read-answer', object: 'answer-a' }, steppedUp, later)).to.equal(null);
  });

  it('is not given by an ordinary sign-in, however fresh', () => {
    expect(needed('open-answer', aSignIn({ authTime: nowSeconds, acr: words.strong }))?.lacking).to.deep.equal(['made-for-this']);
  });

  it('is remembered for a few objects only, the oldest forgotten first', () => {
    const objects = Array.from({ length: 12 }, (_, index) => `answer-${index}`);
    const many = objects.reduce((facts, object) => afterSigningInAgain(facts, aSignIn(), { act: 'open-answer', object }), aSignIn());
    expect(many.madeFor.map((each) => each.object)).to.deep.equal(objects.slice(-8));
  });
});
