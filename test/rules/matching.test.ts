/** Who is this: how parts of a record compare with what is known of a person, and what they add up to. */

import { expect } from 'chai';
import type { WayAlike } from '../../server/connected-systems/compared-fields.ts';
import type { MatchCandidate, SubjectIdentifiers } from '../../server/connected-systems/connector.ts';
import { addressLikeness, foldedAddress } from '../../server/connected-systems/matching/compare-addresses.ts';
import { birthLikeness, nearBirths } from '../../server/connected-systems/matching/compare-births.ts';
import { foldedPhone, numberLikeness } from '../../server/connected-systems/matching/compare-numbers.ts';
import { judgeMatch } from '../../server/connected-systems/matching/judge-match.ts';
import type { PersonRecord } from '../../server/connected-systems/matching/person-record.ts';
import { tryForWrongMatches } from '../support/matching/wrong-matches.ts';

const home = { lines: ['Flat 7, Lanvean Court', 'Harbour Road'], postcode: 'ZZ99 1LH' };
const who: SubjectIdentifiers = { names: [{ given: 'Elizabeth Jane', family: 'Pascoe' }], dateOfBirth: '1984-03-11', addresses: [home], systemPersonNumbers: {} };

function aRecord(different: Partial<PersonRecord> = {}): PersonRecord {
  return { reference: 'P9', names: who.names, dateOfBirth: who.dateOfBirth, addresses: [home], ...different };
}

function candidateFor(record: PersonRecord, asked: SubjectIdentifiers = who): MatchCandidate | null {
  const result = judgeMatch('council-tax', asked, [record]);
  return result.found === 'probable' ? (result.candidates[0] ?? null) : null;
}

function named(given: string, family: string): Pick<SubjectIdentifiers, 'names'> {
  return { names: [{ given, family }] };
}

describe('two names', () => {
  const cases: readonly (readonly [ours: readonly [string, string], theirs: readonly [string, string], likeness: string, how: readonly WayAlike[]])[] = [
    [['Elizabeth', 'Pascoe'], ['Liz', 'Pascoe'], 'close', ['nickname']],
    [['Rhiannon', 'Addo'], ['Rhi', 'Addo'], 'close', ['nickname']],
    [['Ieuan', 'Rees'], ['John', 'Rees'], 'close', ['nickname']],
    [['Seán', 'Byrne'], ['Sean', 'Byrne'], 'agrees', ['other letters']],
    [['Małgorzata', 'Nowak'], ['Gosia', 'Nowak'], 'close', ['nickname']],
    [['Łukasz', 'Wójcik'], ['Lukasz', 'Wojcik'], 'agrees', ['other letters']],
    [['Олена', 'Коваль'], ['Olena', 'Koval'], 'agrees', ['other letters']],
    [['Muhammad Ali', 'Khan'], ['Mohammed Ali', 'Khan'], 'close', ['nickname']],
    [['Zainab', 'al-Khatib'], ['Zainab', 'Khatib'], 'agrees', ['other letters']],
    [['Kowalska', 'Anna'], ['Anna', 'Kowalska'], 'close', ['names in another order']],
    [['Sarah Jane', 'Pascoe'], ['Sarah', 'Pascoe'], 'agrees', ['middle names left out']],
    [['Sarah Jane', 'Pascoe'], ['Jane', 'Pascoe'], 'close', ['middle name used']],
    [['Sarah', 'Pascoe'], ['S', 'Pascoe'], 'close', ['initial only']],
    [['Sarah', 'Pascoe'], ['Sarah', 'Pasco'], 'close', ['spelling']],
    [['Sarah', 'Pascoe'], ['Srah', 'Pascoe'], 'close', ['spelling']],
    [['Stephen', 'Reid'], ['Stephen', 'Rhead'], 'close', ['sounds alike']],
    [['Sarah', 'Pascoe'], ['Sarah', 'Pascoe-Hale'], 'close', ['part of a double name']],
    [['Angus', 'McLeod'], ['Angus', 'MacLeod'], 'agrees', ['other letters']],
    [['Nora', 'O’Neill'], ['Nora', "O'Neill"], 'agrees', []],
    [['Sarah', 'Pascoe'], ['Sarah', 'Winter'], 'differs', ['another family name']],
    [['Hannah', 'Pascoe'], ['Gareth', 'Pascoe'], 'differs', ['another given name']],
    [['Mohammed', 'Khan'], ['Mohammed Amin', 'Khan'], 'close', ['initial only']],
  ];
  for (const [ours, theirs, likeness, how] of cases) {
    it(`${ours.join(' ')} and ${theirs.join(' ')}: ${likeness} ${how.join(', ')}`, () => {
      const name = candidateFor(aRecord(named(...theirs)), { ...who, ...named(...ours) })?.compared?.find(({ field }) => field === 'name');
      expect([name?.likeness, name?.how]).to.deep.equal([likeness, how]);
    });
  }
});

