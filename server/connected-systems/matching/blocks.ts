/** Which people of a system are worth comparing with the data subject: a few narrow questions that any query language can ask. */
import type { SubjectIdentifiers } from '../connector.ts';
import type { Identity } from '../database-description.ts';
import { swapDayAndMonth } from './judge-match.ts';

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

export function blocksFor(systemKey: string, who: SubjectIdentifiers): readonly Block[] {
  const families: Criterion = { identity: 'family name', compare: 'lower', anyOf: who.names.map(({ family }) => family.toLowerCase()) };
  const days: Criterion = { identity: 'date of birth', compare: 'exact', anyOf: [who.dateOfBirth, swapDayAndMonth(who.dateOfBirth)].filter(isCalendarDay) };
  const postcodes: Criterion = { identity: 'postcode', compare: 'exact', anyOf: who.addresses.map(({ postcode }) => postcode) };
  return [
    ...byNumber('person number', who.systemPersonNumbers[systemKey]),
    ...byNumber('national insurance number', who.nino),
    ...byNumber('NHS number', who.nhsNumber),
    { all: [families, days] },
    ...(postcodes.anyOf.length === 0 ? [] : [{ all: [days, postcodes] }, { all: [families, postcodes] }]),
  ];
}

function byNumber(identity: Identity, value: string | undefined): readonly Block[] {
  return value === undefined ? [] : [{ all: [{ identity, compare: 'exact', anyOf: [value] }] }];
}

/** The thirtieth of February is nobody's birthday, and some databases refuse to be asked about it. */
export function isCalendarDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.valueOf()) && instant.toISOString().startsWith(day);
}
