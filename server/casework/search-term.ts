/** Something else to search with, which an officer knows to be the person's: its kinds, when two are one, and what it adds to an asking. */

import { z } from 'zod';
import type { SubjectIdentifiers } from '../connected-systems/connector.ts';
import { foldedEmail, foldedPhone } from '../connected-systems/matching/compare-numbers.ts';
import { standingOf, type Standing, type SystemSearch } from './system-search.ts';

export const searchTermKinds = ['email', 'phone', 'account-reference', 'person-number', 'nino', 'nhs-number', 'former-name', 'former-address'] as const;

export type SearchTermKind = (typeof searchTermKinds)[number];

const text = z.string().min(1).max(200);

export const termWordsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('email'), email: text }),
  z.object({ kind: z.literal('phone'), phone: text }),
  z.object({ kind: z.literal('account-reference'), systemId: text, reference: text }),
  z.object({ kind: z.literal('person-number'), systemId: text, number: text }),
  z.object({ kind: z.literal('nino'), nino: text }),
  z.object({ kind: z.literal('nhs-number'), nhsNumber: text }),
  z.object({ kind: z.literal('former-name'), given: text, family: text }),
  z.object({ kind: z.literal('former-address'), lines: z.array(text).min(1).readonly(), postcode: text }),
]);

export type TermWords = Readonly<z.infer<typeof termWordsSchema>>;

/** What is sealed: the words, and how the officer knows that they are this person's. */
export const sealedTermSchema = z.object({ words: termWordsSchema, source: text });

export interface SearchTerm {
  readonly id: string;
  readonly words: TermWords;
  readonly source: string;
  readonly addedBy: string;
  readonly addedAt: Date;
  /** A term that was removed is kept, and searched with no more. */
  readonly removedAt: Date | null;
}

/** More than a person has; a list that long would be somebody's attempt to fish. */
export const maxTerms = 30;

export function isInForce({ removedAt }: Pick<SearchTerm, 'removedAt'>): boolean {
  return removedAt === null;
}

/** Alike for two ways of writing one thing. */
function folded(words: TermWords): string {
  const plain = (...parts: readonly string[]): string => parts.join(' ').normalize('NFKC').toLowerCase().replace(/[\s,.]+/gu, '');
  switch (words.kind) {
    case 'email':
      return foldedEmail(words.email);
    case 'phone':
      return foldedPhone(words.phone);
    case 'account-reference':
      return `${words.systemId} ${plain(words.reference)}`;
    case 'person-number':
      return `${words.systemId} ${plain(words.number)}`;
    case 'nino':
      return plain(words.nino);
    case 'nhs-number':
      return plain(words.nhsNumber);
    case 'former-name':
      return plain(words.given, words.family);
    case 'former-address':
      return plain(...words.lines, words.postcode);
  }
}

/** Of these a person has one, in each system or at all. */
const singleKinds: Readonly<Partial<Record<SearchTermKind, Refusal>>> = { 'account-reference': 'one-account', 'person-number': 'one-number', nino: 'one-number', 'nhs-number': 'one-number' };

/** The one system that the words concern; null where they concern all. */
export function systemOf(words: TermWords): string | null {
  return words.kind === 'account-reference' || words.kind === 'person-number' ? words.systemId : null;
}

export type Refusal = 'already' | 'one-account' | 'one-number' | 'too-many';

/** Why these words are not added; null when they may be. A system is asked with one account of a person at most. */
export function refusalOf(words: TermWords, { terms, known }: { readonly terms: readonly SearchTerm[]; readonly known: SubjectIdentifiers | null }): Refusal | null {
  const inForce = terms.filter(isInForce).map((term) => term.words);
  const all = [...inForce, ...(known === null ? [] : wordsOf(known))];
  if (all.some((other) => other.kind === words.kind && folded(other) === folded(words))) return 'already';
  const single = singleKinds[words.kind];
  if (single !== undefined && all.some((other) => other.kind === words.kind && systemOf(other) === systemOf(words))) return single;
  return inForce.length >= maxTerms ? 'too-many' : null;
}