describe('two dates of birth', () => {
  for (const [theirs, likeness] of [
    ['1984-03-11', 'same'], ['1984-11-03', 'day and month swapped'], ['1984-03-17', 'one digit differs'], ['1948-03-11', 'digits swapped'],
    ['1986-03-11', 'one digit differs'], ['1983-03-11', 'one digit differs'], ['1984-01-01', 'only the year'], ['1957-08-30', 'differs'], [null, 'missing'],
  ] as const) {
    it(`1984-03-11 and ${theirs ?? 'none'}: ${likeness}`, () => {
      expect(birthLikeness('1984-03-11', theirs)).to.equal(likeness);
    });
  }

  it('a year off across a decade is near', () => {
    expect(birthLikeness('1979-12-30', '1980-12-30')).to.equal('year differs');
  });

  it('are looked for on calendar days alone', () => {
    expect(nearBirths('1984-02-28').filter((day) => Number.isNaN(Date.parse(day)) || day.endsWith('02-30'))).to.deep.equal([]);
  });

  it('are looked for under every slip that comparing forgives', () => {
    const near = nearBirths('1979-10-12');
    for (const slip of ['1979-12-10', '1980-10-12', '1977-10-12', '1997-10-12', '1979-10-21', '1979-10-02', '1979-01-01']) expect(near, slip).to.include(slip);
  });
});

describe('two addresses', () => {
  for (const [lines, postcode, likeness] of [
    [['7 Lanvean Ct', 'Harbour Rd'], 'zz991lh', 'same'],
    [['Flat 7, Lanvean Court, 2 Harbour Road'], 'ZZ99 1LH', 'same'],
    [['Flat 7 Lanvean Court'], 'ZZ99 1LM', 'postcode differs by one'],
    [['Flat 8, Lanvean Court'], 'ZZ99 1LH', 'another number'],
    [['7 Lanvean Court', 'Harbour Road'], 'ZZ98 7QX', 'another postcode'],
    [['12 Quarry Rise'], 'ZZ99 4QR', 'differs'],
    [[], '', 'missing'],
  ] as const) {
    it(`${lines.join(', ')} ${postcode} is ${likeness}`, () => {
      expect(addressLikeness(foldedAddress(home), foldedAddress({ lines, postcode }))).to.equal(likeness);
    });
  }
});

describe('numbers', () => {
  it('a slip of the pen is told from another number, and is not agreement', () => {
    expect(['QQ 12 34 56 c', 'QQ123465C', 'QQ999999A', ''].map((theirs) => numberLikeness('QQ123456C', theirs))).to.deep.equal(['same', 'one character differs', 'differs', 'missing']);
  });

  it('a phone is one however it is written', () => {
    expect(new Set(['07700 900106', '+44 7700 900 106', '0044 (0)7700 900106'].map(foldedPhone)).size).to.equal(1);
  });
});

describe('a twin', () => {
  const twin = aRecord({ names: [{ given: 'Morwenna', family: 'Pascoe' }] });

  it('is unlikely, and said to be perhaps a twin', () => {
    const found = candidateFor(twin);
    expect(found?.cautions).to.include('may be a twin');
    expect(found?.probability).to.be.below(0.3);
  });

  it('is never certain, even with the other’s number misfiled on the record', () => {
    expect(judgeMatch('council-tax', { ...who, nino: 'QQ123456C' }, [{ ...twin, nino: 'QQ123456C' }]).found).to.equal('probable');
  });

  it('comes after the one who is meant', () => {
    const result = judgeMatch('council-tax', who, [{ ...twin, reference: 'P1' }, aRecord({ reference: 'P2' })]);
    expect(result.found === 'probable' && result.candidates.map(({ reference }) => reference)).to.deep.equal(['P2', 'P1']);
  });
});

