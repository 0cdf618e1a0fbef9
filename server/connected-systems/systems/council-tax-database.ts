/** The council tax and benefits database, table by table: what is read, how rows are reached, what a resident is shown. */
import type { DatabaseDescription, FieldDescription, TableDescription } from '../database-description.ts';

const ofPerson: FieldDescription = {
  name: 'person_number',
  references: { collection: 'council-tax-person', field: 'person_number' },
};
const ofClaim: FieldDescription = {
  name: 'claim_number',
  references: { collection: 'benefit-claim', field: 'claim_number' },
};

const councilTax: readonly TableDescription[] = [
  {
    name: 'council-tax-person', schema: 'council_tax', table: 'person', shownUnder: 'personal-details', title: 'Your details',
    fields: [
      { name: 'person_number', label: 'Person number', identity: 'person number', isPrimaryKey: true },
      { name: 'given_names', label: 'Given names', identity: 'given name' },
      { name: 'family_name', label: 'Family name', identity: 'family name' },
      { name: 'date_of_birth', label: 'Date of birth', identity: 'date of birth', shownAs: 'day' },
      { name: 'nino', label: 'National Insurance number', identity: 'national insurance number' },
      { name: 'email', label: 'E-mail' },
      { name: 'phone', label: 'Phone' },
      { name: 'updated_on', isHeldOn: true },
    ],
  },
  {
    name: 'council-tax-former-name', schema: 'council_tax', table: 'former_name', shownUnder: 'personal-details', title: 'A former name',
    fields: [
      { name: 'former_name_number', isPrimaryKey: true },
      ofPerson,
      { name: 'given_names', label: 'Given names', identity: 'given name' },
      { name: 'family_name', label: 'Family name', identity: 'family name' },
      { name: 'changed_on', label: 'Changed on', shownAs: 'day', isHeldOn: true },
    ],
  },
  {
    name: 'council-tax-address', schema: 'council_tax', table: 'address', shownUnder: 'personal-details', title: 'An address',
    fields: [
      { name: 'address_number', isPrimaryKey: true },
      ofPerson,
      { name: 'line_1', label: 'Address', identity: 'address line' },
      { name: 'line_2', label: 'Second line', identity: 'address line' },
      { name: 'line_3', label: 'Third line', identity: 'address line' },
      { name: 'postcode', label: 'Postcode', identity: 'postcode' },
      { name: 'from_on', label: 'From', shownAs: 'day', isHeldOn: true },
      { name: 'to_on', label: 'Until', shownAs: 'day' },
    ],
  },
  {
    name: 'council-tax-party', schema: 'council_tax', table: 'account_party', shownUnder: 'accounts', title: 'Your part in a council tax account',
    fields: [
      { name: 'account_reference', label: 'Account', isPrimaryKey: true },
      { ...ofPerson, isPrimaryKey: true },
      { name: 'role', label: 'Your part' },
      { name: 'liable_from', label: 'Liable from', shownAs: 'day', isHeldOn: true },
      { name: 'liable_to', label: 'Liable until', shownAs: 'day' },
    ],
  },
  {
    // Only what is true of the home itself: who else is liable, where they went, how they pay and what they changed is theirs.
    name: 'council-tax-account', schema: 'council_tax', table: 'account', shownUnder: 'accounts', title: 'A council tax account',
    fields: [
      { name: 'account_reference', label: 'Account', isPrimaryKey: true, references: { collection: 'council-tax-party', field: 'account_reference' } },
      { name: 'property', label: 'Home' },
      { name: 'band', label: 'Band' },
      { name: 'opened_on', label: 'Opened', shownAs: 'day', isHeldOn: true },
    ],
  },
  {
    // Bills are reached through whom they were addressed to, so nobody reads one from after they left.
    name: 'council-tax-billed', schema: 'council_tax', table: 'billed_person',
    fields: [{ name: 'bill_number', isPrimaryKey: true }, { ...ofPerson, isPrimaryKey: true }],
  },
  {
    name: 'council-tax-bill', schema: 'council_tax', table: 'bill', shownUnder: 'bills', title: 'A council tax bill',
    fields: [
      { name: 'bill_number', label: 'Bill', isPrimaryKey: true, references: { collection: 'council-tax-billed', field: 'bill_number' } },
      { name: 'account_reference', label: 'Account' },
      { name: 'tax_year', label: 'Year' },
      { name: 'amount', label: 'Amount', shownAs: 'pounds' },
      { name: 'discount', label: 'Discount' },
      { name: 'issued_on', label: 'Issued', shownAs: 'day', isHeldOn: true },
    ],
  },
  {
    name: 'council-tax-payment', schema: 'council_tax', table: 'payment', shownUnder: 'bills', title: 'A payment you made',
    fields: [
      { name: 'payment_number', isPrimaryKey: true },
      ofPerson,
      { name: 'account_reference', label: 'Account' },
      { name: 'amount', label: 'Amount', shownAs: 'pounds' },
      { name: 'method', label: 'How you paid' },
      { name: 'paid_on', label: 'Paid', shownAs: 'day', isHeldOn: true },
    ],
  },
  {
    name: 'council-tax-note', schema: 'council_tax', table: 'contact_note', shownUnder: 'notes', title: 'A note of a contact',
    fields: [
      { name: 'note_number', isPrimaryKey: true },
      ofPerson,
      { name: 'channel', label: 'How' },
      { name: 'note', label: 'Note' },
      { name: 'officer', label: 'Officer', named: { role: 'staff' } },
      { name: 'noted_on', label: 'Date', shownAs: 'day', isHeldOn: true },
    ],
  },
];

