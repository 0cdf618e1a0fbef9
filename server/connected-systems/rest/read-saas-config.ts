/** Turns a written `saas_config` into what is done with it, and lists what is not. */
import { z } from 'zod';
import type { ParamSource } from '../person-identities.ts';
import { placeholdersIn } from './placeholders.ts';
import type { Authentication, Client, Endpoint, NotDone, Pagination, Postprocessor, ReadRequest, RequestTemplate, SaasConfig } from './saas-config.ts';
import { namedSchema, requestSchema, saasFileSchema } from './saas-file.ts';
import type { WrittenClient, WrittenConfig, WrittenEndpoint, WrittenParam, WrittenRead, WrittenRequest, WrittenStrategy } from './saas-file.ts';

/** Notes what is not done while the file is read. */
type Note = (kind: NotDone['kind'], place: string, what: string) => void;

/** What every part of the file is read with. */
interface Reading {
  readonly note: Note;
  readonly key: string;
  readonly client: Client;
  readonly settingNames: ReadonlySet<string>;
}

/** @param parsed the YAML, parsed already. @throws z.ZodError naming the place of what is no `saas_config` */
export function readSaasConfig(parsed: unknown): SaasConfig {
  const written = saasFileSchema.parse(parsed).saas_config;
  const notDone: NotDone[] = [];
  const note: Note = (kind, place, what) => void notDone.push({ kind, place, what });
  const settings = (written.connector_params ?? []).map(({ name, default_value: value }) => ({ name, value: Array.isArray(value) ? (value[0] ?? null) : (value ?? null) }));
  const client = clientOf(written.client_config, 'client_config', note);
  const reading: Reading = { note, key: written.fides_key, client, settingNames: new Set(settings.map(({ name }) => name)) };
  noteWhatIsLeftOut(written, note);
  return {
    key: written.fides_key,
    settings,
    test: { ...templateOf(written.test_request, 'test_request', note), client: ownClient(written.test_request, 'test_request', reading) },
    endpoints: written.endpoints.map((endpoint) => endpointOf(endpoint, reading)),
    notDone,
  };
}

const understoodParts = new Set(['fides_key', 'name', 'type', 'description', 'version', 'user_guide', 'display_info', 'connector_params', 'client_config', 'test_request', 'endpoints', 'external_references']);

function noteWhatIsLeftOut(written: WrittenConfig, note: Note): void {
  for (const part of Object.keys(written)) if (!understoodParts.has(part)) note('ignored', part, 'only requests that read are made');
  for (const { name } of written.external_references ?? []) note('ignored', `external_references.${name}`, 'values from other systems are not carried over');
}

function endpointOf({ name, requests, after, skip_processing: isSkipped }: WrittenEndpoint, reading: Reading): Endpoint {
  const place = `endpoints.${name}`;
  for (const other of Object.keys(requests)) if (other !== 'read') reading.note('ignored', `${place}.requests.${other}`, 'only requests that read are made');
  const { read } = requests;
  const reads = read === undefined || read === null ? [] : Array.isArray(read) ? read : [read];
  return {
    name,
    isSkipped: isSkipped === true,
    after: (after ?? []).map((collection) => collection.slice(collection.indexOf('.') + 1)),
    reads: reads.flatMap((each, index) => readOf(each, Array.isArray(read) ? `${place}.requests.read.${index}` : `${place}.requests.read`, reading)),
  };
}

