/** The notes and benefit claims that the invented council keeps about the cast. */
import type { Row, TableRows } from './line-of-business-rows.ts';

function note(person_number: string, [noted_on, channel, officer]: readonly [string, string, string], text: string): Row {
  return { person_number, noted_on, channel, officer, note: text };
}

const notes: readonly Row[] = [
  note('P100201', ['2024-02-19', 'Phone', 'Lowen Petherick'], 'Ms Tregenza rang about the reminder. Her sister Judith Hale pays by standing order when she is in hospital. Agreed to hold recovery until 15 March.'),
  note('P100201', ['2025-01-07', 'Letter', 'Lowen Petherick'], 'Doctor’s letter received from Beacon Surgery. Severe mental impairment disregard does not apply; told her so and why.'),
  note('P100201', ['2025-09-30', 'Visit', 'Sunita Bal'], 'Visited at Chapel Hill. A neighbour at number 3, Mr Rowe, said a man has been staying since July. Not raised with the customer. To review the single person discount in the new year.'),
  note('P100201', ['2026-06-11', 'E-mail', 'Sunita Bal'], 'Confirmed in writing that she lives alone; her nephew Marc stayed for two weeks. Discount continues.'),
  note('P100202', ['2026-04-02', 'Web form', 'Automatic'], 'Move in reported for 17 Signal Row. Direct Debit set up.'),
  note('P100203', ['2025-11-05', 'Phone', 'Kit Ransome'], 'Caller gave the account of another Sarah Pascoe. Security questions failed; call ended. Marked: check the day of birth.'),
  note('P100204', ['2026-02-24', 'Phone', 'Kit Ransome'], 'Received a reminder that was meant for a namesake at Quarry Rise. Apologised and sent the right one.'),
  note('P100205', ['2026-08-17', 'Phone', 'Sunita Bal'], 'Ms Vyvyan reports that her husband left on the 14th. She asked for his new address to send on the post; told her we cannot give it.'),
  note('P100205', ['2026-09-03', 'E-mail', 'Sunita Bal'], 'Asked for the single person discount from 15 August. Her mother, Elowen Bolitho, looks after the children on Tuesdays and does not live there. Awarded.'),
  note('P100206', ['2026-08-16', 'Web form', 'Automatic'], 'Move out of 9 Bramblefield Close and move in to 22B The Ropewalk reported. Asks that his wife is not told where.'),
  note('P100207', ['2022-01-12', 'Phone', 'Lowen Petherick'], 'Care leaver: exempt until her 25th birthday. Personal adviser Nuala Fenn will send the form.'),
  note('P100208', ['2026-05-19', 'Visit', 'Helen Trask'], 'Account marker: ask a senior officer before anything is sent or said. Do not link to the account at Orchard Green.'),
  note('P100209', ['2026-06-02', 'Phone', 'Kit Ransome'], 'Mr Brandt asked twice where his former partner pays council tax now. Refused. He became abusive; call ended after a warning.'),
  note('P100210', ['2026-07-14', 'Phone', 'Sunita Bal'], 'Interpreter used (Arabic). Ms al-Khatib sent payslips for her son Yusuf. Reduction recalculated.'),
];

const claims: readonly Row[] = [
  { claim_number: 'CTR-55210', person_number: 'P100201', benefit: 'Council tax reduction', status: 'In payment', weekly_award: 17.4, claimed_on: '2022-10-03', decided_on: '2022-10-28', decision_reason: 'State Pension and a small private pension; savings under the limit.' },
  { claim_number: 'HB-20944', person_number: 'P100201', benefit: 'Housing benefit', status: 'Ended', weekly_award: 61.25, claimed_on: '2009-05-18', decided_on: '2009-06-15', decision_reason: 'Ended on leaving the tenancy at 41 Saltmarsh Road.' },
  { claim_number: 'CTR-61877', person_number: 'P100205', benefit: 'Council tax reduction', status: 'Being decided', weekly_award: null, claimed_on: '2026-09-07', decided_on: null, decision_reason: null },
  { claim_number: 'CTR-60031', person_number: 'P100210', benefit: 'Council tax reduction', status: 'In payment', weekly_award: 21.85, claimed_on: '2024-04-29', decided_on: '2024-05-24', decision_reason: 'Wages below the applicable amount for a lone parent with two children.' },
  { claim_number: 'HB-31218', person_number: 'P100208', benefit: 'Housing benefit', status: 'In payment', weekly_award: 118.9, claimed_on: '2026-05-21', decided_on: '2026-05-29', decision_reason: 'Supported accommodation. Fast-tracked.' },
];

const household: readonly Row[] = [
  { claim_number: 'CTR-61877', full_name: 'Merryn Vyvyan', relation: 'daughter', date_of_birth: '2014-03-02' },
  { claim_number: 'CTR-61877', full_name: 'Jory Vyvyan', relation: 'son', date_of_birth: '2017-10-26' },
  { claim_number: 'CTR-60031', full_name: 'Yusuf al-Khatib', relation: 'son', date_of_birth: '2007-12-13' },
  { claim_number: 'CTR-60031', full_name: 'Hana al-Khatib', relation: 'daughter', date_of_birth: '2012-06-30' },
  { claim_number: 'HB-31218', full_name: 'Nico Brandt', relation: 'son', date_of_birth: '2019-01-08' },
  { claim_number: 'HB-20944', full_name: 'Judith Hale', relation: 'sister', date_of_birth: '1961-02-27' },
];

const income: readonly Row[] = [
  { claim_number: 'CTR-55210', whose: 'Yours', told_by: 'Department for Work and Pensions', kind: 'State Pension', weekly_amount: 203.85, from_on: '2023-08-30' },
  { claim_number: 'CTR-55210', whose: 'Yours', told_by: 'You', kind: 'Private pension', weekly_amount: 18.2, from_on: '2022-10-03' },
  { claim_number: 'CTR-61877', whose: 'Yours', told_by: 'You', kind: 'Wages, Trewithin Primary School', weekly_amount: 264.5, from_on: '2026-09-07' },
  { claim_number: 'CTR-60031', whose: 'Yours', told_by: 'You', kind: 'Wages', weekly_amount: 287.1, from_on: '2024-04-29' },
  { claim_number: 'CTR-60031', whose: 'Your son’s', told_by: 'You', kind: 'Apprentice’s wages', weekly_amount: 192, from_on: '2026-07-01' },
  { claim_number: 'CTR-60031', whose: 'Yours', told_by: 'Experian', kind: 'Savings found in a credit check', weekly_amount: 0, from_on: '2025-03-11' },
  { claim_number: 'HB-31218', whose: 'Yours', told_by: 'Department for Work and Pensions', kind: 'Universal Credit', weekly_amount: 141.6, from_on: '2026-05-21' },
];

const overpayments: readonly Row[] = [
  { claim_number: 'HB-20944', amount: 245, cause: 'Pension increase reported late', decided_on: '2018-02-05' },
  { claim_number: 'CTR-60031', amount: 87.4, cause: 'Son’s wages counted from the wrong week; our error, not recovered', decided_on: '2026-07-15' },
];

export const noteTables: readonly TableRows[] = [
  { table: 'council_tax.contact_note', rows: notes },
  { table: 'benefits.claim', rows: claims },
  { table: 'benefits.household_member', rows: household },
  { table: 'benefits.income', rows: income },
  { table: 'benefits.overpayment', rows: overpayments },
];
