/** Reads street reports over Open311 (GeoReport v2): found by what the reporter gave, and never certain, since a report proves nobody. */
import { z } from 'zod';
import { readAuthority } from './certificates.ts';
import { connectorKind } from './connections/connector-kind.ts';
import type { ConnectionContext } from './connections/connector-kind.ts';
import { SystemFault } from './connector.ts';
import type { Asking, ConnectedSystem, DocumentItem, FindResult, Item, MatchCandidate, RecordItem, SubjectIdentifiers, SystemDescription } from './connector.ts';
import { openAnswer } from './http-asking.ts';
import { foldedEmail, foldedPhone } from './matching/compare-numbers.ts';
import { rankRecords } from './matching/judge-match.ts';
import { fieldsOf, maskedOf } from './matching/masked-fields.ts';
import type { PersonRecord } from './matching/person-record.ts';
import { probabilityOf } from './matching/weigh-record.ts';
import type { Weighed } from './matching/weigh-record.ts';
import { valueAt } from './nested-rows.ts';
import type { NestedRow } from './nested-rows.ts';
import { idOf, proveReachable, reportsFor, reportsSince } from './open311/service-requests.ts';
import type { Open311Line } from './open311/service-requests.ts';

const reportedBy = z.enum(['account', 'email', 'phone']);
type ReportedBy = z.infer<typeof reportedBy>;

const settingsSchema = z.strictObject({
  url: z.url(),
  format: z.enum(['xml', 'json']).default('xml'),
  api_key: z.string().optional(),
  jurisdiction_id: z.string().optional(),
  since: z.iso.date(),
  window_days: z.number().int().min(1).max(3_660).default(90),
  /** What the service filters reports by, and the name of its parameter; the specification has none, many services do. */
  filters: z.partialRecord(reportedBy, z.string()).refine((filters) => Object.keys(filters).length > 0, 'without a filter nobody can be found'),
  /** The fields of a report that say who made it, which the specification leaves to each service. */
  reporter: z.strictObject({
    account: z.string().default('account_id'),
    email: z.string().default('email'),
    phone: z.string().default('phone'),
    given: z.string().default('first_name'),
    family: z.string().default('last_name'),
  }).prefault({}),
  /** Hosts of pictures beside the service's own; each is on the list of outgoing addresses too. */
  media_hosts: z.array(z.string()).default([]),
  ca_file: z.string().optional(),
});

type Settings = z.infer<typeof settingsSchema>;

export const open311Kind = connectorKind({
  kind: 'open311',
  settings: settingsSchema,
  open: (settings, { description, outgoing, descriptionsFolder, suspended }) => {
    const { api_key: apiKey, jurisdiction_id: jurisdiction, ca_file: authority } = settings;
    const line = {
      way: { outgoing, ...(authority === undefined ? {} : { authority: readAuthority(descriptionsFolder, authority) }) },
      base: new URL(settings.url), format: settings.format, sinceOn: settings.since, windowDays: settings.window_days,
      ...(apiKey === undefined ? {} : { apiKey }), ...(jurisdiction === undefined ? {} : { jurisdiction }),
    };
    const collection = description.collections[0]?.key;
    if (collection === undefined) throw new RangeError('the description has no part for reports');
    return open311Connector({ description, collection, line, settings, ...(suspended === undefined ? {} : { suspended }) });
  },
});

interface Open311System {
  readonly description: SystemDescription;
  readonly collection: string;
  readonly line: Open311Line;
  readonly settings: Settings;
  readonly suspended?: NonNullable<ConnectionContext['suspended']>;
}

function open311Connector(system: Open311System): ConnectedSystem {
  const { description, line } = system;
  return {
    key: description.key,
    ...(system.suspended === undefined ? {} : { suspended: system.suspended }),
    describe: () => description,
    find: async (who, asking) => await find(system, who, asking),
    fetch: (reference, part, asking) => fetchReports(system, { reference, isWithPictures: part === 'everything' }, asking),
    check: async (asking) => await proveReachable(line, asking),
  };
}

