/** Asks an Open311 service for reports, in the XML every one of them speaks or the JSON some do, and reads what comes. */
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { SystemFault } from '../connector.ts';
import type { Asking } from '../connector.ts';
import { openAnswer, readJson } from '../http-asking.ts';
import type { HttpAnswer, HttpWay } from '../http-asking.ts';
import { at, isTree, KeptRows, listOf, rowOf } from '../nested-rows.ts';
import type { NestedRow } from '../nested-rows.ts';
import { readXml } from '../xml-answers.ts';

export interface Open311Line {
  readonly way: HttpWay;
  /** The address before `/requests.xml`. */
  readonly base: URL;
  readonly format: 'xml' | 'json';
  readonly apiKey?: string;
  readonly jurisdiction?: string;
  /** `YYYY-MM-DD`: nothing is older than this. */
  readonly sinceOn: string;
  /** A service answers for no longer than this at a time, and for the last ninety days unless told. */
  readonly windowDays: number;
}

/** One thing asked; the values of parameters of the service. */
export type Filter = Readonly<Record<string, string>>;

const answersToFilter = [200, 404];

/** Every report since the first day that the filter brings, window after window. @throws SystemFault */
export async function reportsSince(filter: Filter, line: Open311Line, asking: Asking): Promise<readonly NestedRow[]> {
  const kept = new KeptRows(asking.limits.maxRecordBytes);
  for (const [from, to] of windows(line, new Date())) kept.add(await reportsFor({ ...filter, start_date: from, end_date: to }, line, asking));
  // Windows share a moment: a report of that moment comes twice.
  return [...new Map(kept.rows.map((report) => [idOf(report), report])).values()];
}

/** The reports that one question brings; none where the service says that there is nothing. @throws SystemFault */
export async function reportsFor(filter: Filter, line: Open311Line, asking: Asking): Promise<readonly NestedRow[]> {
  const answer = await ask('requests', filter, { line, asking });
  if (answer.status === 404) {
    answer.discard();
    return [];
  }
  const reports = line.format === 'json' ? await readJson(answer, z.array(z.looseObject({})), asking) : requestsIn(await readXml(answer, asking));
  const rows = reports.map(rowOf);
  if (rows.some((row) => idOf(row) === '')) throw new SystemFault('bad-answer', 'a report has no number');
  return rows;
}

/** That the service lists what can be reported, and takes the key. @throws SystemFault */
export async function proveReachable(line: Open311Line, asking: Asking): Promise<void> {
  const services = await ask('services', {}, { line, asking, accepts: [200] });
  services.discard();
  await reportsFor({ service_request_id: 'none' }, line, asking);
}

export function idOf(report: NestedRow): string {
  return report.get('service_request_id')?.[0] ?? '';
}

interface AskedHow {
  readonly line: Open311Line;
  readonly asking: Asking;
  readonly accepts?: readonly number[];
}

async function ask(what: 'requests' | 'services', filter: Filter, { line, asking, accepts = answersToFilter }: AskedHow): Promise<HttpAnswer> {
  const address = new URL(line.base);
  address.pathname = `${address.pathname.replace(/\/$/, '')}/${what}.${line.format}`;
  const known = { ...(line.jurisdiction === undefined ? {} : { jurisdiction_id: line.jurisdiction }), ...(line.apiKey === undefined ? {} : { api_key: line.apiKey }) };
  for (const [name, value] of Object.entries({ ...known, ...filter })) address.searchParams.set(name, value);
  return await openAnswer({ address, headers: { accept: line.format === 'json' ? 'application/json' : 'text/xml' }, accepts }, line.way, asking);
}

/** Numbers and dates stay text; of entities there are the five of XML alone, since a document type was refused before. */
const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, trimValues: true, htmlEntities: false });

function requestsIn(xml: string): readonly unknown[] {
  const tree = treeOf(xml);
  if (!isTree(tree) || !('service_requests' in tree)) throw new SystemFault('bad-answer', 'the answer holds no list of reports');
  return listOf(at(tree, 'service_requests.request'));
}

function treeOf(xml: string): unknown {
  try {
    // Without its check the parser makes what it can of half a document, and half a list would look like all of it.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return parser.parse(xml, true);
  } catch {
    throw new SystemFault('bad-answer', 'the answer is not well-formed XML');
  }
}

const dayMs = 86_400_000;

/** From the first day to now, the oldest first. */
function windows({ sinceOn, windowDays }: Open311Line, now: Date): readonly (readonly [from: string, to: string])[] {
  const spans: (readonly [string, string])[] = [];
  const stepMs = windowDays * dayMs;
  for (let fromMs = Date.parse(`${sinceOn}T00:00:00Z`); fromMs <= now.valueOf(); fromMs += stepMs) {
    spans.push([written(fromMs), written(Math.min(fromMs + stepMs, now.valueOf() + dayMs))]);
  }
  return spans;
}

/** As the specification writes an instant, without fractions of a second. */
function written(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
