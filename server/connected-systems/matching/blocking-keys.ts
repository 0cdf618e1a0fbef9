/** Under which keys a person of an extract is filed, and under which the data subject is looked for: two wrong fields leave a third. */
import type { SubjectIdentifiers } from '../connector.ts';
import { isCalendarDay, nearBirths, swapDayAndMonth } from './compare-births.ts';
import { foldedPhone } from './compare-numbers.ts';
import { folded, foldedWords } from './folded-text.ts';
import { formsOfName } from './nicknames.ts';
import type { PersonRecord } from './person-record.ts';

/** A key as a filing cabinet has it: what is often looked for together lies in one drawer, and is brought by one read. */
export interface BlockingKey {
  readonly drawer: string;
  readonly label: string;
}

/** Somebody with more names or homes than this is filed under the first of them. */
const mostFiled = 6;

/** What one person is filed under. Plain text: whoever writes it down hashes it first. */
export function keysOfRecord(record: PersonRecord): readonly BlockingKey[] {
  const { reference, nino, nhsNumber, phones, accountReferences, dateOfBirth: day } = record;
  const [families, givens, postcodes] = [familiesOf(record), firstGivens(record), postcodesOf(record)];
  return [
    ...of('person', [folded(reference)]),
    ...of('nino', [folded(nino ?? '')]),
    ...of('nhs', [folded(nhsNumber ?? '')]),
    ...of('phone', (phones ?? []).map(foldedPhone)),
    ...of('account', (accountReferences ?? []).map(folded)),
    ...of('born', day === null ? [] : [day]),
    ...both('family born', families, day === null ? [] : [day]),
    ...both('given born', givens, day === null ? [] : [day]),
    ...both('home born', postcodes, day === null ? [] : [day]),
    ...both('home family', postcodes, families),
    ...both('home given', postcodes, givens),
  ];
}

/** What can make somebody certain, and shows whether anybody else is alike. */
export function certainKeysFor(systemKey: string, who: SubjectIdentifiers): readonly BlockingKey[] {
  return [
    ...of('person', [folded(who.systemPersonNumbers[systemKey] ?? '')]),
    ...of('nino', [folded(who.nino ?? '')]),
    ...of('nhs', [folded(who.nhsNumber ?? '')]),
    ...both('family born', familiesOf(who), birthdaysOf(who)),
  ];
}

/** What forgives slips: two of name, day of birth and home are right, or nearly. */
export function narrowKeysFor(systemKey: string, who: SubjectIdentifiers): readonly BlockingKey[] {
  const [families, givens, postcodes, near] = [familiesOf(who), firstGivens(who), postcodesOf(who), nearBirths(who.dateOfBirth)];
  return [
    ...of('phone', (who.phones ?? []).map(foldedPhone)),
    ...of('account', [folded(who.accountReferences?.[systemKey] ?? '')]),
    ...both('home family', postcodes, families),
    ...both('home given', postcodes, givens.flatMap(formsOfName)),
    ...both('home born', postcodes, near),
    ...both('family born', families, near),
  ];
}

/** What is left where those found nobody likely. */
export function wideKeysFor(who: SubjectIdentifiers): readonly BlockingKey[] {
  return [...of('born', [who.dateOfBirth].filter(isCalendarDay)), ...both('given born', firstGivens(who), nearBirths(who.dateOfBirth))];
}

interface Named {
  readonly names: SubjectIdentifiers['names'];
}

function familiesOf({ names }: Named): readonly string[] {
  return distinct(names.map(({ family }) => folded(family)));
}

function firstGivens({ names }: Named): readonly string[] {
  return distinct(names.map(({ given }) => foldedWords(given)[0] ?? ''));
}

function postcodesOf({ addresses }: Pick<SubjectIdentifiers, 'addresses'>): readonly string[] {
  return distinct(addresses.map(({ postcode }) => folded(postcode)));
}

function birthdaysOf({ dateOfBirth }: SubjectIdentifiers): readonly string[] {
  return [dateOfBirth, swapDayAndMonth(dateOfBirth)].filter(isCalendarDay);
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== '').slice(0, mostFiled);
}

function of(kind: string, values: readonly string[]): readonly BlockingKey[] {
  return values.filter((value) => value !== '').map((value) => ({ drawer: `${kind}|${value}`, label: `${kind}|${value}` }));
}

/** The first word of the kind, with the first value, is the drawer: every birthday near one's own lies under one's family name. */
function both(kind: string, ones: readonly string[], others: readonly string[]): readonly BlockingKey[] {
  const [drawn = kind] = kind.split(' ');
  return ones.flatMap((one) => others.map((other) => ({ drawer: `${drawn}|${one}`, label: `${kind}|${one}|${other}` })));
}
