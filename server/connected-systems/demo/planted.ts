/** What the council tax system and the children's folder hold about the planted person. */
import type { Paper } from './genres/paper.ts';
import type { TableRows } from './line-of-business-rows.ts';

const person_number = 'P100999';
const account_reference = '70100999';

/** In the order in which they can be inserted; each has a key of its own, so that it is found again by the same reference. */
export const plantedTables: readonly TableRows[] = [
  { table: 'council_tax.person', rows: [{ person_number, given_names: 'Ottoline', family_name: 'Rehearsal', date_of_birth: '1951-02-03', nino: 'QQ030251D', email: null, phone: null, updated_on: '2026-04-01' }] },
  { table: 'council_tax.address', rows: [{ person_number, line_1: '26 Larkfield Avenue', line_2: 'Trewithin', line_3: null, postcode: 'ZZ99 4LF', from_on: '2016-04-11', to_on: null }] },
  { table: 'council_tax.account', rows: [{ account_reference, property: '26 Larkfield Avenue, Trewithin, ZZ99 4LF', band: 'A', opened_on: '2026-04-01', closed_on: null }] },
  { table: 'council_tax.account_party', rows: [{ account_reference, person_number, role: 'Sole liable person', liable_from: '2026-04-01', liable_to: null }] },
  { table: 'council_tax.bill', rows: [{ bill_number: 'B26-PLANTED', account_reference, tax_year: '2026 to 2027', amount: 0, discount: null, issued_on: '2026-04-02' }] },
  { table: 'council_tax.billed_person', rows: [{ bill_number: 'B26-PLANTED', person_number }] },
  { table: 'benefits.claim', rows: [{ claim_number: 'CTR-PLANTED', person_number, benefit: 'Council tax reduction', status: 'Ended', weekly_award: null, claimed_on: '2026-04-03', decided_on: null, decision_reason: null }] },
];

export const plantedPaper: Paper = {
  title: 'Planted letter',
  writtenOn: '2026-04-05',
  footer: 'CSC-40999 · Planted letter',
  blocks: [{ kind: 'title', text: 'Planted letter' }, { kind: 'paragraph', text: 'This letter is about nobody. It is here so that each night’s rehearsal can find it.' }],
};
