/** Which people of a system are worth comparing with the data subject: a few narrow questions that any query language can ask. */
import type { SubjectIdentifiers } from '../connector.ts';
import type { Identity } from '../database-description.ts';
import { isCalendarDay, nearBirths, swapDayAndMonth } from './compare-births.ts';
import { foldedPhone } from './compare-numbers.ts';
import { foldedWords } from './folded-text.ts';
import { formsOfName } from './nicknames.ts';

/** One field, and the values it may have. `lower` compares without case, `prefix` the beginning without case. */
export interface Criterion {
  readonly identity: Identity;
  readonly compare: 'exact' | 'lower' | 'prefix';
  readonly anyOf: readonly string[];
}

/** Somebody is worth comparing where every criterion of one block holds. No block asks by a name alone. */
export interface Block {
  readonly all: readonly Criterion[];
}

/**
 * The narrow questions that can make somebody certain: by each number of the person, and by family name with the day of birth, which
 * shows whether anybody else is alike. Nobody else is looked at for a person who is found by them.
 */
export function certainBlocksFor(systemKey: string, who: SubjectIdentifiers): readonly Block[] {
  return [
    ...block(exactly('person number', [who.systemPersonNumbers[systemKey] ?? ''])),
    ...block(exactly('national insurance number', [who.nino ?? ''])),
    ...block(exactly('NHS number', [who.nhsNumber ?? ''])),
    ...block(familiesOf(who), birthdays(who)),
  ];
}

/** The narrow questions that forgive: two of name, day of birth and home are right, or nearly. */
export function narrowBlocksFor(systemKey: string, who: SubjectIdentifiers): readonly Block[] {
  const near = nearBirthdays(who);
  const postcodes = postcodesOf(who);
  return [
    ...block(exactly('account reference', [who.accountReferences?.[systemKey] ?? ''])),
    ...block(exactly('phone', (who.phones ?? []).flatMap(waysToWrite))),
    ...block(familiesOf(who), postcodes),
    ...block(givensOf(who), postcodes),
    ...block(near, postcodes),
    ...block(near, familiesOf(who)),
    // Where a system has the whole name in one field, often without a day of birth.
    ...[postcodes, birthdays(who), exactly('e-mail', who.emails ?? []), exactly('phone', who.phones ?? [])].flatMap((other) => block(fullNamesOf(who), other)),
  ];
}

/** What is left to ask where those found nobody likely: everybody born on the day, and whoever was born near it with the given name. */
export function wideBlocksFor(who: SubjectIdentifiers): readonly Block[] {
  return [...block(exactly('date of birth', [who.dateOfBirth].filter(isCalendarDay))), ...block(nearBirthdays(who), givensOf(who))];
}

/**
 * Everything worth asking, the narrowest first. Whichever two or three fields are wrong, one block holds of the others: a day of
 * birth has some thirty people in a million, and one that is a slip of the pen away is asked for with a name or a postcode.
 */
export function blocksFor(systemKey: string, who: SubjectIdentifiers): readonly Block[] {
  return [...certainBlocksFor(systemKey, who), ...narrowBlocksFor(systemKey, who), ...wideBlocksFor(who)];
}

/** Nothing where a criterion has no value to ask with. */
function block(...all: readonly Criterion[]): readonly Block[] {
  return all.every(({ anyOf }) => anyOf.length > 0) ? [{ all }] : [];
}

function exactly(identity: Identity, values: readonly string[]): Criterion {
  return { identity, compare: 'exact', anyOf: [...new Set(values)].filter((value) => value !== '') };
}

function nearBirthdays({ dateOfBirth }: SubjectIdentifiers): Criterion {
  return exactly('date of birth', nearBirths(dateOfBirth));
}

function birthdays({ dateOfBirth }: SubjectIdentifiers): Criterion {
  return exactly('date of birth', [dateOfBirth, swapDayAndMonth(dateOfBirth)].filter(isCalendarDay));
}

/** As written, and as it is written where a name is kept without accents or with its parts apart. */
function familiesOf({ names }: SubjectIdentifiers): Criterion {
  const written = names.flatMap(({ family }) => [family.toLowerCase(), foldedWords(family).join(' '), foldedWords(family).join('-'), foldedWords(family).join('')]);
  return { identity: 'family name', compare: 'lower', anyOf: [...new Set(written)].filter((name) => name !== '') };
}

/** The first given name in every form it is known in, whatever follows it. */
function givensOf({ names }: SubjectIdentifiers): Criterion {
  const firsts = names.flatMap(({ given }) => [given.toLowerCase().split(/\s+/)[0] ?? '', ...formsOfName(foldedWords(given)[0] ?? '')]);
  return { identity: 'given name', compare: 'prefix', anyOf: [...new Set(firsts)].filter((name) => name.length > 1) };
}

/** As one field has it, either way round. */
function fullNamesOf({ names }: SubjectIdentifiers): Criterion {
  const written = names.flatMap(({ given, family }) => {
    const firsts = [given, given.split(/\s+/)[0] ?? '', ...formsOfName(foldedWords(given)[0] ?? '')];
    return firsts.flatMap((first) => [`${first} ${family}`, `${family}, ${first}`, `${family} ${first}`]);
  });
  return { identity: 'full name', compare: 'lower', anyOf: [...new Set(written.map((name) => name.toLowerCase()))] };
}

/** As people, and as machines, write one number. */
function waysToWrite(phone: string): readonly string[] {
  const digits = foldedPhone(phone);
  return [phone, digits, digits.replace(/^0/, '+44'), `${digits.slice(0, 5)} ${digits.slice(5)}`];
}

/** With and without the space: systems keep them either way. */
function postcodesOf({ addresses }: SubjectIdentifiers): Criterion {
  return exactly('postcode', addresses.flatMap(({ postcode }) => {
    const joined = postcode.replace(/\s/g, '').toUpperCase();
    return [postcode, joined, `${joined.slice(0, -3)} ${joined.slice(-3)}`];
  }));
}
