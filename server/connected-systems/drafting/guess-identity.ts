/** Guesses from its name what a column says about who a person is; a guess is written down for somebody to check. */
import type { Identity } from '../database-description.ts';

const guesses: readonly (readonly [Identity, RegExp])[] = [
  ['national insurance number', /^(ni|nino|ni_?(number|no)|national_?insurance(_?(number|no))?)$/],
  ['NHS number', /^nhs(_?(number|no))?$/],
  ['date of birth', /^(dob|birth_?(date|day)|date_?of_?birth|d_?o_?b)$/],
  ['family name', /^(surname|last_?name|family_?name|lname)$/],
  ['given name', /^(forenames?|first_?names?|given_?names?|fname|christian_?name)$/],
  ['full name', /^(name|full_?name|display_?name|person_?name|customer_?name)$/],
  ['postcode', /^(post_?code|postal_?code|zip(_?code)?|pcode)$/],
  ['address line', /^(address|addr|address_?line|address_?\d|addr_?\d|street|house|city|town|locality|county|line_?\d)$/],
  ['e-mail', /^(e_?mail(_?address)?)$/],
  ['phone', /^(phone|telephone|mobile|tel|phone_?(number|no)|mobile_?(number|no))$/],
];

export function guessIdentity(column: string): Identity | null {
  const plain = column.toLowerCase();
  return guesses.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

const keptByTheProgram = /^(create|write|update|modif|insert|change|audit|row|rec|sys)[a-z]*_?(uid|user|by|date|at|on|time|timestamp|version)$|^(version|sequence|active|rowversion|lft|rgt|guid)$/i;

/** What a program writes for itself, such as who last saved the row. */
export function isKeptByTheProgram(column: string): boolean {
  return keptByTheProgram.test(column);
}

/** `tenancy_start` as “Tenancy start”: words to begin with. */
export function wordsOf(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_\W]+/g, ' ').trim().toLowerCase();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
