/** What is kept, sealed, beside a collected item: where it stands in its system, its fields, whom it names. */

import { z } from 'zod';
import { comparedFields, likenesses, matchCautions, waysAlike } from '../connected-systems/compared-fields.ts';
import type { MatchCandidate, SubjectIdentifiers } from '../connected-systems/connector.ts';

const personNamed = z.object({ name: z.string(), role: z.enum(['subject', 'third-party', 'staff']), relation: z.string().exactOptional() });

export const itemFactsSchema = z.object({
  reference: z.string(),
  collection: z.string(),
  fields: z.array(z.object({ label: z.string(), value: z.string() })),
  peopleNamed: z.array(personNamed),
});

export type ItemFacts = z.infer<typeof itemFactsSchema>;

/** The kinds of words a system is asked with; `casework.collect.terms.<kind>` names each. */
export const termKinds = ['name', 'date-of-birth', 'address', 'person-number', 'nino', 'nhs-number', 'email', 'phone', 'account-reference'] as const;

/** What a system was asked with: kinds of identifier and how many of each; the words themselves only here, under the key of the case. */
export const askedWithSchema = z.object({
  names: z.number(),
  dateOfBirth: z.boolean(),
  addresses: z.number(),
  personNumber: z.boolean(),
  nino: z.boolean(),
  nhsNumber: z.boolean(),
  /** True when an officer had decided which person of the system is meant. */
  byMatch: z.boolean(),
  terms: z.array(z.object({ kind: z.enum(termKinds), value: z.string() })).default([]),
});

export type AskedWith = z.infer<typeof askedWithSchema>;

export function askedWith(who: SubjectIdentifiers, systemKey: string, byMatch: boolean): AskedWith {
  return {
    names: who.names.length,
    dateOfBirth: who.dateOfBirth !== '',
    addresses: who.addresses.length,
    personNumber: who.systemPersonNumbers[systemKey] !== undefined,
    nino: who.nino !== undefined,
    nhsNumber: who.nhsNumber !== undefined,
    byMatch,
    terms: termsOf(who, systemKey),
  };
}

/** What stands where a system was not asked who is meant, because an officer had decided that. */
export const askedByMatchAlone: AskedWith = { names: 0, dateOfBirth: false, addresses: 0, personNumber: false, nino: false, nhsNumber: false, byMatch: true, terms: [] };

function termsOf(who: SubjectIdentifiers, systemKey: string): AskedWith['terms'] {
  const each = (kind: (typeof termKinds)[number], values: readonly (string | undefined)[]): AskedWith['terms'] => values.flatMap((value) => (value === undefined || value === '' ? [] : [{ kind, value }]));
  return [
    ...each('name', who.names.map(({ given, family }) => `${given} ${family}`)),
    ...each('date-of-birth', [who.dateOfBirth]),
    ...each('address', who.addresses.map(({ lines, postcode }) => [...lines, postcode].join(', '))),
    ...each('person-number', [who.systemPersonNumbers[systemKey]]),
    ...each('nino', [who.nino]),
    ...each('nhs-number', [who.nhsNumber]),
    ...each('email', who.emails ?? []),
    ...each('phone', who.phones ?? []),
    ...each('account-reference', [who.accountReferences?.[systemKey]]),
  ];
}

const matchFact = z.enum(['person number', 'national insurance number', 'NHS number', 'name', 'former name', 'date of birth', 'day and month swapped', 'present address', 'former address']);

const fieldComparison = z.object({
  field: z.enum(comparedFields), likeness: z.enum(likenesses), how: z.array(z.enum(waysAlike)), weight: z.number(), ours: z.string(), theirs: z.string(),
});

/** What was sealed before people were scored has neither a probability nor what was compared. */
export const candidateSchema: z.ZodType<MatchCandidate> = z.object({
  reference: z.string(),
  agreed: z.array(matchFact),
  differed: z.array(matchFact),
  maskedName: z.string(),
  maskedDateOfBirth: z.string(),
  maskedAddress: z.string(),
  probability: z.number().exactOptional(),
  compared: z.array(fieldComparison).exactOptional(),
  cautions: z.array(z.enum(matchCautions)).exactOptional(),
  messages: z.object({ count: z.number().int(), by: z.enum(['correspondent', 'number', 'mention', 'any']) }).exactOptional(),
});