const benefits: readonly TableDescription[] = [
  {
    name: 'benefit-claim', schema: 'benefits', table: 'claim', shownUnder: 'claims', title: 'A benefit claim',
    fields: [
      { name: 'claim_number', label: 'Claim', isPrimaryKey: true },
      ofPerson,
      { name: 'benefit', label: 'Benefit' },
      { name: 'status', label: 'Status' },
      { name: 'weekly_award', label: 'Award a week', shownAs: 'pounds' },
      { name: 'claimed_on', label: 'Claimed', shownAs: 'day', isHeldOn: true },
      { name: 'decided_on', label: 'Decided', shownAs: 'day' },
      { name: 'decision_reason', label: 'Reason for the decision' },
    ],
  },
  {
    name: 'benefit-household', schema: 'benefits', table: 'household_member', shownUnder: 'claims', title: 'Somebody in your household, as you told us',
    fields: [
      { name: 'member_number', isPrimaryKey: true },
      ofClaim,
      { name: 'full_name', label: 'Name', named: { role: 'third-party', relationField: 'relation' } },
      { name: 'relation', label: 'Relation to you' },
      { name: 'date_of_birth', label: 'Date of birth', shownAs: 'day' },
    ],
  },
  {
    name: 'benefit-income', schema: 'benefits', table: 'income', shownUnder: 'claims', title: 'Income counted in your claim',
    fields: [
      { name: 'income_number', isPrimaryKey: true },
      ofClaim,
      { name: 'whose', label: 'Whose' },
      { name: 'told_by', label: 'Who told us' },
      { name: 'kind', label: 'Kind' },
      { name: 'weekly_amount', label: 'Amount a week', shownAs: 'pounds' },
      { name: 'from_on', label: 'From', shownAs: 'day', isHeldOn: true },
    ],
  },
  {
    name: 'benefit-overpayment', schema: 'benefits', table: 'overpayment', shownUnder: 'claims', title: 'An overpayment',
    fields: [
      { name: 'overpayment_number', isPrimaryKey: true },
      ofClaim,
      { name: 'amount', label: 'Amount', shownAs: 'pounds' },
      { name: 'cause', label: 'Cause' },
      { name: 'decided_on', label: 'Decided', shownAs: 'day', isHeldOn: true },
    ],
  },
];

export const councilTaxDatabase: DatabaseDescription = {
  personTable: 'council-tax-person',
  nameTables: ['council-tax-former-name'],
  addressTables: ['council-tax-address'],
  tables: [...councilTax, ...benefits],
};
