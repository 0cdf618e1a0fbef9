/** What counts as proof of who somebody is, and what an officer's form makes of what was typed. */

import { expect } from 'chai';
import { neverEnoughForRelease } from '../../policies/step-up.ts';
import { withNews, type Identity } from '../../server/data-subjects/identity.ts';
import { officerEvidence, proofWays, verdictOn } from '../../server/data-subjects/proof.ts';
import { readProof } from '../../server/data-subjects/proof-form.ts';
import { isOneName } from '../../server/data-subjects/record-proof.ts';

const today = '2026-11-21';
const typed = { given: 'Jonah', family: 'Bright', day: '19', month: 'Gorffennaf', year: '1995', lines: ' 60 Millpond \n\nSt Maddern', postcode: 'zz993aa', evidence: 'passport', hasSeen: 'yes' };

describe('evidence an officer may record', () => {
  it('is never a code sent by post, nor an answer somebody close would know', () => {
    expect(officerEvidence.filter((kind) => neverEnoughForRelease.includes(kind))).to.deep.equal([]);
  });

  it('has a way without a photograph for whoever comes, is vouched for or phones', () => {
    expect(officerEvidence).to.include.members(['letters-and-worker', 'call-back', 'video']);
  });

  it('is not among the ways in which a person only asks', () => {
    expect(officerEvidence.filter((kind) => (proofWays as readonly string[]).includes(kind))).to.deep.equal([]);
  });
});

describe('the form of what was seen', () => {
  it('becomes an identity as systems are asked with', () => {
    expect(readProof(typed, today).seen?.identity).to.deep.equal({
      names: [{ given: 'Jonah', family: 'Bright' }], dateOfBirth: '1995-07-19', addresses: [{ lines: ['60 Millpond', 'St Maddern'], postcode: 'ZZ99 3AA' }], systemPersonNumbers: {},
    });
  });

  it('takes a former family name alone', () => {
    expect(readProof({ ...typed, formerFamily: 'Carne' }, today).seen?.identity.names[1]).to.deep.equal({ given: 'Jonah', family: 'Carne' });
  });

  it('keeps no organisation with evidence that needs none', () => {
    expect(readProof({ ...typed, organisation: 'Harbour' }, today).seen?.organisation).to.equal(null);
  });

  for (const [what, change, field] of [
    ['a day to come', { year: '2027' }, 'birth'],
    ['no name', { family: ' ' }, 'family'],
    ['a name beyond measure', { given: 'x'.repeat(101) }, 'given'],
    ['six lines', { lines: 'a\nb\nc\nd\ne\nf' }, 'lines'],
    ['half a postcode', { postcode: 'ZZ99' }, 'postcode'],
    ['evidence of no kind', { evidence: 'knowledge-question' }, 'evidence'],
    ['a worker from nowhere', { evidence: 'letters-and-worker' }, 'organisation'],
    ['no tick', { hasSeen: '' }, 'has-seen'],
  ] as const) {
    it(`refuses ${what}, by name`, () => {
      expect(readProof({ ...typed, ...change }, today).problems).to.deep.equal({ [field]: `assist.problems.${field}` });
    });
  }
});

describe('two names', () => {
  for (const [one, other, isOne] of [['Deb Nance', 'DEB NANCE', true], ['Siân O’Neil', 'Sian ONeil', true], ['Deb Nance', 'Deborah Nance', false], ['', '', false]] as const) {
    it(`${one} and ${other} are ${isOne ? '' : 'not '}one`, () => {
      expect(isOneName(one, other)).to.equal(isOne);
    });
  }
});

describe('an identity proved again', () => {
  const known: Identity = { names: [{ given: 'Leila', family: 'M' }], dateOfBirth: '1990-01-01', addresses: [{ lines: ['New'], postcode: 'ZZ99 1AA' }], systemPersonNumbers: { housing: 'H-1' }, nino: 'QQ1' };
  const older: Identity = { names: [{ given: 'leila', family: 'M' }], dateOfBirth: '1990-01-01', addresses: [{ lines: ['Old'], postcode: 'ZZ99 2BB' }], systemPersonNumbers: { tax: 'T-1' } };

  it('keeps the present address first, because what must never leave hangs on it', () => {
    expect(withNews(known, older).addresses.map(({ postcode }) => postcode)).to.deep.equal(['ZZ99 1AA', 'ZZ99 2BB']);
  });

  it('loses no number and repeats no name', () => {
    const { names, systemPersonNumbers, nino } = withNews(known, older);
    expect([names.length, systemPersonNumbers, nino]).to.deep.equal([1, { housing: 'H-1', tax: 'T-1' }, 'QQ1']);
  });
});

describe('the verdict on who is meant', () => {
  it('is nobody while somebody is known only probably', () => {
    expect(verdictOn([{ system: 'a', answer: 'none' }, { system: 'b', answer: 'probable' }], { isSeenByOfficer: true })).to.deep.equal({ isOnePerson: false });
  });

  it('takes no number of a system that knows somebody only probably', () => {
    expect(verdictOn([{ system: 'a', answer: 'found', reference: '1' }, { system: 'b', answer: 'probable', reference: '2' }], { isSeenByOfficer: true })).to.deep.equal({ isOnePerson: true, personNumbers: { a: '1' } });
  });

  for (const isSeenByOfficer of [true, false]) {
    it(`is ${isSeenByOfficer ? 'one person' : 'nobody'} when name, birthday and address agree without a number and ${isSeenByOfficer ? 'an officer has' : 'nobody has'} seen the evidence`, () => {
      expect(verdictOn([{ system: 'a', answer: 'whole', reference: '1' }], { isSeenByOfficer }).isOnePerson).to.equal(isSeenByOfficer);
    });
  }

  it('is nobody when no system knows them', () => {
    expect(verdictOn([{ system: 'a', answer: 'none' }, { system: 'b', answer: 'no answer' }], { isSeenByOfficer: true })).to.deep.equal({ isOnePerson: false });
  });

  it('is one person when one system is certain and another silent', () => {
    expect(verdictOn([{ system: 'a', answer: 'found', reference: '1' }, { system: 'b', answer: 'no answer' }], { isSeenByOfficer: true })).to.deep.equal({ isOnePerson: true, personNumbers: { a: '1' } });
  });
});
