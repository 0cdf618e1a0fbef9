/** What the detector suggests, and what it must leave alone. All people are invented. */
import { expect } from 'chai';
import { isIban, isInsuranceNumber, isNhsNumber, isTaxpayerReference } from '../../server/redaction/engine/checksums.ts';
import { mentionsOf } from '../../server/redaction/engine/propagation.ts';
import { suggest } from '../../server/redaction/engine/suggest.ts';
import { knownPeople } from '../../server/redaction/known-people.ts';
import type { CaseKnown } from '../../server/redaction/engine/suggestion.ts';

const context: CaseKnown = {
  subject: { name: 'Imogen Ashdown', aliases: ['Immy Ashdown'], values: ['07700 900123', 'QQ123456C', '4 Larch Close, Easton, ZZ99 1AB', '03/02/1991'] },
  staff: ['Derek Holt'],
  thirdParties: ['Tobias Ferncliffe'],
};

const hidden = (text: string): readonly string[] => suggest(text, { profile: 'council', context }).map(({ start, end }) => text.slice(start, end));

describe('suggesting what to hide in a council record', () => {
  const found: readonly (readonly [string, string, readonly string[]])[] = [
    ['a known third party, by every part of the name', 'Tobias Ferncliffe rang. Mr Ferncliffe was upset; TOBIAS left.', ['Tobias Ferncliffe', 'Mr Ferncliffe', 'TOBIAS']],
    ['an unknown person with a title', 'She was seen with Mrs Quillfeather on Tuesday.', ['Mrs Quillfeather']],
    ['a surname written first', 'Witness: QUILLFEATHER, Nadia', ['QUILLFEATHER, Nadia']],
    ['an initial and a surname', 'A letter from R. Quillfeather arrived.', ['R. Quillfeather']],
    ['a name in small letters with particles', 'spoke to ngozi de la cruz about the fence', ['ngozi de la cruz']],
    ['a mobile number and an e-mail', 'Reach him on 07700 900456 or t.f@example.org.', ['07700 900456', 't.f@example.org']],
    ['an insurance number without spaces', 'NINO ab123456c', ['ab123456c']],
    ['an address without a postcode', 'lives at 17 Birch Road, Weston and works nights', ['17 Birch Road, Weston']],
    ['an address, not the label of the field after it', 'Address: 17 Birch Road\nSecond line: Weston', ['17 Birch Road']],
    ['an address over several lines', 'Mr T Ferncliffe\n17 Birch Road\nWeston\nZZ99 2BB', ['Mr T Ferncliffe', '17 Birch Road\nWeston\nZZ99 2BB']],
    ['a telephone number that goes on in the next line', 'Mother, 07700\n900456\nrang twice.', ['07700\n900456']],
    ['a health number that goes on in the next line', 'His NHS number 999 003\n1908 was given.', ['999 003\n1908']],
    ['a number, and not the date in the line after it', 'Rang 07700 900456\n12/02/2004 Home visit', ['07700 900456']],
    ['a date of birth that goes on in the next line', 'Her brother, born 9 August\n2003', ['9 August\n2003']],
    ["somebody else's date of birth", 'Her brother (DOB 09/08/2003)', ['09/08/2003']],
    ['a bank account beside a sort code', 'sort code 20-11-33, account 51234567', ['20-11-33', '51234567']],
  ];
  for (const [what, text, expected] of found) it(`finds ${what}`, () => { expect(hidden(text)).to.deep.equal(expected); });

  const left: readonly (readonly [string, string])[] = [
    ['the data subject by any part of the name', 'Imogen Ashdown called. Ms Ashdown (Immy) asked again.'],
    ["the data subject's own details", 'Tel 07700 900123, born 3 February 1991, of 4 Larch Close, Easton, ZZ99 1AB.'],
    ["the data subject's own address, written field by field", 'Address: 4 Larch Close\nSecond line: Easton\nPostcode: ZZ99 1AB'],
    ["the data subject's own number over two lines", 'Rang back on 07700\n900123 at noon.'],
    ['staff acting in role', 'D Holt advised. Derek Holt closed the case.'],
    ['a professional in role', 'Dr Penhallow saw her at the surgery.'],
    ["the council's own numbers and mailboxes", 'Call 0300 123 4567 or write to housing@council.example.'],
    ['headings, months and services', 'Housing Options Case Note March Universal Credit'],
  ];
  for (const [what, text] of left) it(`leaves ${what} alone`, () => { expect(hidden(text)).to.deep.equal([]); });

  it('gives spans that are sorted, apart and within the text', () => {
    const text = 'Tobias Ferncliffe, 07700 900456, Tobias Ferncliffe of 17 Birch Road.';
    const spans = suggest(text, { profile: 'council', context });
    for (const [i, { start, end }] of spans.entries()) {
      expect(start).to.be.at.least(spans[i - 1]?.end ?? 0);
      expect(end).to.be.within(start + 1, text.length);
    }
  });
});