/** None where the request asks for something that is not done: half a request would bring the wrong records. */
function readOf(written: WrittenRead, place: string, reading: Reading): readonly ReadRequest[] {
  const refused: string[] = [];
  const note: Note = (kind, where, what) => {
    reading.note(kind, where, what);
    if (kind === 'unsupported') refused.push(where);
  };
  if (written.request_override !== undefined && written.request_override !== null) note('unsupported', `${place}.request_override`, 'a function of Fides’ own takes the place of the request');
  else if (written.async_config !== undefined && written.async_config !== null) note('unsupported', `${place}.async_config`, 'answers that come later');
  else if (written.path === undefined || written.path === null) note('unsupported', place, 'a request without a path');
  if (written.output !== undefined && written.output !== null) note('unsupported', `${place}.output`, 'records that are rewritten');
  if (written.ignore_errors !== undefined && written.ignore_errors !== false && written.ignore_errors !== null) note('ignored', `${place}.ignore_errors`, 'a failure is named; only 404 may mean that nothing is held');
  const read: ReadRequest = {
    ...templateOf(written, place, note),
    client: ownClient(written, place, { ...reading, note }),
    params: (written.param_values ?? []).flatMap((param) => paramOf(param, `${place}.param_values.${param.name}`, { ...reading, note })),
    dataPath: written.data_path ?? '',
    pagination: paginationOf(written.pagination, `${place}.pagination`, note),
    postprocessors: (written.postprocessors ?? []).flatMap((each, index) => postprocessorOf(each, `${place}.postprocessors.${index}`, note)),
    isMissingNothing: written.ignore_errors === true || (Array.isArray(written.ignore_errors) && written.ignore_errors.includes(404)),
  };
  const known = new Set([...read.params.map(({ name }) => name), ...reading.settingNames]);
  for (const name of placeholdersOf(read)) if (!known.has(name)) note('unsupported', place, `nothing says what <${name}> is`);
  return refused.length === 0 ? [read] : [];
}

export function placeholdersOf({ path, headers, query, body }: RequestTemplate): readonly string[] {
  return [path, body ?? '', ...headers.map(({ value }) => value), ...query.map(({ value }) => value)].flatMap(placeholdersIn);
}

function templateOf(written: WrittenRequest, place: string, note: Note): RequestTemplate {
  const method = (written.method ?? 'GET').toUpperCase();
  if (method !== 'GET' && method !== 'POST') note('unsupported', `${place}.method`, `${method} does not read`);
  const path = written.path ?? '/';
  return {
    place,
    method: method === 'POST' ? 'POST' : 'GET',
    path: path.startsWith('/') ? path : `/${path}`,
    headers: written.headers ?? [],
    query: written.query_params ?? [],
    body: written.body ?? null,
  };
}

function paramOf({ name, identity, connector_param: setting, references }: WrittenParam, place: string, { note, key }: Reading): readonly ParamSource[] {
  if (identity !== undefined && identity !== null) return [{ name, from: 'identity', identity }];
  if (setting !== undefined && setting !== null) return [{ name, from: 'setting', setting }];
  const inner = (references ?? []).flatMap((reference) => (typeof reference === 'string' || reference.dataset !== key ? [] : [reference.field]));
  if (inner.length > 0) return [{ name, from: 'reference', references: inner.map((field) => ({ collection: field.slice(0, field.indexOf('.')), path: field.slice(field.indexOf('.') + 1) })) }];
  note('unsupported', place, references === undefined || references === null ? 'a value from nowhere' : 'a value from another system');
  return [];
}

/** The configuration of a strategy, or a note of what is wrong with it. */
function configured<Shape>(schema: z.ZodType<Shape>, { configuration }: WrittenStrategy, at: { readonly place: string; readonly note: Note }): Shape | null {
  const parsed = schema.safeParse(configuration ?? {});
  if (parsed.success) return parsed.data;
  at.note('unsupported', `${at.place}.configuration`, 'it lacks what its strategy needs');
  return null;
}

const offsetSchema = z.looseObject({ incremental_param: z.string(), increment_by: z.number().int().positive(), limit: z.unknown().optional() });
const linkSchema = z.discriminatedUnion('source', [
  z.looseObject({ source: z.literal('headers'), rel: z.string(), has_next: z.string().nullish() }),
  z.looseObject({ source: z.literal('body'), path: z.string(), has_next: z.string().nullish() }),
]);
const cursorSchema = z.looseObject({ cursor_param: z.string(), field: z.string(), has_next: z.string().nullish() });