async function find(system: Open311System, who: SubjectIdentifiers, asking: Asking): Promise<FindResult> {
  const { description, line, settings } = system;
  const asked = questionsAbout(description.key, who).filter(([by]) => settings.filters[by] !== undefined);
  if (asked.length === 0) return { found: 'identifier not supported' };
  const reports = new Map<string, NestedRow>();
  for (const [by, value] of asked) {
    const brought = await reportsSince({ [settings.filters[by] ?? '']: value }, line, asking);
    for (const report of brought.filter((each) => isBy(by, value, { report: each, settings }))) reports.set(idOf(report), report);
  }
  const candidates = rankRecords(description.key, who, reportersOf([...reports.values()], settings)).map((weighed) => candidateOf(weighed, who));
  return candidates.length === 0 ? { found: 'none' } : { found: 'probable', candidates };
}

function questionsAbout(systemKey: string, who: SubjectIdentifiers): readonly (readonly [by: ReportedBy, value: string])[] {
  const account = who.systemPersonNumbers[systemKey];
  return [
    ...(account === undefined ? [] : [['account', account] as const]),
    ...(who.emails ?? []).map((email) => ['email', email] as const),
    ...(who.phones ?? []).map((phone) => ['phone', phone] as const),
  ];
}

interface Compared {
  readonly report: NestedRow;
  readonly settings: Settings;
}

/** A service that passes over the filter sends everybody's reports: each is looked at again. @throws SystemFault where it does not say whose it is */
function isBy(by: ReportedBy, value: string, { report, settings }: Compared): boolean {
  const held = report.get(settings.reporter[by]);
  if (held === undefined) throw new SystemFault('bad-answer', 'a report does not say what it was asked for by');
  const fold = by === 'email' ? foldedEmail : by === 'phone' ? foldedPhone : (text: string) => text;
  return held.some((each) => fold(each) === fold(value));
}

/** One record for each account; reports without an account are one for each name and address they were made with. */
function reportersOf(reports: readonly NestedRow[], { reporter }: Settings): readonly PersonRecord[] {
  const groups = new Map<string, NestedRow[]>();
  for (const report of reports) {
    const account = valueAt(report, reporter.account);
    const key = account === '' ? JSON.stringify([reporter.given, reporter.family, reporter.email, reporter.phone].map((field) => valueAt(report, field).toLowerCase())) : account;
    groups.set(key, [...(groups.get(key) ?? []), report]);
  }
  return [...groups.values()].map((group) => reporterOf(group, reporter));
}

function reporterOf(reports: readonly NestedRow[], reporter: Settings['reporter']): PersonRecord {
  const given = (field: string): readonly string[] => [...new Set(reports.flatMap((report) => report.get(field) ?? []))];
  const [account = ''] = given(reporter.account);
  return {
    reference: account === '' ? `reports:${reports.map(idOf).sort().join(',')}` : `account:${account}`,
    names: [{ given: given(reporter.given)[0] ?? '', family: given(reporter.family)[0] ?? '' }],
    dateOfBirth: null,
    addresses: [],
    emails: given(reporter.email),
    phones: given(reporter.phone),
  };
}

function candidateOf(weighed: Weighed, who: SubjectIdentifiers): MatchCandidate {
  const compared = fieldsOf(weighed, who.dateOfBirth);
  const named = compared.find(({ field }) => field === 'name')?.likeness;
  return {
    reference: weighed.record.reference,
    agreed: named === 'agrees' ? ['name'] : [],
    differed: named === 'differs' ? ['name'] : [],
    ...maskedOf(weighed),
    probability: probabilityOf(weighed.bits),
    compared,
    cautions: weighed.cautions,
  };
}

interface Wanted {
  readonly reference: string;
  readonly isWithPictures: boolean;
}