describe('a father and son of one name at one address', () => {
  const father = aRecord({ dateOfBirth: '1955-06-02' });

  it('are told apart by the date of birth', () => {
    const found = candidateFor(father);
    expect(found?.cautions).to.include('may be a relative of the same name');
    expect(found?.probability).to.be.below(0.3);
  });

  it('are never one by themselves, even with the other’s number', () => {
    expect(judgeMatch('council-tax', { ...who, nino: 'QQ123456C' }, [{ ...father, nino: 'QQ123456C' }]).found).to.equal('probable');
  });
});

describe('a changed surname', () => {
  it('is shown where the rest agrees, and said', () => {
    const found = candidateFor(aRecord(named('Elizabeth Jane', 'Hale')));
    expect(found?.compared?.find(({ field }) => field === 'name')?.how).to.deep.equal(['another family name']);
    expect(found?.probability).to.be.above(0.6);
  });

  it('agrees where the former name is known', () => {
    const found = candidateFor(aRecord(named('Elizabeth Jane', 'Hale')), { ...who, names: [...who.names, { given: 'Elizabeth Jane', family: 'Hale' }] });
    expect(found?.compared?.find(({ field }) => field === 'name')).to.deep.include({ likeness: 'agrees', how: ['former name'] });
  });
});

describe('evidence that is not the person’s own', () => {
  const reached = { ...who, emails: ['liz@example.org'], phones: ['07700 900106'], accountReferences: { 'council-tax': '70100205' } };
  const everything = { emails: ['LIZ@example.org'], phones: ['+447700900106'], accountReferences: ['70100205'] };

  it('never makes anybody certain, however much agrees', () => {
    expect(judgeMatch('council-tax', reached, [aRecord(everything)]).found).to.equal('probable');
  });

  it('finds nobody by an e-mail, a phone and a name alone', () => {
    const { accountReferences: _account, ...contacts } = everything;
    expect(judgeMatch('council-tax', reached, [aRecord({ ...contacts, dateOfBirth: '1931-01-01', addresses: [] })]).found).to.equal('none');
  });

  it('finds no stranger by an account alone', () => {
    expect(judgeMatch('council-tax', reached, [{ reference: 'P8', names: [{ given: 'Ian', family: 'Fox' }], dateOfBirth: '1931-01-01', addresses: [], accountReferences: ['70100205'] }]).found).to.equal('none');
  });

  it('finds of the holders of a joint account the one whose name and birthday agree, for an officer to decide', () => {
    const holders = [aRecord({ reference: 'P1', addresses: [], accountReferences: ['70100205'] }), aRecord({ reference: 'P2', ...named('Tobias', 'Vyvyan'), dateOfBirth: '1983-12-21', addresses: [], accountReferences: ['70100205'] })];
    const result = judgeMatch('council-tax', reached, holders);
    expect(result.found === 'probable' && result.candidates.map(({ reference }) => reference)).to.deep.equal(['P1']);
  });

  it('is asked for in the system whose account it is, and in no other', () => {
    expect(judgeMatch('housing', { ...reached, dateOfBirth: '' }, [aRecord({ ...everything, dateOfBirth: null, addresses: [] })]).found).to.equal('none');
  });
});

describe('what an officer is shown', () => {
  it('of a name is the part that differs alone', () => {
    const name = candidateFor(aRecord(named('Liz', 'Pascoe')))?.compared?.find(({ field }) => field === 'name');
    expect([name?.ours, name?.theirs]).to.deep.equal(['Elizabeth Jane P•••', 'Liz P•••']);
  });

  it('of another address is the district alone', () => {
    const address = candidateFor(aRecord({ addresses: [{ lines: ['12 Quarry Rise'], postcode: 'ZZ99 4QR' }] }))?.compared?.find(({ field }) => field === 'address');
    expect(address?.theirs).to.equal('•••, ZZ99 •••');
  });

  it('of a number, a phone or an e-mail is nothing', () => {
    const found = candidateFor(aRecord({ nino: 'QQ999999A', phones: ['07700 900106'], emails: ['liz@example.org'] }), { ...who, nino: 'QQ123456C', phones: ['07700 900106'], emails: ['liz@example.org'] });
    expect(JSON.stringify(found)).not.to.match(/QQ\d|07700|liz@/);
  });
});

describe('in trials made to bring a wrong match about', () => {
  it('nobody matches by themselves who was not asked for', () => {
    const { wrong, right } = tryForWrongMatches({ people: 400, trials: 400 });
    expect(right).to.be.above(10);
    expect(wrong).to.equal(0);
  });
});