function paginationOf(written: WrittenStrategy | null | undefined, place: string, note: Note): Pagination | null {
  if (written === undefined || written === null) return null;
  const { strategy } = written;
  if (strategy === 'offset') {
    const offset = configured(offsetSchema, written, { place, note });
    return offset === null ? null : { strategy, param: offset.incremental_param, incrementBy: offset.increment_by, limit: typeof offset.limit === 'number' ? offset.limit : null };
  }
  if (strategy === 'link') {
    const link = configured(linkSchema, written, { place, note });
    return link === null ? null : { strategy, source: link.source, at: link.source === 'headers' ? link.rel : link.path, hasNext: link.has_next ?? null };
  }
  if (strategy === 'cursor') {
    const cursor = configured(cursorSchema, written, { place, note });
    return cursor === null ? null : { strategy, param: cursor.cursor_param, field: cursor.field, hasNext: cursor.has_next ?? null };
  }
  note('unsupported', place, `pages by ${strategy}`);
  return null;
}

const unwrapSchema = z.looseObject({ data_path: z.string() });
const filterSchema = z.looseObject({
  field: z.string(),
  value: z.union([z.string(), z.number().transform(String), z.looseObject({ identity: z.string() })]),
  exact: z.boolean().default(true),
  case_sensitive: z.boolean().default(true),
});

function postprocessorOf(written: WrittenStrategy, place: string, note: Note): readonly Postprocessor[] {
  const { strategy } = written;
  if (strategy === 'unwrap') {
    const unwrap = configured(unwrapSchema, written, { place, note });
    return unwrap === null ? [] : [{ strategy, path: unwrap.data_path }];
  }
  if (strategy === 'filter') {
    const filter = configured(filterSchema, written, { place, note });
    if (filter === null) return [];
    const { field, value, exact: isExact, case_sensitive: isCaseSensitive } = filter;
    return [{ strategy, field, value: typeof value === 'string' ? value : { identity: value.identity }, isExact, isCaseSensitive }];
  }
  // Left out, an unknown step could let other people's records through; what only writes to a log of Fides changes nothing.
  note(strategy === 'extract_for_execution_log' ? 'ignored' : 'unsupported', place, `the postprocessor ${strategy}`);
  return [];
}

function ownClient({ client_config: written }: WrittenRequest, place: string, { client, note }: Reading): Client {
  return written === undefined || written === null ? client : clientOf(written, `${place}.client_config`, note);
}

function clientOf({ protocol, host, authentication }: WrittenClient, place: string, note: Note): Client {
  return { protocol, host, authentication: authenticationOf(authentication, `${place}.authentication`, note) };
}

const basicSchema = z.looseObject({ username: z.string(), password: z.string().nullish() });
const bearerSchema = z.looseObject({ token: z.string() });
const keySchema = z.looseObject({ headers: z.array(namedSchema).nullish(), query_params: z.array(namedSchema).nullish(), body: z.string().nullish() });
const queryParamSchema = z.looseObject({ name: z.string(), value: z.string() });
const oauthSchema = z.looseObject({ token_request: requestSchema });

function authenticationOf(written: WrittenStrategy | null | undefined, place: string, note: Note): Authentication {
  const none: Authentication = { strategy: 'none' };
  if (written === undefined || written === null) return none;
  const at = { place, note };
  switch (written.strategy) {
    case 'basic': {
      const basic = configured(basicSchema, written, at);
      return basic === null ? none : { strategy: 'basic', username: basic.username, password: basic.password ?? '' };
    }
    case 'bearer': {
      const bearer = configured(bearerSchema, written, at);
      return bearer === null ? none : { strategy: 'bearer', token: bearer.token };
    }
    case 'query_param': {
      const param = configured(queryParamSchema, written, at);
      return param === null ? none : { strategy: 'api_key', headers: [], query: [param] };
    }
    case 'api_key': {
      const key = configured(keySchema, written, at);
      if (key?.body !== undefined && key.body !== null) note('unsupported', `${place}.configuration.body`, 'a key in the body');
      return key === null ? none : { strategy: 'api_key', headers: key.headers ?? [], query: key.query_params ?? [] };
    }
    case 'oauth2_client_credentials': {
      const oauth = configured(oauthSchema, written, at);
      return oauth === null ? none : { strategy: 'oauth2_client_credentials', request: templateOf(oauth.token_request, `${place}.configuration.token_request`, note) };
    }
    default:
      note('unsupported', `${place}.strategy`, `authentication by ${written.strategy}`);
      return none;
  }
}
