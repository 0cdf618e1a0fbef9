/** What holds of every judgement, whoever is compared. */

import { expect } from 'chai';
import fc from 'fast-check';
import type { SubjectIdentifiers } from '../../server/connected-systems/connector.ts';
import { judgeMatch, rankRecords } from '../../server/connected-systems/matching/judge-match.ts';
import { nearBirths, birthLikeness } from '../../server/connected-systems/matching/compare-births.ts';
import type { PersonRecord } from '../../server/connected-systems/matching/person-record.ts';

const given = fc.constantFrom('Sarah', 'Sarah Jane', 'Sara', 'Liz', 'Elizabeth', 'Mohammed', 'Mohammed Amin', 'J', 'Łukasz', '');
const family = fc.constantFrom('Pascoe', 'Pasco', 'Hale', 'Pascoe-Hale', 'Smith', 'al-Khatib', 'O’Neill', '');
const name = fc.record({ given, family });
const day = fc.constantFrom('1984-03-11', '1984-11-03', '1984-03-17', '1955-06-02', '1984-01-01');
const address = fc.record({ lines: fc.constantFrom<readonly string[]>(['Flat 7, Lanvean Court'], ['12 Quarry Rise'], []), postcode: fc.constantFrom('ZZ99 1LH', 'ZZ99 1LM', 'ZZ99 4QR') });
const number = fc.constantFrom('QQ123456C', 'QQ123465C', 'QQ999999A');
const optional = <T>(value: fc.Arbitrary<T>, key: string) => fc.option(value, { nil: undefined }).map((each) => (each === undefined ? {} : { [key]: each }));

const subjects: fc.Arbitrary<SubjectIdentifiers> = fc
  .tuple(fc.array(name, { minLength: 1, maxLength: 2 }), day, fc.array(address, { maxLength: 2 }), optional(number, 'nino'), optional(fc.constantFrom(['a@example.org']), 'emails'))
  .map(([names, dateOfBirth, addresses, ...more]) => Object.assign({ names, dateOfBirth, addresses, systemPersonNumbers: {} }, ...more) as SubjectIdentifiers);

const records: fc.Arbitrary<PersonRecord> = fc
  .tuple(fc.constantFrom('P1', 'P2', 'P3'), fc.array(name, { minLength: 1, maxLength: 2 }), fc.option(day, { nil: null }), fc.array(address, { maxLength: 2 }), optional(number, 'nino'), optional(fc.constantFrom(['a@example.org']), 'emails'))
  .map(([reference, names, dateOfBirth, addresses, ...more]) => Object.assign({ reference, names, dateOfBirth, addresses }, ...more) as PersonRecord);

const bitsOf = (who: SubjectIdentifiers, record: PersonRecord): number => rankRecords('s', who, [record])[0]?.bits ?? Number.NaN;

describe('every judgement', () => {
  it('is certain only with an own number that agrees, the same day of birth and none that contradicts', () => {
    fc.assert(
      fc.property(subjects, fc.array(records, { maxLength: 4 }), (who, held) => {
        const result = judgeMatch('s', who, held);
        if (result.found !== 'certain') return;
        const same = held.filter(({ reference, nino, dateOfBirth }) => reference === result.person.reference && nino !== undefined && nino === who.nino && dateOfBirth === who.dateOfBirth);
        expect(same).to.have.lengthOf.at.least(1);
      }),
    );
  });

  const contradictions: readonly (readonly [fact: string, without: (record: PersonRecord) => PersonRecord, withIt: (record: PersonRecord) => PersonRecord])[] = [
    ['another NINO', ({ nino: _nino, ...rest }) => rest, (record) => ({ ...record, nino: 'QQ777777D' })],
    ['another date of birth', (record) => ({ ...record, dateOfBirth: null }), (record) => ({ ...record, dateOfBirth: '1931-12-30' })],
    ['another address', (record) => ({ ...record, addresses: [] }), (record) => ({ ...record, addresses: [{ lines: ['99 Elsewhere Lane'], postcode: 'ZZ10 1AA' }] })],
    ['another e-mail', ({ emails: _emails, ...rest }) => rest, (record) => ({ ...record, emails: ['other@example.org'] })],
    ['another phone', ({ phones: _phones, ...rest }) => rest, (record) => ({ ...record, phones: ['01632 960001'] })],
    ['another account', ({ accountReferences: _accounts, ...rest }) => rest, (record) => ({ ...record, accountReferences: ['1'] })],
  ];
  for (const [fact, without, withIt] of contradictions) {
    it(`is made no likelier by ${fact}`, () => {
      fc.assert(
        fc.property(subjects, records, (who, record) => {
          const asked = { ...who, phones: ['01632 960999'], accountReferences: { s: '2' } };
          const bare = without(record);
          expect(bitsOf(asked, withIt(bare))).to.be.at.most(bitsOf(asked, bare));
        }),
      );
    });
  }

  it('does not hang on the order in which records come', () => {
    fc.assert(
      fc.property(subjects, fc.uniqueArray(records, { maxLength: 3, selector: ({ reference }) => reference }), (who, held) => {
        expect(judgeMatch('s', who, [...held].reverse())).to.deep.equal(judgeMatch('s', who, held));
      }),
    );
  });

  it('calls every day near that it would be looked for on', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1900-01-05'), max: new Date('2030-12-28'), noInvalidDate: true }), (date) => {
        const born = date.toISOString().slice(0, 10);
        expect(nearBirths(born).filter((near) => birthLikeness(born, near) === 'differs')).to.deep.equal([]);
      }),
    );
  });
});
