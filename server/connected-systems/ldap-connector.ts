/** Reads a directory over LDAP: its entries of people, and the groups that name them as members. It only ever searches. */
import { FilterParser } from 'ldapts';
import type { Entry, Filter } from 'ldapts';
import { z } from 'zod';
import { readAuthority } from './certificates.ts';
import { connectorKind } from './connections/connector-kind.ts';
import type { Asking, ConnectedSystem, FindResult, Item, SubjectIdentifiers, SystemDescription } from './connector.ts';
import { SystemFault } from './connector.ts';
import { requiredField } from './database-description.ts';
import type { TableDescription } from './database-description.ts';
import { identityRoles } from './datasets/sar-description.ts';
import { allOf, equals, filterFor } from './ldap/ldap-filters.ts';
import { openDirectory, type DirectoryPlace, type DirectorySession } from './ldap/ldap-session.ts';
import { blocksFor } from './matching/blocks.ts';
import { judgeMatch } from './matching/judge-match.ts';
import { itemsOf, personOf, type NestedRow } from './nested-rows.ts';

const words = z.string().trim().min(1);
const filterText = words.refine(isFilter, 'this is no LDAP filter');
const attributesSchema = z.record(
  z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'an attribute is letters, digits and hyphens'),
  z.strictObject({ label: words.optional(), who: z.enum(identityRoles).optional(), is_held_on: z.literal(true).optional() }),
);
const entriesSchema = z.strictObject({
  filter: filterText,
  /** The part of the system that a resident sees them under. */
  part: words,
  /** What one entry is called. */
  title: words,
  /** The one that is unlike in every entry. */
  key: words,
  attributes: attributesSchema,
});

const settingsSchema = z.strictObject({
  /** `ldaps://`, or `ldap://`, which is encrypted by STARTTLS before anything is said. */
  url: z.url({ protocol: /^ldaps?$/ }),
  bind_dn: words,
  password: z.string().min(1),
  base_dn: words,
  /** Holds the certificate of the authority of the council's own, where it has one. */
  ca_file: z.string().optional(),
  persons: entriesSchema,
  /** Groups whose attribute `member` holds the name of a person's entry. */
  memberships: entriesSchema.extend({ member: words }).optional(),
});

export const ldapKind = connectorKind({
  kind: 'ldap',
  settings: settingsSchema,
  open: (settings, { description, suspended, outgoing, descriptionsFolder }) => {
    const { url, bind_dn: bindDn, password, base_dn: baseDn, ca_file: authorityFile, persons, memberships } = settings;
    const people = entriesFrom('entry', persons);
    requiredField(people.table, 'person number');
    return ldapConnector({
      description,
      place: { url: new URL(url), bindDn, password, baseDn, outgoing, ...(authorityFile === undefined ? {} : { authority: readAuthority(descriptionsFolder, authorityFile) }) },
      people,
      memberships: memberships === undefined ? null : { ...entriesFrom('membership', memberships), member: memberships.member },
      ...(suspended === undefined ? {} : { suspended }),
    });
  },
});

/** Which entries, and how they are read. */
interface Entries {
  readonly filter: Filter;
  readonly table: TableDescription;
}

export interface LdapSystemSettings {
  readonly description: SystemDescription;
  readonly place: DirectoryPlace;
  readonly people: Entries;
  readonly memberships: (Entries & { readonly member: string }) | null;
  readonly suspended?: { readonly sinceOn: string };
}

/** A connected system whose content is a directory. */
export function ldapConnector(settings: LdapSystemSettings): ConnectedSystem {
  const { description, place, people } = settings;
  return {
    key: description.key,
    ...(settings.suspended === undefined ? {} : { suspended: settings.suspended }),
    describe: () => description,
    find: async (who, asking) => await inDirectory(place, asking, async (directory) => await find(directory, { people, systemKey: description.key }, who)),
    fetch: (personReference, _part, asking) => fetchFrom(settings, personReference, asking),
    check: async (asking) => await inDirectory(place, asking, async (directory) => await directory.readBase()),
  };
}

