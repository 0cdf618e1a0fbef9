/** The CSV files that index the folder of children's social care documents. */
import { familyNames, givenNames } from './names.ts';
import { cast } from './people.ts';
import { plantedPerson } from './planted-person.ts';
import type { StoredDocument } from './social-care-file.ts';

const peopleHead = ['person_number', 'given_names', 'family_name', 'former_names', 'date_of_birth', 'nhs_number', 'address', 'postcode'];
const fillerCount = 400;

/** Who is in the store: the cast whom it knows, and others who only fill it. */
export function peopleCsv(): string {
  const known = [...cast, plantedPerson].flatMap((member) => {
    const number = member.systemPersonNumbers['childrens-social-care'];
    if (number === undefined) return [];
    const former = member.formerNames.map(({ given, family }) => `${given}|${family}`).join(';');
    // The store is old: it knows the address at which the case was closed.
    const address = member.addresses.at(-1);
    return [[number, member.name.given, member.name.family, former, member.dateOfBirth, member.nhsNumber ?? '', address?.lines.join('; ') ?? '', address?.postcode ?? '']];
  });
  return csv([peopleHead, ...fillers(), ...known]);
}

function fillers(): readonly (readonly string[])[] {
  return Array.from({ length: fillerCount }, (_, n) => {
    const bornOn = `${1988 + (n * 7) % 27}-${two(1 + (n * 5) % 12)}-${two(1 + (n * 11) % 28)}`;
    const given = givenNames[(n * 17) % givenNames.length] ?? '';
    const family = familyNames[(n * 29) % familyNames.length] ?? '';
    // Somebody once typed a formula into the notes of the old system; it is a cell like any other.
    const former = n === 40 ? '=HYPERLINK("http://example.org","x")' : '';
    return [`CSC-${40_000 + n}`, given, family, former, bornOn, '', `${1 + (n % 90)} Foundry Walk; Trewithin`, 'ZZ99 4FW'];
  });
}

const documentsHead = ['person_number', 'reference', 'collection', 'title', 'held_on', 'file', 'media_type', 'people_named'];

/** Which document is about whom, and who the store says is named in it. */
export function documentsCsv(documents: readonly Omit<StoredDocument, 'bytes'>[]): string {
  return csv([
    documentsHead,
    ...documents.map((about) => [about.personNumber, about.reference, about.collection, about.title, about.heldOn, about.file, about.mediaType, about.peopleNamed.join('; ')]),
  ]);
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(text: string): string {
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
