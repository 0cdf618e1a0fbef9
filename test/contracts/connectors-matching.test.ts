/** Whether a record is the data subject: never by name, e-mail or account alone. */

import { expect } from 'chai';
import type { SubjectIdentifiers } from '../../server/connected-systems/connector.ts';
import { judgeMatch } from '../../server/connected-systems/matching/judge-match.ts';
import type { PersonRecord } from '../../server/connected-systems/matching/person-record.ts';

const home = { lines: ['12 Quarry Rise', 'Trewithin'], postcode: 'ZZ99 4QR' };
const who: SubjectIdentifiers = {
  names: [{ given: 'Sarah', family: 'Pascoe' }, { given: 'Sarah', family: 'Hale' }],
  dateOfBirth: '1984-03-11',
  addresses: [home],
  systemPersonNumbers: {},
  nino: 'QQ123456C',
};

function aRecord(different: Partial<PersonRecord> = {}): PersonRecord {
  return { reference: 'P9', names: [{ given: 'Sarah', family: 'Pascoe' }], dateOfBirth: '1984-03-11', addresses: [home], ...different };
}

const elsewhere = { lines: ['7 Lanvean Court'], postcode: 'ZZ99 1LH' };
const cases: readonly (readonly [when: string, records: readonly PersonRecord[], found: string])[] = [
  ['the name, date of birth and address agree, and no number', [aRecord()], 'probable'],
  ['a former name agrees with the NINO and the date of birth', [aRecord({ nino: 'QQ123456C', names: [{ given: 'Sarah', family: 'Hale' }] })], 'certain'],
  ['accents, case and the way of writing the address differ', [aRecord({ names: [{ given: 'SÁRAH', family: 'pascoe' }], addresses: [{ lines: ['12, Quarry Rise'], postcode: 'zz994qr' }], nino: 'QQ123456C' })], 'certain'],
  ['the NINO agrees with the name and date of birth', [aRecord({ nino: 'QQ 12 34 56 C', addresses: [] })], 'certain'],
  ['two records agree in everything', [aRecord({ nino: 'QQ123456C' }), aRecord({ reference: 'P8', nino: 'QQ123456C' })], 'probable'],
  ['another record has the same name and date of birth, and no number', [aRecord({ nino: 'QQ123456C' }), aRecord({ reference: 'P8', addresses: [] })], 'probable'],
  ['a namesake of the same day has another NINO', [aRecord({ nino: 'QQ123456C' }), aRecord({ reference: 'P8', nino: 'QQ999999A' })], 'certain'],
  ['the NINO is a slip of the pen away', [aRecord({ nino: 'QQ123465C' })], 'probable'],
  ['all agrees but the NINO, which is another', [aRecord({ nino: 'QQ999999A' })], 'probable'],
  ['the NINO agrees and the name does not', [aRecord({ nino: 'QQ123456C', names: [{ given: 'Karen', family: 'Winter' }] })], 'probable'],
  ['day and month of birth are swapped', [aRecord({ dateOfBirth: '1984-11-03' })], 'probable'],
  ['a twin shares everything but a second given name', [aRecord({ names: [{ given: 'Sarah Jane', family: 'Pascoe' }] })], 'probable'],
  ['a parent of the same name lives at the same address', [aRecord({ dateOfBirth: '1955-06-01' })], 'probable'],
  ['only name and date of birth agree', [aRecord({ addresses: [elsewhere] })], 'probable'],
  ['only the name agrees', [aRecord({ dateOfBirth: '1984-12-30', addresses: [elsewhere] })], 'none'],
  ['only the address agrees', [aRecord({ names: [{ given: 'Ian', family: 'Fox' }], dateOfBirth: '1984-12-30' })], 'none'],
  ['the system has nobody', [], 'none'],
];

describe('a record that may be the data subject', () => {
  for (const [when, records, found] of cases) {
    it(`is ${found} when ${when}`, () => {
      expect(judgeMatch('council-tax', who, records).found).to.equal(found);
    });
  }

  const numbered = { ...who, systemPersonNumbers: { 'council-tax': 'P1' } };

  it('is certain when the system’s own number agrees with the name and date of birth', () => {
    expect(judgeMatch('council-tax', numbered, [aRecord({ reference: 'P1', addresses: [] })]).found).to.equal('certain');
  });

  it('is probable when all agrees but the system’s own number, which is another', () => {
    expect(judgeMatch('council-tax', numbered, [aRecord({ reference: 'P2' })]).found).to.equal('probable');
  });
});
