/** What goes wrong on the way into a register: each field in the ways in which it really does. */

import type { Random } from '../../../server/connected-systems/demo/seeded-random.ts';
import type { SubjectIdentifiers } from '../../../server/connected-systems/connector.ts';
import { formsOfName } from '../../../server/connected-systems/matching/nicknames.ts';
import { isCalendarDay, swapDayAndMonth } from '../../../server/connected-systems/matching/compare-births.ts';
import type { InventedPerson } from './many-people.ts';

export const fieldsThatSlip = ['given', 'family', 'born', 'home', 'nino', 'nhs', 'phone'] as const;

export type FieldThatSlips = (typeof fieldsThatSlip)[number];

/** What the portal knows of a person: always names, birthday and home, and the numbers that half of the people could say. */
export function knownOf(person: InventedPerson, random: Random): SubjectIdentifiers {
  const { names, dateOfBirth, addresses, nino, nhsNumber, phones } = person;
  const knows = (share: number): boolean => random.next() < share;
  return {
    names, dateOfBirth: dateOfBirth ?? '', addresses, systemPersonNumbers: {},
    ...(nino !== undefined && knows(0.6) ? { nino } : {}),
    ...(nhsNumber !== undefined && knows(0.4) ? { nhsNumber } : {}),
    ...(phones.length > 0 && knows(0.6) ? { phones } : {}),
  };
}

/** Two or three fields at once, of those that both sides have, are wrong. */
export function withSlips(who: SubjectIdentifiers, random: Random, howMany = random.between(2, 3)): { readonly who: SubjectIdentifiers; readonly slipped: readonly FieldThatSlips[] } {
  const there = fieldsThatSlip.filter((field) => (field !== 'nino' || who.nino !== undefined) && (field !== 'nhs' || who.nhsNumber !== undefined) && (field !== 'phone' || who.phones !== undefined));
  const slipped: FieldThatSlips[] = [];
  while (slipped.length < howMany) {
    const field = random.pick(there);
    if (!slipped.includes(field)) slipped.push(field);
  }
  return { who: slipped.reduce((slipping, field) => withSlip(slipping, field, random), who), slipped };
}

export function withSlip(who: SubjectIdentifiers, field: FieldThatSlips, random: Random): SubjectIdentifiers {
  const [name = { given: '', family: '' }] = who.names;
  const [home = { lines: [], postcode: '' }] = who.addresses;
  switch (field) {
    case 'given':
      return { ...who, names: [{ ...name, given: otherGiven(name.given, random) }] };
    case 'family':
      return { ...who, names: [{ ...name, family: otherFamily(name.family, random) }] };
    case 'born':
      return { ...who, dateOfBirth: otherBirth(who.dateOfBirth, random) };
    case 'home':
      return { ...who, addresses: [random.next() < 0.6 ? { ...home, postcode: typo(home.postcode, random) } : { lines: [`${random.between(1, 99)} Elsewhere Road`], postcode: `ZZ9 ${random.between(1, 9)}AA` }] };
    case 'nino':
      return { ...who, nino: typo(who.nino ?? '', random) };
    case 'nhs':
      return { ...who, nhsNumber: typo(who.nhsNumber ?? '', random) };
    case 'phone':
      return { ...who, phones: [typo(who.phones?.[0] ?? '', random)] };
  }
}

function otherGiven(given: string, random: Random): string {
  const [first = '', ...rest] = given.split(' ');
  const forms = formsOfName(first.toLowerCase()).slice(1);
  const chance = random.next();
  if (chance < 0.35 && forms.length > 0) return capital(random.pick(forms));
  if (chance < 0.45 && rest.length > 0) return rest.join(' ');
  return [typo(first, random), ...rest].join(' ');
}

/** Most often a slip; now and then a double name, or another name altogether. */
function otherFamily(family: string, random: Random): string {
  const chance = random.next();
  if (chance < 0.12) return `${family}-Marchant`;
  if (chance < 0.22) return random.pick(['Trewin', 'Hollis', 'Pardoe', 'Ansty', 'Gwilliam']);
  return typo(family, random);
}

function otherBirth(day: string, random: Random): string {
  const chance = random.next();
  const swapped = swapDayAndMonth(day);
  if (chance < 0.3 && swapped !== day && isCalendarDay(swapped)) return swapped;
  if (chance < 0.5) return `${Number(day.slice(0, 4)) + random.pick([-1, 1])}${day.slice(4)}`;
  for (;;) {
    const at = random.pick([2, 3, 5, 6, 8, 9]);
    const wrong = `${day.slice(0, at)}${random.between(0, 9)}${day.slice(at + 1)}`;
    if (wrong !== day && isCalendarDay(wrong)) return wrong;
  }
}

/** One character wrong, missing, doubled, or two that changed places. */
export function typo(text: string, random: Random): string {
  if (text.length < 2) return `${text}x`;
  for (;;) {
    const at = random.between(0, text.length - 2);
    const slipped = oneSlip(text, at, random);
    if (slipped !== text && slipped.trim() !== '') return slipped;
  }
}

function oneSlip(text: string, at: number, random: Random): string {
  const [before, one, next, after] = [text.slice(0, at), text.charAt(at), text.charAt(at + 1), text.slice(at + 2)];
  switch (random.between(0, 3)) {
    case 0:
      return `${before}${/\d/.test(one) ? String(random.between(0, 9)) : random.pick([...'aeiourstnl'])}${next}${after}`;
    case 1:
      return `${before}${next}${after}`;
    case 2:
      return `${before}${one}${one}${next}${after}`;
    default:
      return `${before}${next}${one}${after}`;
  }
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
