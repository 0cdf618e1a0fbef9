/** The tables of the invented council's council tax and benefits database. */

/** Made once, in one transaction. Columns the portal must never read (a joint holder's bank, a new address) are here on purpose. */
export const createTables = `
create schema council_tax;
create schema benefits;

create table council_tax.person (
  person_number text primary key,
  given_names text not null,
  family_name text not null,
  date_of_birth date,
  nino text,
  email text,
  phone text,
  updated_on date not null
);
create index on council_tax.person (lower(family_name), date_of_birth);
create index on council_tax.person (date_of_birth);
create index on council_tax.person (nino);

create table council_tax.former_name (
  former_name_number int generated always as identity primary key,
  person_number text not null references council_tax.person,
  given_names text not null,
  family_name text not null,
  changed_on date not null
);
create index on council_tax.former_name (person_number);
create index on council_tax.former_name (lower(family_name));

create table council_tax.address (
  address_number int generated always as identity primary key,
  person_number text not null references council_tax.person,
  line_1 text not null,
  line_2 text,
  line_3 text,
  postcode text not null,
  from_on date not null,
  to_on date
);
create index on council_tax.address (person_number);
create index on council_tax.address (postcode);

create table council_tax.account (
  account_reference text primary key,
  property text not null,
  band text not null,
  opened_on date not null,
  closed_on date,
  contact_phone text,
  correspondence_address text,
  direct_debit_account text
);

create table council_tax.account_party (
  account_reference text not null references council_tax.account,
  person_number text not null references council_tax.person,
  role text not null,
  liable_from date not null,
  liable_to date,
  forwarding_address text,
  primary key (account_reference, person_number)
);
create index on council_tax.account_party (person_number);

create table council_tax.bill (
  bill_number text primary key,
  account_reference text not null references council_tax.account,
  tax_year text not null,
  amount numeric(9, 2) not null,
  discount text,
  issued_on date not null
);
create index on council_tax.bill (account_reference);

create table council_tax.billed_person (
  bill_number text not null references council_tax.bill,
  person_number text not null references council_tax.person,
  primary key (bill_number, person_number)
);
create index on council_tax.billed_person (person_number);

create table council_tax.payment (
  payment_number int generated always as identity primary key,
  account_reference text not null references council_tax.account,
  person_number text not null references council_tax.person,
  amount numeric(9, 2) not null,
  method text not null,
  paid_on date not null
);
create index on council_tax.payment (person_number);

create table council_tax.contact_note (
  note_number int generated always as identity primary key,
  person_number text not null references council_tax.person,
  channel text not null,
  note text not null,
  officer text not null,
  noted_on date not null
);
create index on council_tax.contact_note (person_number);

create table benefits.claim (
  claim_number text primary key,
  person_number text not null references council_tax.person,
  benefit text not null,
  status text not null,
  weekly_award numeric(9, 2),
  claimed_on date not null,
  decided_on date,
  decision_reason text
);
create index on benefits.claim (person_number);

create table benefits.household_member (
  member_number int generated always as identity primary key,
  claim_number text not null references benefits.claim,
  full_name text not null,
  relation text not null,
  date_of_birth date
);
create index on benefits.household_member (claim_number);

create table benefits.income (
  income_number int generated always as identity primary key,
  claim_number text not null references benefits.claim,
  whose text not null,
  told_by text not null,
  kind text not null,
  weekly_amount numeric(9, 2) not null,
  from_on date not null
);
create index on benefits.income (claim_number);

create table benefits.overpayment (
  overpayment_number int generated always as identity primary key,
  claim_number text not null references benefits.claim,
  amount numeric(9, 2) not null,
  cause text not null,
  decided_on date not null
);
create index on benefits.overpayment (claim_number);
`;

/** Changes of an account, by whichever holder told of them. Made apart from the rest, which older demos have without it. */
export const createAccountChanges = `
create table council_tax.account_change (
  change_number int generated always as identity primary key,
  account_reference text not null references council_tax.account,
  person_number text references council_tax.person,
  what text not null,
  detail text not null,
  changed_on date not null
);
create index on council_tax.account_change (account_reference);
`;

/** Six thousand residents who only fill the tables, made inside the database. `$1` and `$2` are the names, `$3` the streets. */
export const fillPeople = `
with filler as (
  select n,
         'F' || lpad(n::text, 6, '0') as person_number,
         ($1::text[])[1 + (n * 7919) % array_length($1::text[], 1)] as given_names,
         ($2::text[])[1 + (n * 104729 / 13) % array_length($2::text[], 1)] as family_name,
         date '1934-01-01' + (n * 6947) % 26200 as date_of_birth,
         ($3::jsonb) -> (n % jsonb_array_length($3::jsonb)) as street
    from generate_series(1, 6000) n
), people as (
  insert into council_tax.person
  select person_number, given_names, family_name, date_of_birth, null, null, null, date '2025-04-01' from filler
  returning person_number
), addresses as (
  insert into council_tax.address (person_number, line_1, line_2, postcode, from_on)
  select person_number, (1 + n / 16 % 180) || ' ' || (street ->> 0), street ->> 1, street ->> 2, date '2012-04-01' + n % 4000 from filler
  returning address_number
), accounts as (
  insert into council_tax.account (account_reference, property, band, opened_on)
  select '7' || lpad(n::text, 7, '0'), (1 + n / 16 % 180) || ' ' || (street ->> 0), chr(65 + n % 8), date '2012-04-01' + n % 4000 from filler
  returning account_reference
), parties as (
  insert into council_tax.account_party (account_reference, person_number, role, liable_from)
  select '7' || lpad(n::text, 7, '0'), person_number, 'Sole liable person', date '2012-04-01' + n % 4000 from filler
  returning person_number
), billed as (
  insert into council_tax.billed_person (bill_number, person_number)
  select 'B26-7' || lpad(n::text, 7, '0'), person_number from filler
  returning person_number
)
insert into council_tax.bill (bill_number, account_reference, tax_year, amount, issued_on)
select 'B26-7' || lpad(n::text, 7, '0'), '7' || lpad(n::text, 7, '0'), '2026 to 2027', 1180 + (n * 37) % 2100, date '2026-03-09' from filler`;