/** What is known of the person, as terms would say it. */
function wordsOf(who: SubjectIdentifiers): readonly TermWords[] {
  return [
    ...who.names.map(({ given, family }) => ({ kind: 'former-name', given, family }) as const),
    ...who.addresses.map(({ lines, postcode }) => ({ kind: 'former-address', lines, postcode }) as const),
    ...(who.emails ?? []).map((email) => ({ kind: 'email', email }) as const),
    ...(who.phones ?? []).map((phone) => ({ kind: 'phone', phone }) as const),
    ...Object.entries(who.accountReferences ?? {}).map(([systemId, reference]) => ({ kind: 'account-reference', systemId, reference }) as const),
    ...Object.entries(who.systemPersonNumbers).map(([systemId, number]) => ({ kind: 'person-number', systemId, number }) as const),
    ...(who.nino === undefined ? [] : [{ kind: 'nino', nino: who.nino } as const]),
    ...(who.nhsNumber === undefined ? [] : [{ kind: 'nhs-number', nhsNumber: who.nhsNumber } as const]),
  ];
}

/** Whom a system is asked about: what the portal knows comes first, what officers added after it. */
export function withTerms(who: SubjectIdentifiers, terms: readonly SearchTerm[]): SubjectIdentifiers {
  const words = terms.filter(isInForce).map((term) => term.words);
  const emails = [...(who.emails ?? []), ...words.flatMap((each) => (each.kind === 'email' ? [each.email] : []))];
  const phones = [...(who.phones ?? []), ...words.flatMap((each) => (each.kind === 'phone' ? [each.phone] : []))];
  const accounts = words.flatMap((each) => (each.kind === 'account-reference' ? [[each.systemId, each.reference] as const] : []));
  const [nino] = words.flatMap((each) => (each.kind === 'nino' ? [each.nino] : []));
  const [nhsNumber] = words.flatMap((each) => (each.kind === 'nhs-number' ? [each.nhsNumber] : []));
  const numbers = words.flatMap((each) => (each.kind === 'person-number' ? [[each.systemId, each.number] as const] : []));
  return {
    ...(nino === undefined ? {} : { nino }),
    ...(nhsNumber === undefined ? {} : { nhsNumber }),
    ...who,
    systemPersonNumbers: { ...Object.fromEntries(numbers), ...who.systemPersonNumbers },
    names: [...who.names, ...words.flatMap((each) => (each.kind === 'former-name' ? [{ given: each.given, family: each.family }] : []))],
    addresses: [...who.addresses, ...words.flatMap((each) => (each.kind === 'former-address' ? [{ lines: each.lines, postcode: each.postcode }] : []))],
    ...(emails.length === 0 ? {} : { emails }),
    ...(phones.length === 0 ? {} : { phones }),
    ...(accounts.length === 0 ? {} : { accountReferences: { ...Object.fromEntries(accounts), ...who.accountReferences } }),
  };
}

/** Who answered may be asked anew, and so may who cannot tell; a contact has a letter to answer. */
const mayAskAnew: ReadonlySet<Standing> = new Set(['match to decide', 'held', 'not held', 'errored', 'suspended', 'identifier not supported']);

/** True when a term that concerns this system was added or removed since it was asked. */
export function isOutdated(search: SystemSearch, terms: readonly SearchTerm[]): boolean {
  const { systemId, startedAt } = search;
  if (startedAt === null || !mayAskAnew.has(standingOf(search))) return false;
  return terms
    .filter(({ words }) => systemOf(words) === null || systemOf(words) === systemId)
    .some((term) => wasInForce(term, startedAt) !== isInForce(term));
}

function wasInForce({ addedAt, removedAt }: SearchTerm, at: Date): boolean {
  return addedAt.getTime() <= at.getTime() && (removedAt === null || removedAt.getTime() > at.getTime());
}
