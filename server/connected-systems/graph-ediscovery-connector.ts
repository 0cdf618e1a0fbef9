/** Reads mailboxes and sites of Microsoft 365 through eDiscovery: what mentions a person, and therefore never for certain. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { connectorKind } from './connections/connector-kind.ts';
import type { ConnectionContext } from './connections/connector-kind.ts';
import { SystemFault } from './connector.ts';
import type { Asking, ConnectedSystem, FindResult, HoldingPart, Item, SubjectIdentifiers, SystemDescription } from './connector.ts';
import { withNewContents } from './files/document-contents.ts';
import { openEDiscovery, today } from './graph/ediscovery.ts';
import type { GraphLine } from './graph/ediscovery.ts';

const purviewDownloads = 'b26e684c-5068-4120-a679-64a5d2c909d9/.default';

/** Written after Microsoft's documentation and tried against its shapes alone. */
export const graphEDiscoveryKind = connectorKind({
  kind: 'microsoft-365-ediscovery',
  isExperimental: true,
  settings: z.strictObject({
    tenant_id: z.string().min(1),
    client_id: z.string().min(1),
    client_secret: z.string().min(1),
    /** An eDiscovery case of the council's own, in which searches for requests are kept. */
    case_id: z.string().min(1),
    graph_url: z.url().default('https://graph.microsoft.com/v1.0'),
    login_url: z.url().default('https://login.microsoftonline.com'),
    download_scope: z.string().default(purviewDownloads),
    poll_seconds: z.number().positive().max(60).default(10),
  }),
  open: (settings, { description, outgoing, suspended }) => {
    const collection = description.collections[0]?.key;
    if (collection === undefined) throw new RangeError('the description has no part for what is found');
    const line: GraphLine = {
      way: { outgoing },
      graph: new URL(settings.graph_url),
      login: new URL(`${settings.login_url.replace(/\/$/, '')}/${encodeURIComponent(settings.tenant_id)}`),
      clientId: settings.client_id, clientSecret: settings.client_secret, caseId: settings.case_id,
      downloadScope: settings.download_scope, pollMs: settings.poll_seconds * 1_000,
    };
    return graphEDiscoveryConnector({ description, collection, line, ...(suspended === undefined ? {} : { suspended }) });
  },
});

interface GraphSystem {
  readonly description: SystemDescription;
  readonly collection: string;
  readonly line: GraphLine;
  readonly suspended?: NonNullable<ConnectionContext['suspended']>;
}

function graphEDiscoveryConnector(system: GraphSystem): ConnectedSystem {
  const { description, line } = system;
  return {
    key: description.key,
    ...(system.suspended === undefined ? {} : { suspended: system.suspended }),
    describe: () => description,
    find: async (who, asking) => await find(system, who, asking),
    fetch: (reference, part, asking) => fetchExport(system, { reference, part }, asking),
    check: async (asking) => await (await openEDiscovery(line, asking)).proveReachable(),
  };
}

/** One search is made and counted; what it brings is about everybody it names, so an officer decides. */
async function find({ line }: GraphSystem, who: SubjectIdentifiers, asking: Asking): Promise<FindResult> {
  const query = contentQueryFor(who);
  if (query === null) return { found: 'identifier not supported' };
  const service = await openEDiscovery(line, asking);
  const searchId = await service.search(searchNameFor(query), query);
  if ((await service.estimate(searchId)) === 0) return { found: 'none' };
  const [name] = who.names;
  const masked = [name?.given, name?.family].map((part) => (part === undefined || part === '' ? '' : `${[...part][0] ?? ''}•••`)).join(' ').trim();
  return { found: 'probable', candidates: [{ reference: searchId, agreed: [], differed: [], maskedName: masked, maskedDateOfBirth: '', maskedAddress: '' }] };
}

/**
 * Keyword query language: an e-mail address anywhere, or a name beside a number or the postcode. Null without any of them: a name alone
 * would bring everybody who shares it.
 */
export function contentQueryFor(who: SubjectIdentifiers): string | null {
  const addressed = (who.emails ?? []).map((email) => `participants:${quoted(email)}`);
  const mentioned = [...(who.emails ?? []), ...[who.nino, who.nhsNumber].filter((number) => number !== undefined)].map(quoted);
  const names = who.names.map(({ given, family }) => quoted(`${given} ${family}`)).join(' OR ');
  const beside = [...who.addresses.map(({ postcode }) => postcode), ...(who.phones ?? [])].map(quoted).join(' OR ');
  const named = names === '' || beside === '' ? [] : [`((${names}) AND (${beside}))`];
  const parts = [...addressed, ...mentioned, ...named];
  return parts.length === 0 ? null : parts.join(' OR ');
}

/** A value can close no quotation mark of the query. */
function quoted(value: string): string {
  return `"${value.replace(/["“”\\]/g, ' ').trim()}"`;
}

/** The same question on the same day is the same search, and its name says nothing of anybody. */
function searchNameFor(query: string): string {
  return `Subject access ${createHash('sha256').update(query).digest('base64url').slice(0, 22)} ${today()}`;
}

interface Wanted {
  readonly reference: string;
  readonly part: HoldingPart;
}

async function* fetchExport({ line, collection }: GraphSystem, { reference, part }: Wanted, asking: Asking): AsyncGenerator<Item, void, undefined> {
  // Everything here is a document: there is no record to summarise.
  if (part === 'records') return;
  if (!/^[\w-]+$/.test(reference)) throw new SystemFault('bad-answer', 'the reference is none of this system');
  const service = await openEDiscovery(line, asking);
  for (const { name, byteLength, open } of await service.exported(reference)) {
    yield await withNewContents({ kind: 'document', reference: `${reference}/${name}`, collection, title: name, heldOn: null, peopleNamed: [], mediaType: mediaTypeOf(name), byteLength, open }, asking);
  }
}

function mediaTypeOf(name: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const known: Readonly<Record<string, string>> = { zip: 'application/zip', eml: 'message/rfc822', csv: 'text/csv', pst: 'application/vnd.ms-outlook-pst' };
  return known[ending] ?? 'application/octet-stream';
}