/** More people than this are like nobody in particular; to judge some of them alone could name the wrong person. */
const maxPeople = 500;

interface Finding {
  readonly people: Entries;
  readonly systemKey: string;
}

async function find(directory: DirectorySession, { people, systemKey }: Finding, who: SubjectIdentifiers): Promise<FindResult> {
  const { table } = people;
  const asked = filterFor(table, blocksFor(systemKey, who));
  if (asked === null) return { found: 'identifier not supported' };
  const attributes = table.fields.flatMap(({ name, identity }) => (identity === undefined ? [] : [name]));
  const records = [];
  for await (const entry of directory.search({ filter: allOf([people.filter, asked]), attributes })) {
    const record = personOf(table, rowFrom(entry, table));
    if (record !== null) records.push(record);
    if (records.length > maxPeople) throw new SystemFault('too-large', 'more people are alike than can be compared');
  }
  return judgeMatch(systemKey, who, records);
}

async function* fetchFrom({ place, people, memberships }: LdapSystemSettings, personReference: string, asking: Asking): AsyncGenerator<Item, void, undefined> {
  const directory = await openDirectory(place, asking);
  try {
    const number = requiredField(people.table, 'person number').name;
    const names: string[] = [];
    const filter = allOf([people.filter, equals(number, personReference)]);
    for await (const entry of directory.search({ filter, attributes: people.table.fields.map(({ name }) => name) })) {
      names.push(entry.dn);
      yield* itemsOf(people.table, [rowFrom(entry, people.table)]);
    }
    if (memberships === null) return;
    for (const name of names) yield* await membershipsOf(directory, memberships, name);
  } finally {
    await directory.close();
  }
}

async function membershipsOf(directory: DirectorySession, { table, filter, member }: Entries & { readonly member: string }, name: string): Promise<readonly Item[]> {
  const rows: NestedRow[] = [];
  for await (const entry of directory.search({ filter: allOf([filter, equals(member, name)]), attributes: table.fields.map((field) => field.name) })) rows.push(rowFrom(entry, table));
  return itemsOf(table, rows);
}

async function inDirectory<Answer>(place: DirectoryPlace, asking: Asking, work: (directory: DirectorySession) => Promise<Answer>): Promise<Answer> {
  const directory = await openDirectory(place, asking);
  try {
    return await work(directory);
  } finally {
    await directory.close();
  }
}

/** Only the attributes that are mapped, in whatever case a directory writes their names; a photograph or another value of bytes is left out. */
function rowFrom(entry: Entry, { fields }: TableDescription): NestedRow {
  const values = new Map(Object.entries(entry).map(([name, value]) => [name.toLowerCase(), value]));
  return new Map(
    fields.map(({ name, identity }) => {
      const value = values.get(name.toLowerCase()) ?? [];
      const texts = (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');
      return [name, texts.flatMap((each) => valuesIn(each, identity))];
    }),
  );
}

/** Lines of a postal address stand between dollar signs, and a day may be written without its hyphens. */
function valuesIn(value: string, identity: TableDescription['fields'][number]['identity']): readonly string[] {
  if (identity === 'address line') return value.split('$').map((line) => line.trim());
  if (identity === 'date of birth') return [value.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')];
  return [value];
}

function entriesFrom(name: string, { filter, part, title, key, attributes }: z.infer<typeof entriesSchema>): Entries {
  const all: z.infer<typeof attributesSchema> = key in attributes ? attributes : { ...attributes, [key]: {} };
  const fields = Object.entries(all).map(([attribute, { label, who, is_held_on: isHeldOn }]) => ({
    name: attribute,
    ...(attribute === key ? { isPrimaryKey: true as const } : {}),
    ...(label === undefined ? {} : { label }),
    ...(who === undefined ? {} : { identity: who }),
    ...(isHeldOn === undefined ? {} : { isHeldOn }),
  }));
  return { filter: FilterParser.parseString(filter), table: { name, schema: '', table: name, shownUnder: part, title, fields, entries: [] } };
}

function isFilter(text: string): boolean {
  try {
    FilterParser.parseString(text);
    return true;
  } catch {
    return false;
  }
}
