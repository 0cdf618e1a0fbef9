/**
 * Speaks to Microsoft Graph's eDiscovery: a search, its estimate, and its export, each an operation that is waited for.
 * Shapes after Microsoft's reference of `microsoft.graph.security` v1.0: learn.microsoft.com/graph/api/security-ediscoverysearch-estimatestatistics,
 * …/security-ediscoverysearch-exportresult, …/resources/security-ediscoveryestimateoperation, …/resources/security-ediscoverysearchexportoperation
 * and …/resources/security-ediscoveryexportfilemetadata. Written down from there and never tried against Microsoft's own service.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { SystemFault } from '../connector.ts';
import type { Asking } from '../connector.ts';
import { openAnswer, readJson } from '../http-asking.ts';
import type { HttpAnswer, HttpQuestion, HttpWay } from '../http-asking.ts';

export interface GraphLine {
  readonly way: HttpWay;
  /** `https://graph.microsoft.com/v1.0` for the world's tenants. */
  readonly graph: URL;
  /** `https://login.microsoftonline.com/<tenant>` */
  readonly login: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The eDiscovery case that the council keeps for requests. */
  readonly caseId: string;
  /** Whose token a download wants; Purview's own application unless told. */
  readonly downloadScope: string;
  readonly pollMs: number;
}

const tokenSchema = z.looseObject({ access_token: z.string().regex(/^[\x21-\x7e]+$/) });
const madeSchema = z.looseObject({ id: z.string().min(1) });
const listSchema = z.looseObject({ value: z.array(z.looseObject({ id: z.string() })) });
const failed = ['partiallySucceeded', 'failed', 'submissionFailed'];
const statusSchema = z.looseObject({ status: z.string() });
const operationsSchema = z.looseObject({ value: z.array(z.looseObject({ id: z.string(), status: z.string(), displayName: z.string().nullish() })) });
const estimateSchema = z.looseObject({ status: z.string(), indexedItemCount: z.number().nullish(), unindexedItemCount: z.number().nullish() });
const exportSchema = z.looseObject({
  status: z.string(),
  exportFileMetadata: z.array(z.looseObject({ fileName: z.string(), downloadUrl: z.string(), size: z.number().int().nonnegative() })).nullish(),
});

export interface ExportedFile {
  readonly name: string;
  readonly byteLength: number;
  readonly open: () => AsyncIterable<Uint8Array>;
}

export interface EDiscovery {
  /** That the case is there and may be read. @throws SystemFault */
  proveReachable(): Promise<void>;
  /** A search under the case; the same name twice is one search. @throws SystemFault */
  search(name: string, contentQuery: string): Promise<string>;
  /** How many items match, those that Microsoft could not index included. @throws SystemFault */
  estimate(searchId: string): Promise<number>;
  /** The files of an export, once Microsoft has made them. @throws SystemFault */
  exported(searchId: string): Promise<readonly ExportedFile[]>;
}

/** Signs in once for the asking. @throws SystemFault */
export async function openEDiscovery(line: GraphLine, asking: Asking): Promise<EDiscovery> {
  const token = await tokenFor(line, 'https://graph.microsoft.com/.default', asking);
  const session: Session = { line, asking, token };
  const searches = `/security/cases/ediscoveryCases/${encodeURIComponent(line.caseId)}/searches`;
  return {
    proveReachable: async () => void (await readJson(await ask(session, { path: `${searches}?$top=1` }), listSchema, asking)),
    search: async (name, contentQuery) => {
      const filter = encodeURIComponent(`displayName eq '${name.replaceAll("'", "''")}'`);
      const [known] = (await readJson(await ask(session, { path: `${searches}?$filter=${filter}` }), listSchema, asking)).value;
      if (known !== undefined) return known.id;
      const body = { displayName: name, contentQuery, dataSourceScopes: 'allTenantMailboxes,allTenantSites' };
      return (await readJson(await ask(session, { path: searches, body, accepts: [200, 201] }), madeSchema, asking)).id;
    },
    estimate: async (searchId) => {
      const path = `${searches}/${encodeURIComponent(searchId)}`;
      const last = `${path}/lastEstimateStatisticsOperation`;
      if (!(await isUnderWay(session, last))) (await ask(session, { path: `${path}/estimateStatistics`, body: {}, accepts: [202, 204] })).discard();
      const done = await waitedFor(session, last, estimateSchema);
      return (done.indexedItemCount ?? 0) + (done.unindexedItemCount ?? 0);
    },
    exported: async (searchId) => await exported(session, searchId),
  };
}

