/** Joins a dataset and what a request needs to know of it into one system, or says in words what is missing. */
import type { CollectionDescription, PrivacyNotice, SystemDescription } from '../connector.ts';
import type { DatabaseDescription, FieldDescription, TableDescription } from '../database-description.ts';
import type { Collection, Dataset } from './dataset.ts';
import { planWalk, type GraphProblem, type Step } from './dataset-graph.ts';
import type { SarDescription, SarField, SarPrivacyNotice } from './sar-description.ts';

/** The kind of identifier every walk begins with: the system's own number for a person, never an account's. */
export const personNumberIdentity = 'person_number';

export interface DescribedSystem {
  readonly description: SystemDescription;
  /** Null for a system without tables. */
  readonly database: DatabaseDescription | null;
}

/** A closed set of what can be wrong; `place` is a collection, a field or a dataset. */
export interface DescriptionProblem {
  readonly kind: GraphProblem['kind'] | 'no such dataset' | 'no such collection' | 'no such field' | 'no such part' | 'not described' | 'no identity' | 'not entered from the person';
  readonly place: string;
}

export type DescribeAnswer = { readonly system: DescribedSystem; readonly problems: readonly DescriptionProblem[] } | { readonly system: null; readonly problems: readonly DescriptionProblem[] };

/** With problems of the graph alone there is a system: what cannot be reached is not read, and that is said. */
export function describeSystem(all: readonly Dataset[], sar: SarDescription): DescribeAnswer {
  const { person } = sar;
  if (person === undefined) return withoutTables(sar);
  const datasets = all.filter(({ key }) => sar.datasets.includes(key));
  const collections = datasets.flatMap((dataset) => dataset.collections);
  const wrong = looseEnds(datasets, collections, { ...sar, person });
  if (wrong.length > 0) return { system: null, problems: wrong };
  const { steps, problems } = planWalk(datasets, new Set([personNumberIdentity]));
  const tables = steps.map((step) => tableFrom(step, sar));
  const unentered = [...person.former_names, ...person.addresses].filter(
    (name) => tables.find((table) => table.name === name)?.entries.some(({ from }) => from.table === person.collection) !== true,
  );
  if (unentered.length > 0) return { system: null, problems: unentered.map((place) => ({ kind: 'not entered from the person', place })) };
  const named = collections.map(({ name, fields }) => ({ name, ...placeOf(sar.tables[name]?.table), fields: fields.map(({ path }) => path) }));
  const database = { personTable: person.collection, nameTables: person.former_names, addressTables: person.addresses, tables, named };
  return { system: { description: descriptionFrom(sar), database }, problems: problems.map(inOnePlace) };
}

/** A mailbox or a folder has no tables; what has them needs to say which holds its people. */
function withoutTables(sar: SarDescription): DescribeAnswer {
  if (sar.datasets.length > 0) return { system: null, problems: [{ kind: 'no identity', place: 'person' }] };
  return { system: { description: descriptionFrom(sar), database: null }, problems: [] };
}

type WithPerson = SarDescription & { readonly person: NonNullable<SarDescription['person']> };

function looseEnds(datasets: readonly Dataset[], collections: readonly Collection[], sar: WithPerson): readonly DescriptionProblem[] {
  const names = new Set(collections.map(({ name }) => name));
  const paths = new Set(collections.flatMap(({ name, fields }) => fields.map(({ path }) => `${name}.${path}`)));
  const missing = (kind: DescriptionProblem['kind'], places: readonly string[], known: ReadonlySet<string>): readonly DescriptionProblem[] =>
    places.filter((place) => !known.has(place)).map((place) => ({ kind, place }));
  const parts = Object.values(sar.tables).flatMap(({ part }) => (part === undefined ? [] : [part]));
  return [
    ...missing('no such dataset', sar.datasets, new Set(datasets.map(({ key }) => key))),
    ...missing('no such collection', [sar.person.collection, ...sar.person.former_names, ...sar.person.addresses, ...Object.keys(sar.tables)], names),
    ...missing('not described', [...names], new Set(Object.keys(sar.tables))),
    ...missing('no such field', [...Object.keys(sar.fields), ...personFieldsOf(sar)], paths),
    ...missing('no such part', parts, new Set(Object.keys(sar.parts))),
    ...identityGaps(collections, sar),
  ];
}

function personFieldsOf({ tables }: SarDescription): readonly string[] {
  return Object.entries(tables).flatMap(([name, { person_field: field }]) => (field === undefined ? [] : [`${name}.${field}`]));
}

