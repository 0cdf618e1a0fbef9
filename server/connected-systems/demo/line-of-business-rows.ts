/** What the council tax and benefits database holds about the cast. */
import type { PostalAddress } from '../connector.ts';
import type { CastMember } from './cast-member.ts';
import { cast, castMember } from './people.ts';
import { places } from './places.ts';

type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** Rows by table, in the order in which they can be inserted. */
export interface TableRows {
  readonly table: string;
  readonly rows: readonly Row[];
}

const known = cast.filter((member) => member.systemPersonNumbers['council-tax'] !== undefined);

function numberOf(key: string): string {
  const number = castMember(key).systemPersonNumbers['council-tax'];
  if (number === undefined) throw new RangeError(`${key} is not in the council tax system.`);
  return number;
}

function personRow(member: CastMember, at: number): Row {
  return {
    person_number: numberOf(member.key),
    given_names: member.name.given,
    family_name: member.name.family,
    date_of_birth: member.dateOfBirth,
    nino: member.nino ?? null,
    email: member.email,
    phone: `07700 9001${String(at).padStart(2, '0')}`,
    updated_on: '2026-04-01',
  };
}

function addressRows(member: CastMember): readonly Row[] {
  return member.addresses.map((address, at) => {
    const [line_1 = '', line_2 = null, line_3 = null] = address.lines;
    const from_on = at === 0 ? movedInOn(member.key) : `20${String(13 - at * 4).padStart(2, '0')}-06-01`;
    return { person_number: numberOf(member.key), line_1, line_2, line_3, postcode: address.postcode, from_on, to_on: at === 0 ? null : movedInOn(member.key) };
  });
}

const moves: Readonly<Record<string, string>> = {
  'marion-tregenza': '2019-09-02',
  'dylan-osei': '2026-03-28',
  'tobias-vyvyan': '2026-08-15',
  'rhiannon-addo': '2021-11-08',
  'leila-marchetti': '2026-05-19',
};

function movedInOn(key: string): string {
  return moves[key] ?? '2016-04-11';
}

interface Account {
  readonly reference: string;
  readonly home: PostalAddress;
  readonly band: string;
  readonly openedOn: string;
  readonly closedOn?: string;
  readonly contactPhone?: string;
  readonly writtenTo?: string;
  readonly parties: readonly (readonly [key: string, role: string, from: string, to?: string, forwarding?: string])[];
}

const accounts: readonly Account[] = [
  { reference: '70100201', home: places.saltmarshRoad41, band: 'B', openedOn: '1993-04-01', closedOn: '2019-09-01', parties: [['marion-tregenza', 'Sole liable person', '1993-04-01', '2019-09-01']] },
  { reference: '70100301', home: places.chapelHill2, band: 'A', openedOn: '2019-09-02', parties: [['marion-tregenza', 'Sole liable person', '2019-09-02']] },
  { reference: '70100202', home: places.signalRow17, band: 'C', openedOn: '2026-03-28', parties: [['dylan-osei', 'Sole liable person', '2026-03-28']] },
  { reference: '70100203', home: places.quarryRise12, band: 'D', openedOn: '2016-04-11', parties: [['sarah-pascoe-march', 'Sole liable person', '2016-04-11']] },
  { reference: '70100204', home: places.lanveanCourt7, band: 'A', openedOn: '2016-04-11', parties: [['sarah-pascoe-november', 'Sole liable person', '2016-04-11']] },
  {
    reference: '70100205', home: places.bramblefield9, band: 'E', openedOn: '2016-04-11', contactPhone: '07700 900106', writtenTo: '22B The Ropewalk, Penhallow, ZZ99 1RW',
    parties: [['kerensa-vyvyan', 'Jointly liable', '2016-04-11'], ['tobias-vyvyan', 'Jointly liable', '2016-04-11', '2026-08-14', '22B The Ropewalk, Penhallow, ZZ99 1RW']],
  },
  { reference: '70100206', home: places.ropewalk22, band: 'B', openedOn: '2026-08-15', parties: [['tobias-vyvyan', 'Sole liable person', '2026-08-15']] },
  { reference: '70100207', home: places.wheelhouse14, band: 'A', openedOn: '2021-11-08', parties: [['rhiannon-addo', 'Sole liable person', '2021-11-08']] },
  {
    reference: '70100209', home: places.orchardGreen31, band: 'C', openedOn: '2016-04-11', contactPhone: '07700 900108',
    parties: [['stefan-brandt', 'Jointly liable', '2016-04-11'], ['leila-marchetti', 'Jointly liable', '2016-04-11', '2026-05-18', 'Not to be disclosed: see account marker']],
  },
  { reference: '70100208', home: places.heronsReach8, band: 'A', openedOn: '2026-05-19', parties: [['leila-marchetti', 'Sole liable person', '2026-05-19']] },
  { reference: '70100210', home: places.larkfield26, band: 'B', openedOn: '2016-04-11', parties: [['zainab-al-khatib', 'Sole liable person', '2016-04-11']] },
  { reference: '70100211', home: places.millpond60, band: 'C', openedOn: '2016-04-11', parties: [['jonah-bright', 'Sole liable person', '2016-04-11']] },
];

const yearlyByBand: Readonly<Record<string, number>> = { A: 1402.16, B: 1635.85, C: 1869.55, D: 2103.24, E: 2570.63 };
const firstYear = 2021;
const lastYear = 2026;