async function* fetchReports(system: Open311System, wanted: Wanted, asking: Asking): AsyncGenerator<Item, void, undefined> {
  const reports = [...(await reportsOf(system, wanted.reference, asking))].sort((one, other) => requestedAt(one).localeCompare(requestedAt(other)));
  for (const report of reports) {
    const picture = pictureOf(system, report, asking);
    yield recordOf(system, report, picture);
    if (wanted.isWithPictures && picture !== null) yield picture;
  }
}

async function reportsOf({ line, settings }: Open311System, reference: string, asking: Asking): Promise<readonly NestedRow[]> {
  const account = /^account:(.+)$/.exec(reference)?.[1];
  if (account !== undefined && settings.filters.account !== undefined) {
    const brought = await reportsSince({ [settings.filters.account]: account }, line, asking);
    return brought.filter((report) => isBy('account', account, { report, settings }));
  }
  const ids = /^reports:(.+)$/.exec(reference)?.[1]?.split(',');
  if (ids === undefined) throw new SystemFault('bad-answer', 'the reference is none of this system');
  const found: NestedRow[] = [];
  // One by one: a report that was taken down since makes some services refuse a whole list.
  for (const id of ids) found.push(...(await reportsFor({ service_request_id: id }, line, asking)).filter((report) => idOf(report) === id));
  return found;
}

function requestedAt(report: NestedRow): string {
  return valueAt(report, 'requested_datetime');
}

const labels: readonly (readonly [field: string, label: string])[] = [
  ['service_request_id', 'Report number'],
  ['service_name', 'About'],
  ['title', 'Title'],
  ['description', 'What was reported'],
  ['address', 'Where'],
  ['zipcode', 'Postcode'],
  ['lat', 'Latitude'],
  ['long', 'Longitude'],
  ['status', 'Status'],
  ['status_notes', 'What was done'],
  ['service_notice', 'What was promised'],
  ['agency_responsible', 'Who dealt with it'],
  ['requested_datetime', 'Reported'],
  ['updated_datetime', 'Last changed'],
  ['media_url', 'Picture'],
];

function recordOf({ collection, settings }: Open311System, report: NestedRow, picture: DocumentItem | null): RecordItem {
  const { reporter } = settings;
  const own: typeof labels = [[reporter.given, 'Given name'], [reporter.family, 'Family name'], [reporter.email, 'E-mail'], [reporter.phone, 'Phone']];
  const fields = [...labels, ...own].flatMap(([field, label]) => {
    const value = report.get(field)?.join(', ') ?? '';
    return value === '' || (field === 'media_url' && picture !== null) ? [] : [{ label, value }];
  });
  return { kind: 'record', reference: `report/${idOf(report)}`, collection, title: 'A street report', heldOn: dayOf(report), fields, peopleNamed: [], attachments: [] };
}

function dayOf(report: NestedRow): string | null {
  const day = requestedAt(report).slice(0, 10);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null;
}

/** Null for a report without a picture, and for one whose picture lies where nothing is fetched from: its address is then a field. */
function pictureOf({ collection, line, settings }: Open311System, report: NestedRow, asking: Asking): DocumentItem | null {
  const url = valueAt(report, 'media_url');
  const address = url !== '' && URL.canParse(url, line.base.href) ? new URL(url, line.base) : null;
  if (address === null || !(address.origin === line.base.origin || (address.protocol === 'https:' && settings.media_hosts.includes(address.host)))) return null;
  return {
    kind: 'document', reference: `report/${idOf(report)}/picture`, collection, title: 'The picture of a street report', heldOn: dayOf(report),
    mediaType: mediaTypeOf(address), byteLength: null, peopleNamed: [], attachments: [],
    open: async function* open() {
      // The key of the service goes to no other address, nor along with a picture.
      yield* (await openAnswer({ address, headers: { accept: 'image/*' } }, line.way, asking)).bytes();
    },
  };
}

function mediaTypeOf({ pathname }: URL): string {
  const ending = /\.(png|gif|webp)$/i.exec(pathname)?.[1]?.toLowerCase();
  return ending === undefined ? 'image/jpeg' : `image/${ending}`;
}