/** Nobody is matched without a number of their own and a name. Without a day of birth nobody is certain, and an officer decides. */
function identityGaps(collections: readonly Collection[], { person, fields }: WithPerson): readonly DescriptionProblem[] {
  const found = collections.find(({ name }) => name === person.collection);
  if (found === undefined) return [];
  const roles = new Map(found.fields.map(({ path, identity }) => [fields[`${person.collection}.${path}`]?.who, identity]));
  const gaps = (['person number', ...(roles.has('full name') ? [] : (['given name', 'family name'] as const))] as const).filter((role) => !roles.has(role));
  const isEntered = roles.get('person number') === personNumberIdentity;
  return [...gaps, ...(gaps.includes('person number') || isEntered ? [] : ['person number' as const])].map((role) => ({ kind: 'no identity', place: `${person.collection}: ${role}` }));
}

/** A problem of the graph in one word and one place. */
export function inOnePlace(problem: GraphProblem): DescriptionProblem {
  switch (problem.kind) {
    case 'no way in':
      return { kind: problem.kind, place: problem.collection };
    case 'refers to nothing':
      return { kind: problem.kind, place: `${problem.field} → ${problem.to}` };
    case 'cycle':
    case 'waits for itself':
      return { kind: problem.kind, place: problem.collections.join(' → ') };
  }
}

function placeOf(written: string | undefined): { readonly schema: string; readonly table: string } {
  const [schema = '', table = ''] = (written ?? '').split('.');
  return { schema, table };
}

function tableFrom({ collection, entries }: Step, sar: SarDescription): TableDescription {
  const told = sar.tables[collection.name];
  return {
    name: collection.name,
    ...placeOf(told?.table),
    ...(told?.part === undefined ? {} : { shownUnder: told.part }),
    ...(told?.title === undefined ? {} : { title: told.title }),
    ...(told?.person_field === undefined ? {} : { personField: told.person_field }),
    fields: collection.fields.map(({ path, isPrimaryKey }) => fieldFrom({ path, isPrimaryKey }, sar.fields[`${collection.name}.${path}`])),
    entries: entries.flatMap((entry) => (entry.by === 'reference' ? [{ field: entry.path, from: { table: entry.from.collection, field: entry.from.path } }] : [])),
  };
}

function fieldFrom({ path, isPrimaryKey }: { readonly path: string; readonly isPrimaryKey: boolean }, told: SarField | undefined): FieldDescription {
  const names = told?.names;
  return {
    name: path,
    ...(isPrimaryKey ? { isPrimaryKey } : {}),
    ...(told?.label === undefined ? {} : { label: told.label }),
    ...(told?.shown_as === undefined ? {} : { shownAs: told.shown_as }),
    ...(told?.who === undefined ? {} : { identity: told.who }),
    ...(told?.is_held_on === undefined ? {} : { isHeldOn: told.is_held_on }),
    ...(names === undefined ? {} : { named: { role: names.role, ...(names.relation_field === undefined ? {} : { relationField: names.relation_field }) } }),
  };
}

function descriptionFrom(sar: SarDescription): SystemDescription {
  return {
    key: sar.system,
    kind: sar.kind,
    plainName: sar.plain_name,
    service: sar.service,
    ownerTeam: sar.owner_team,
    whyHeld: sar.why_held,
    lawfulBasis: sar.lawful_basis,
    source: sar.source_of_data,
    recipients: sar.recipients,
    retention: sar.retention,
    sensitivity: sar.sensitivity,
    isShownLive: sar.show_in_my_data,
    ...(sar.not_personal.length === 0 ? {} : { notPersonal: sar.not_personal }),
    ...toldAndRisk(sar),
    collections: Object.entries(sar.parts).map(([key, part]): CollectionDescription => ({
      key,
      plainName: part.plain_name,
      whyHeld: part.why_held,
      lawfulBasis: part.lawful_basis,
      source: part.source_of_data,
      recipients: part.recipients,
      retention: part.retention,
      ...(part.is_free_text === undefined ? {} : { isFreeText: part.is_free_text }),
      ...(part.sensitivity === undefined ? {} : { sensitivity: part.sensitivity }),
      ...toldAndRisk(part),
    })),
  };
}

type Told = Pick<SarDescription, 'obtained_from' | 'privacy_notice' | 'third_party_risk'>;

function toldAndRisk({ obtained_from: others, privacy_notice: notice, third_party_risk: risk }: Told): Pick<CollectionDescription, 'obtainedFrom' | 'privacyNotice' | 'thirdPartyRisk'> {
  return {
    ...(others.length === 0 ? {} : { obtainedFrom: others }),
    ...(notice === undefined ? {} : { privacyNotice: noticeFrom(notice) }),
    ...(risk === undefined ? {} : { thirdPartyRisk: risk }),
  };
}

function noticeFrom({ title, given, url, names_sources: namesSources }: SarPrivacyNotice): PrivacyNotice {
  return { title, given, namesSources, ...(url === undefined ? {} : { url }) };
}