function accountRow(account: Account): Row {
  return {
    account_reference: account.reference,
    property: [...account.home.lines, account.home.postcode].join(', '),
    band: account.band,
    opened_on: account.openedOn,
    closed_on: account.closedOn ?? null,
    contact_phone: account.contactPhone ?? null,
    correspondence_address: account.writtenTo ?? null,
    direct_debit_account: account.parties.length > 1 ? '00-00-00 00000042' : null,
  };
}

function partyRows(account: Account): readonly Row[] {
  return account.parties.map(([key, role, liable_from, liable_to = null, forwarding_address = null]) => ({
    account_reference: account.reference, person_number: numberOf(key), role, liable_from, liable_to, forwarding_address,
  }));
}

function billedYears(account: Account): readonly number[] {
  const from = Math.max(firstYear, Number(account.openedOn.slice(0, 4)));
  const until = account.closedOn === undefined ? lastYear : Number(account.closedOn.slice(0, 4));
  return Array.from({ length: Math.max(0, until - from + 1) }, (_, at) => from + at);
}

function billRows(account: Account): readonly Row[] {
  const isAlone = account.parties.length === 1;
  const yearly = billedYears(account).map((year) => billRow(account, { year, isAlone, issuedOn: `${year}-03-09` }));
  const hasSomebodyLeft = !isAlone && account.parties.some(([, , , to]) => to !== undefined);
  return hasSomebodyLeft ? [...yearly, billRow(account, { year: lastYear, isAlone: true, issuedOn: '2026-09-14' })] : yearly;
}

function billRow(account: Account, bill: { readonly year: number; readonly isAlone: boolean; readonly issuedOn: string }): Row {
  const wholeYear = (yearlyByBand[account.band] ?? 2000) * (1 + (bill.year - lastYear) * 0.04);
  return {
    bill_number: `B${bill.issuedOn.slice(2, 7)}-${account.reference}`,
    account_reference: account.reference,
    tax_year: `${bill.year} to ${bill.year + 1}`,
    amount: Number((wholeYear * (bill.isAlone ? 0.75 : 1)).toFixed(2)),
    discount: bill.isAlone ? 'Single person, 25 per cent' : null,
    issued_on: bill.issuedOn,
  };
}

function billedRows(account: Account): readonly Row[] {
  return billRows(account).flatMap(({ bill_number = null, issued_on }) =>
    account.parties
      .filter(([, , , to]) => to === undefined || to >= String(issued_on))
      .map(([key]): Row => ({ bill_number, person_number: numberOf(key) })),
  );
}

function paymentRows(account: Account): readonly Row[] {
  return account.parties.flatMap(([key, , from, to = '2026-11-01']) =>
    billedYears(account).flatMap((year) =>
      [4, 5, 6, 7, 8, 9, 10, 11, 12].map((month): Row => ({
        account_reference: account.reference,
        person_number: numberOf(key),
        amount: Number(((yearlyByBand[account.band] ?? 2000) / 10 / account.parties.length).toFixed(2)),
        method: account.parties.length > 1 && key === 'kerensa-vyvyan' ? 'Debit card' : 'Direct Debit',
        paid_on: `${year}-${String(month).padStart(2, '0')}-01`,
      })).filter(({ paid_on }) => String(paid_on) >= from && String(paid_on) <= to),
    ),
  );
}

/** The rows of the council tax side; the notes and the benefits stand in their own files. */
export const accountTables: readonly TableRows[] = [
  { table: 'council_tax.person', rows: known.map(personRow) },
  {
    table: 'council_tax.former_name',
    rows: known.flatMap((member) => member.formerNames.map((name): Row => ({ person_number: numberOf(member.key), given_names: name.given, family_name: name.family, changed_on: '2018-07-23' }))),
  },
  { table: 'council_tax.address', rows: known.flatMap(addressRows) },
  { table: 'council_tax.account', rows: accounts.map(accountRow) },
  { table: 'council_tax.account_party', rows: accounts.flatMap(partyRows) },
  { table: 'council_tax.bill', rows: accounts.flatMap(billRows) },
  { table: 'council_tax.billed_person', rows: accounts.flatMap(billedRows) },
  { table: 'council_tax.payment', rows: accounts.flatMap(paymentRows) },
];

/** Of the shared accounts: some the account's own, some one holder's alone. */
export const accountChanges: TableRows = {
  table: 'council_tax.account_change',
  rows: [
    { account_reference: '70100205', person_number: null, what: 'Account opened', detail: 'Two people liable', changed_on: '2016-04-11' },
    { account_reference: '70100205', person_number: numberOf('kerensa-vyvyan'), what: 'How you pay', detail: 'Pays her share by debit card', changed_on: '2021-04-01' },
    { account_reference: '70100205', person_number: numberOf('tobias-vyvyan'), what: 'Moved out', detail: 'New address 22B The Ropewalk, Penhallow, ZZ99 1RW; phone 07700 900106', changed_on: '2026-08-15' },
    { account_reference: '70100205', person_number: numberOf('tobias-vyvyan'), what: 'How you pay', detail: 'Direct Debit from 00-00-00 00000042', changed_on: '2026-08-20' },
    { account_reference: '70100205', person_number: null, what: 'Discount', detail: 'Single person, 25 per cent', changed_on: '2026-09-14' },
    { account_reference: '70100209', person_number: null, what: 'Account opened', detail: 'Two people liable', changed_on: '2016-04-11' },
    { account_reference: '70100209', person_number: numberOf('leila-marchetti'), what: 'Moved out', detail: 'Not to be disclosed: see account marker', changed_on: '2026-05-19' },
  ],
};
