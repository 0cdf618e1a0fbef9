/** Reads who a person is from the described rows that tell of him or her, whatever kind of system keeps them. */
import type { PersonName, PostalAddress } from '../connector.ts';
import { fieldFor, type Identity, type TableDescription } from '../database-description.ts';
import type { TextRow } from '../read-only-session.ts';
import { partsOfName } from './parts-of-name.ts';
import type { PersonRecord } from './person-record.ts';

/** One row of a described table; a field of a record in a tree may hold several values. */
export interface Told {
  readonly table: TableDescription;
  readonly valuesIn: (field: string) => readonly string[];
}

/** A row that holds one value in a field. */
export function toldBy(table: TableDescription, row: TextRow): Told {
  return { table, valuesIn: (field) => [row[field] ?? ''] };
}

/** What the person's own row says of who somebody is, with what rows of other tables add: former names, homes, contacts, accounts. */
export function readPerson(own: Told, others: readonly Told[] = []): PersonRecord {
  const all = [own, ...others];
  // As it is written there: what is held about the person is asked for by it.
  const reference = own.valuesIn(fieldFor(own.table, 'person number')?.name ?? '')[0] ?? '';
  const [nino] = valuesOf(all, 'national insurance number');
  const [nhsNumber] = valuesOf(all, 'NHS number');
  const [dateOfBirth = ''] = valuesOf(all, 'date of birth');
  const accountReferences = valuesOf(all, 'account reference');
  return {
    reference,
    names: all.flatMap(namesIn),
    dateOfBirth: /^\d{4}-\d{2}-\d{2}/.exec(dateOfBirth)?.[0] ?? null,
    addresses: all.flatMap(addressIn),
    ...(nino === undefined ? {} : { nino }),
    ...(nhsNumber === undefined ? {} : { nhsNumber }),
    ...contactsIn(all),
    ...(accountReferences.length === 0 ? {} : { accountReferences }),
  };
}

function valuesOf(told: readonly Told[], identity: Identity): readonly string[] {
  return told.flatMap((one) => fieldsOf(one, identity).flat());
}

/** What each field of this identity holds. */
function fieldsOf({ table, valuesIn }: Told, identity: Identity): readonly (readonly string[])[] {
  return table.fields.flatMap((field) => (field.identity === identity ? [valuesIn(field.name).map((value) => value.trim()).filter((value) => value !== '')] : []));
}

/** A first and a middle name in fields of their own are one name; a name in one field stands in for what is not kept apart. */
function namesIn(told: Told): readonly PersonName[] {
  const [given = '', family = ''] = (['given name', 'family name'] as const).map((part) => fieldsOf(told, part).flatMap((values) => values.slice(0, 1)).join(' '));
  return given === '' && family === '' ? valuesOf([told], 'full name').map(partsOfName) : [{ given, family }];
}

/** One column often holds addresses and numbers alike, told apart by what they look like. */
function contactsIn(all: readonly Told[]): Pick<PersonRecord, 'emails' | 'phones'> {
  const contacts = [...valuesOf(all, 'e-mail'), ...valuesOf(all, 'phone')];
  const emails = contacts.filter((value) => value.includes('@'));
  const phones = contacts.filter((value) => !value.includes('@'));
  return { ...(emails.length === 0 ? {} : { emails }), ...(phones.length === 0 ? {} : { phones }) };
}

function addressIn(told: Told): readonly PostalAddress[] {
  const lines = valuesOf([told], 'address line');
  const [postcode = ''] = valuesOf([told], 'postcode');
  return lines.length === 0 && postcode === '' ? [] : [{ lines, postcode }];
}