interface Session {
  readonly line: GraphLine;
  readonly asking: Asking;
  readonly token: string;
}

/** Microsoft may take longer than one asking may: whoever asks again on the same day meets the work that is under way, or done. */
async function exported(session: Session, searchId: string): Promise<readonly ExportedFile[]> {
  const { line, asking } = session;
  const name = `Subject access ${searchId} ${today()}`;
  const cases = `/security/cases/ediscoveryCases/${encodeURIComponent(line.caseId)}`;
  const operations = await readJson(await ask(session, { path: `${cases}/operations` }), operationsSchema, asking);
  const begun = operations.value.find(({ displayName, status }) => displayName === name && !failed.includes(status));
  const operation = begun === undefined ? await beginExport(session, `${cases}/searches/${encodeURIComponent(searchId)}/exportResult`, name) : `${cases}/operations/${encodeURIComponent(begun.id)}`;
  const files = (await waitedFor(session, operation, exportSchema)).exportFileMetadata ?? [];
  if (files.length === 0) throw new SystemFault('bad-answer', 'the export has no files');
  const downloading = await tokenFor(line, line.downloadScope, asking);
  return files.map(({ fileName, downloadUrl, size }) => ({ name: fileName, byteLength: size, open: () => download(session, downloadUrl, downloading) }));
}

async function beginExport(session: Session, path: string, displayName: string): Promise<URL> {
  const { graph } = session.line;
  const body = {
    displayName, exportCriteria: 'searchHits,partiallyIndexed', exportLocation: 'responsiveLocations,nonresponsiveLocations',
    additionalOptions: 'teamsAndYammerConversations,cloudAttachments', exportFormat: 'eml', exportSingleItems: true,
  };
  const started = await ask(session, { path, body, accepts: [202] });
  started.discard();
  const location = started.headers.location ?? '';
  const operation = URL.canParse(location, graph.href) ? new URL(location, graph) : null;
  // The token goes to Graph and nowhere else, whatever the answer asks for.
  if (operation === null || operation.origin !== graph.origin) throw new SystemFault('redirected', 'the export lies outside Graph');
  return operation;
}

async function isUnderWay(session: Session, path: string): Promise<boolean> {
  const answer = await ask(session, { path, accepts: [200, 404] });
  if (answer.status === 200) return !failed.includes((await readJson(answer, statusSchema, session.asking)).status);
  answer.discard();
  return false;
}

/** The search of another day would miss what came since. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

async function* download({ line, asking }: Session, url: string, token: string): AsyncGenerator<Uint8Array, void, undefined> {
  if (!URL.canParse(url)) throw new SystemFault('bad-answer', 'a file of the export has no address');
  // Another host than Graph's own, which is why the list of outgoing addresses names it too; the token is good for this alone.
  const headers = { authorization: `Bearer ${token}`, 'x-allowwithaadtoken': 'true' };
  yield* (await openAnswer({ address: new URL(url), headers }, line.way, asking)).bytes();
}

/** Asks again until Microsoft is done, or whoever waits gives up. @throws SystemFault */
async function waitedFor<Shape extends { readonly status: string }>(session: Session, path: string | URL, schema: z.ZodType<Shape>): Promise<Shape> {
  const { line, asking } = session;
  for (;;) {
    const operation = await readJson(await ask(session, { path }), schema, asking);
    if (operation.status === 'succeeded') return operation;
    // Half a search would look like all of it.
    if (failed.includes(operation.status)) throw new SystemFault('server-error', 'the operation did not succeed');
    await pause(line.pollMs, undefined, { signal: asking.signal }).catch(() => asking.signal.throwIfAborted());
  }
}

interface Asked {
  readonly path: string | URL;
  readonly body?: object;
  readonly accepts?: readonly number[];
}

async function ask({ line, asking, token }: Session, { path, body, accepts }: Asked): Promise<HttpAnswer> {
  const question: HttpQuestion = {
    address: typeof path === 'string' ? new URL(`${line.graph.href.replace(/\/$/, '')}${path}`) : path,
    headers: { accept: 'application/json', authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    ...(accepts === undefined ? {} : { accepts }),
  };
  return await openAnswer(question, line.way, asking);
}

async function tokenFor({ login, clientId, clientSecret, way }: GraphLine, scope: string, asking: Asking): Promise<string> {
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope });
  const address = new URL(`${login.href.replace(/\/$/, '')}/oauth2/v2.0/token`);
  const answer = await openAnswer({ address, method: 'POST', headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }, body: form.toString() }, way, asking);
  return (await readJson(answer, tokenSchema, asking)).access_token;
}