describe('what is the data subject’s own', () => {
  it('is no address that only ends alike', () => {
    const elsewhere: CaseKnown = { subject: { name: 'Imogen Ashdown', aliases: [], values: ['14 Larch Close, Easton, ZZ99 1AB'] }, staff: [], thirdParties: [] };
    const text = 'She moved from 14 Larch Close, Easton, ZZ99 1AB to 4 Larch Close, Easton, ZZ99 1AB';
    expect(suggest(text, { profile: 'council', context: elsewhere }).map(({ start, end }) => text.slice(start, end))).to.deep.equal(['4 Larch Close, Easton, ZZ99 1AB']);
  });
  it('is no shorter number that a longer one begins with', () => {
    const numbered: CaseKnown = { subject: { name: 'Imogen Ashdown', aliases: [], values: ['20113398765'] }, staff: [], thirdParties: [] };
    expect(suggest('sort code 201133', { profile: 'council', context: numbered })).to.have.length(1);
  });

  const identity = { names: [{ given: 'Imogen', family: 'Ashdown' }], dateOfBirth: '1991-02-03', addresses: [], systemPersonNumbers: {} };
  const record = (value: string, peopleNamed: readonly { readonly name: string; readonly role: 'third-party' }[] = []) =>
    ({ kind: 'record' as const, facts: { reference: '1', collection: 'accounts', fields: [{ label: 'Phone', value }, { label: 'Notes', value: '07700 900999' }], peopleNamed: [...peopleNamed] } });
  const valuesOf = (...items: readonly ReturnType<typeof record>[]): readonly string[] => knownPeople(identity, items).subject?.values ?? [];

  it('is the number by which a system reaches them, not one in a note', () => {
    expect(valuesOf(record('07700 900123'))).to.contain('07700 900123').and.to.not.contain('07700 900999');
  });
  it('is not the number in a record that names somebody else, whatever another record says', () => {
    expect(valuesOf(record('07700 900123'), record('07700 900123', [{ name: 'Tobias Ferncliffe', role: 'third-party' }]))).to.not.contain('07700 900123');
  });
});

describe('finding an accepted name again', () => {
  const text = 'Okafor, Adaeze; A. Okafor; MRS OKAFOR; adaeze\nokafor; Adaeze’s; Okaforian; Mr Oka';
  it('finds every form and no other word', () => {
    expect(mentionsOf('Adaeze Okafor', text).map(({ start, end }) => text.slice(start, end))).to.deep.equal(['Okafor, Adaeze', 'A. Okafor', 'MRS OKAFOR', 'adaeze\nokafor', 'Adaeze']);
  });
});

describe('check digits', () => {
  const cases: readonly (readonly [string, (text: string) => boolean, string, string])[] = [
    ['NHS number', isNhsNumber, '943 476 5919', '943 476 5918'],
    ['taxpayer reference', isTaxpayerReference, '1123456789', '2123456789'],
    ['insurance number', isInsuranceNumber, 'AB 12 34 56 C', 'BG 12 34 56 C'],
    ['IBAN', isIban, 'GB82 WEST 1234 5698 7654 32', 'GB82 WEST 1234 5698 7654 33'],
  ];
  for (const [what, isValid, good, bad] of cases) {
    it(`accepts a good ${what}`, () => { expect(isValid(good)).to.equal(true); });
    it(`refuses a bad ${what}`, () => { expect(isValid(bad)).to.equal(false); });
  }
});
