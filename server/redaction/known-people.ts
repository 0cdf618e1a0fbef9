/** What a case knows of its people: the data subject, staff in role, and third parties that structured fields name. */

import type { CollectedItem } from '../casework/read-items.ts';
import type { Identity } from '../data-subjects/identity.ts';
import type { CaseKnown } from './engine/suggestion.ts';

const day = /^(\d{4})-(\d{2})-(\d{2})$/;

/** `ownValues` are the council's own name, address and number: they stand on every letter and hide nobody. */
export function knownPeople(identity: Identity | null, items: readonly Pick<CollectedItem, 'kind' | 'facts'>[], ownValues: readonly string[] = []): CaseKnown {
  const named = items.flatMap(({ facts }) => facts.peopleNamed);
  const namesOf = (role: 'subject' | 'third-party' | 'staff'): readonly string[] => [...new Set(named.filter((person) => person.role === role).map(({ name }) => name))];
  const [present, ...former] = (identity?.names ?? []).map(({ given, family }) => `${given} ${family}`);
  return {
    subject: identity === null || present === undefined ? null : { name: present, aliases: [...former, ...namesOf('subject')], values: [...valuesOf(identity), ...ownContacts(items), ...ownValues] },
    staff: namesOf('staff'),
    thirdParties: namesOf('third-party'),
  };
}

const contactLabel = /^(?:(?:home|mobile|main|contact|daytime|your)\s+)?(?:(?:tele)?phone|mobile|tel|e-?mail)(?:\s+(?:number|address|no\.?))?$/iu;

/** How systems reach the data subject. A record that names anybody else may hold that person's number, so it tells nothing. */
function ownContacts(items: readonly Pick<CollectedItem, 'kind' | 'facts'>[]): readonly string[] {
  const records = items.filter(({ kind }) => kind === 'record').map(({ facts }) => facts);
  const namesOthers = (facts: CollectedItem['facts']): boolean => facts.peopleNamed.some(({ role }) => role === 'third-party');
  const contactsIn = (facts: CollectedItem['facts']): readonly string[] => facts.fields.flatMap(({ label, value }) => (contactLabel.test(label.trim()) && value.trim() !== '' ? [value.trim()] : []));
  const ofOthers = new Set(records.filter(namesOthers).flatMap(contactsIn));
  return [...new Set(records.filter((facts) => !namesOthers(facts)).flatMap(contactsIn))].filter((value) => !ofOthers.has(value));
}

/** The subject's own identifiers, which are never suggested. */
function valuesOf(identity: Identity): readonly string[] {
  const addresses = identity.addresses.flatMap(({ lines, postcode }) => [...lines, postcode, [...lines, postcode].join(', ')]);
  const born = day.exec(identity.dateOfBirth);
  const written = born === null ? [] : [`${born[3] ?? ''}/${born[2] ?? ''}/${born[1] ?? ''}`, inWords(identity.dateOfBirth)];
  return [identity.dateOfBirth, ...written, ...addresses, ...[identity.nino, identity.nhsNumber].filter((value) => value !== undefined), ...Object.values(identity.systemPersonNumbers)];
}

const words = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

function inWords(isoDay: string): string {
  return words.format(new Date(`${isoDay}T00:00:00Z`));
}
