/** Reads the records of one request, page after page, on the one host, within limits. */
import { SystemFault } from '../connector.ts';
import type { Asking } from '../connector.ts';
import type { HttpQuestion } from '../http-asking.ts';
import { at, isTree, KeptRows, listOf, rowOf } from '../nested-rows.ts';
import type { NestedRow } from '../nested-rows.ts';
import { askForJson } from './rest-asking.ts';
import type { BuiltRequest, JsonAnswer, RestLine, Sign } from './rest-asking.ts';
import type { Pagination, Postprocessor, ReadRequest } from './saas-config.ts';

const maxPages = 200;
const maxRecords = 20_000;

export interface Reading {
  readonly line: RestLine;
  readonly sign: Sign;
  readonly asking: Asking;
  /** Values of the identifiers that filters compare with. */
  readonly identities: ReadonlyMap<string, readonly string[]>;
}

/** Every record the request brings. @throws SystemFault too-large beyond the last page that is read */
export async function readRecords(request: ReadRequest, built: BuiltRequest, reading: Reading): Promise<readonly NestedRow[]> {
  const kept = new KeptRows(reading.asking.limits.maxRecordBytes);
  const seen = new Set<string>();
  let question: HttpQuestion | null = built.question;
  while (question !== null) {
    const key = `${question.address.href} ${question.body ?? ''}`;
    if (seen.has(key)) throw new SystemFault('bad-answer', 'a page leads back to an earlier one');
    if (seen.size === maxPages || kept.rows.length > maxRecords) throw new SystemFault('too-large', 'there are more pages than are read');
    seen.add(key);
    const answer = await askForJson(reading.sign({ ...question, ...(request.isMissingNothing ? { accepts: [404] } : {}) }), reading.line, reading.asking);
    if (answer === null) break;
    const records = recordsOf(answer, request);
    kept.add(wantedOf(records, request.postprocessors, reading.identities).map(rowOf));
    question = records.length === 0 || request.pagination === null ? null : nextPage(request.pagination, question, { answer, records });
  }
  return kept.rows;
}

function recordsOf({ json }: JsonAnswer, { dataPath }: ReadRequest): readonly unknown[] {
  return listOf(at(json, dataPath)).filter((record) => !isTree(record) || Object.keys(record).length > 0);
}

function wantedOf(records: readonly unknown[], postprocessors: readonly Postprocessor[], identities: Reading['identities']): readonly unknown[] {
  return postprocessors.reduce<readonly unknown[]>((left, postprocessor) => {
    if (postprocessor.strategy === 'unwrap') return left.flatMap((record) => listOf(at(record, postprocessor.path)));
    const { value } = postprocessor;
    const wanted = typeof value === 'string' ? [value] : (identities.get(value.identity) ?? []);
    return left.filter((record) => isWanted(record, postprocessor, wanted));
  }, records);
}

type Filter = Extract<Postprocessor, { strategy: 'filter' }>;

function isWanted(record: unknown, { field, isExact, isCaseSensitive }: Filter, wanted: readonly string[]): boolean {
  const alike = (text: string): string => (isCaseSensitive ? text : text.toLowerCase());
  const held = rowOf(at(record, field)).get('') ?? [];
  return wanted.some((value) => value !== '' && held.some((each) => (isExact ? alike(each) === alike(value) : alike(each).includes(alike(value)))));
}

interface Page {
  readonly answer: JsonAnswer;
  readonly records: readonly unknown[];
}

function nextPage(pagination: Pagination, question: HttpQuestion, page: Page): HttpQuestion | null {
  switch (pagination.strategy) {
    case 'offset': {
      const next = Number(question.address.searchParams.get(pagination.param)) + pagination.incrementBy;
      if (!Number.isSafeInteger(next)) throw new SystemFault('unexpected', 'the page to begin with is no number');
      return pagination.limit !== null && next > pagination.limit ? null : withParam(question, pagination.param, String(next));
    }
    case 'cursor': {
      const last = page.records.at(-1);
      const found = (path: string): string => textAt(last, path) || textAt(page.answer.json, path);
      const cursor = found(pagination.field);
      if (cursor === '' || (pagination.hasNext !== null && found(pagination.hasNext).toLowerCase() !== 'true')) return null;
      return withParam(question, pagination.param, cursor);
    }
    case 'link': {
      if (pagination.hasNext !== null && textAt(page.answer.json, pagination.hasNext).toLowerCase() !== 'true') return null;
      const link = pagination.source === 'body' ? textAt(page.answer.json, pagination.at) : linkIn(page.answer.headers['link'], pagination.at);
      return link === '' ? null : { ...question, address: onTheSameHost(link, question.address) };
    }
  }
}

function withParam(question: HttpQuestion, name: string, value: string): HttpQuestion {
  const address = new URL(question.address);
  address.searchParams.set(name, value);
  return { ...question, address };
}

/** The credential goes to the system's own host and nowhere else, whatever its answer says. */
function onTheSameHost(link: string, base: URL): URL {
  const address = URL.canParse(link, base.href) ? new URL(link, base) : null;
  if (address === null) throw new SystemFault('bad-answer', 'the link to the next page is no address');
  if (address.origin !== base.origin) throw new SystemFault('redirected', 'the next page lies outside the system');
  return address;
}

function textAt(tree: unknown, path: string): string {
  return rowOf(at(tree, path)).get('')?.[0] ?? '';
}

/** The target of a `Link` header with this relation (RFC 8288). */
function linkIn(header: string | string[] | undefined, relation: string): string {
  for (const link of [header ?? []].flat().join(', ').split(/,\s*(?=<)/)) {
    const [, target = '', params = ''] = /^<([^>]*)>(.*)$/.exec(link.trim()) ?? [];
    if (params.split(';').some((param) => param.trim().replaceAll('"', '') === `rel=${relation}`)) return target;
  }
  return '';
}
