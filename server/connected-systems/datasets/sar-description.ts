/** What a request for a copy needs to know of a dataset, and Fides does not say: kept in a file of its own beside it. */
import { z } from 'zod';

const words = z.string().trim().min(1, 'this must say something');

/** What a field says about who a person is; matching is led by it. */
export const identityRoles = [
  'person number',
  'given name',
  'family name',
  // “Given Family” or “Family, Given” in one field, where a system has no better.
  'full name',
  'date of birth',
  'national insurance number',
  'NHS number',
  'address line',
  'postcode',
  'e-mail',
  'phone',
  // In a table of an account’s parties: it finds them, and says nothing of who they are.
  'account reference',
] as const;

/** How sensitive content is, and how likely it tells of somebody else; the words of the portal's own policy. */
const sensitivity = z.enum(['ordinary', 'sensitive', 'highly sensitive']);
const thirdPartyRisk = z.enum(['none', 'some', 'high']);

/** What a person is told, and when.   Source: UK GDPR Art. 13 and 14. */
const privacyNoticeSchema = z.strictObject({
  /** As it ends “Yes, in …”: “our council tax notice”. */
  title: words,
  /** As it ends “given …”: “with every bill”, “when you applied”. */
  given: words,
  url: z.url({ protocol: /^https$/ }).optional(),
  /** Those of `obtained_from` that the notice names. */
  names_sources: z.array(words).default([]),
});

const whyAndWhere = {
  plain_name: words,
  why_held: words,
  lawful_basis: words,
  /** Also who else gave it, such as Experian or the Department for Work and Pensions. */
  source_of_data: words,
  /** Each of those others by the name that a privacy notice gives them. */
  obtained_from: z.array(words).default([]),
  recipients: z.array(words),
  retention: words,
  /** A part without one is told of by the system's. */
  privacy_notice: privacyNoticeSchema.optional(),
  third_party_risk: thirdPartyRisk.optional(),
};

const partSchema = z.strictObject({
  ...whyAndWhere,
  /** What officers write freely about people: read before it is shown, so never shown live. */
  is_free_text: z.literal(true).optional(),
  /** The system's, unless it is said. */
  sensitivity: sensitivity.optional(),
});

const tableSchema = z.strictObject({
  /** `schema.table`; a table is read under its own name. */
  table: z.string().regex(/^\w+\.\w+$/, 'a table is written schema.table'),
  /** The part of the system that a resident sees its rows under; without one, the table is only walked through. */
  part: words.optional(),
  /** What one row is called: “Council tax bill”. */
  title: words.optional(),
  /** Where rows are reached through an account that several people share: the field with the number of the one whose row it is. Left empty, the row is the account's own. */
  person_field: words.optional(),
});

const fieldSchema = z.strictObject({
  /** In words a resident can read; a field without a label never leaves the database. */
  label: words.optional(),
  shown_as: z.enum(['pounds', 'day']).optional(),
  who: z.enum(identityRoles).optional(),
  is_held_on: z.literal(true).optional(),
  names: z.strictObject({ role: z.enum(['subject', 'third-party', 'staff']), relation_field: words.optional() }).optional(),
});

export const sarDescriptionSchema = z.strictObject({
  system: z.string().regex(/^[a-z][a-z-]*$/, 'a key is small letters and hyphens'),
  kind: words,
  service: words,
  owner_team: words,
  ...whyAndWhere,
  sensitivity,
  show_in_my_data: z.boolean(),
  parts: z.record(z.string(), partSchema),
  /** Keys of the datasets it speaks of; none for a system without tables, such as a mailbox. */
  datasets: z.array(words).default([]),
  /** Where one row is one person; needed as soon as there is a dataset. */
  person: z.strictObject({ collection: words, former_names: z.array(words).default([]), addresses: z.array(words).default([]) }).optional(),
  tables: z.record(z.string(), tableSchema).default({}),
  /** Other tables (`schema/table`) and columns (`collection.field`) that are not personal; `schema/log_*` for all that begin so. */
  not_personal: z.array(words).default([]),
  /** By `collection.field`. */
  fields: z.record(z.string(), fieldSchema).default({}),
});

export type SarDescription = Readonly<z.infer<typeof sarDescriptionSchema>>;
export type SarPrivacyNotice = Readonly<z.infer<typeof privacyNoticeSchema>>;
export type SarField = Readonly<z.infer<typeof fieldSchema>>;
