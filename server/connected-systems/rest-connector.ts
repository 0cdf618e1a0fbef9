/** Reads a REST service that a `saas_config` file describes: it looks a person up, and follows what is found from endpoint to endpoint. */
import path from 'node:path';
import { z } from 'zod';
import { readAuthority } from './certificates.ts';
import { connectorKind } from './connections/connector-kind.ts';
import type { ConnectionContext } from './connections/connector-kind.ts';
import type { Asking, ConnectedSystem, FindResult, Item, SubjectIdentifiers, SystemDescription } from './connector.ts';
import { tablesThatTell, tableNamed } from './database-description.ts';
import type { DatabaseDescription, TableDescription } from './database-description.ts';
import { personNumberIdentity } from './datasets/describe-system.ts';
import { parsed } from './datasets/read-description.ts';
import { judgeMatch } from './matching/judge-match.ts';
import type { PersonRecord } from './matching/person-record.ts';
import { itemsOf, personOf } from './nested-rows.ts';
import type { NestedRow } from './nested-rows.ts';
import { identitiesOfPerson } from './person-identities.ts';
import type { Identities } from './person-identities.ts';
import { readSaasConfig } from './rest/read-saas-config.ts';
import { askForJson, buildRequest, originOf, signer } from './rest/rest-asking.ts';
import type { RestLine } from './rest/rest-asking.ts';
import { askEndpoint, asksByNameAlone, followedFrom, identitiesOf, planEndpoints } from './rest/rest-walk.ts';
import type { Endpoint, SaasConfig } from './rest/saas-config.ts';

/** The file, what its `connector_params` are here, and the authority behind the service's certificate where that is the council's own. */
export const restKind = connectorKind({
  kind: 'rest',
  settings: z.strictObject({
    /** Beside the description; `<system>.saas.yml` unless said. */
    config_file: z.string().regex(/^[\w.-]+$/, 'a file beside the description').optional(),
    connector_params: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).default({}),
    ca_file: z.string().optional(),
  }),
  open: ({ config_file: file, connector_params: params, ca_file: authority }, context) => {
    const { description, tables, descriptionsFolder, outgoing, suspended } = context;
    if (tables === null) throw new RangeError('the records of a REST service need to be described');
    const config = readSaasConfig(parsed(path.join(descriptionsFolder, file ?? `${description.key}.saas.yml`)));
    const way = { outgoing, ...(authority === undefined ? {} : { authority: readAuthority(descriptionsFolder, authority) }) };
    const line = { way, settings: settingsOf(config, params) };
    return restConnector({ description, tables, config, line, ...(suspended === undefined ? {} : { suspended }) });
  },
});

export interface RestSystem {
  readonly description: SystemDescription;
  readonly tables: DatabaseDescription;
  readonly config: SaasConfig;
  readonly line: RestLine;
  readonly suspended?: NonNullable<ConnectionContext['suspended']>;
}

/** @throws RangeError naming what of the file cannot be read although it is described */
export function restConnector(system: RestSystem): ConnectedSystem {
  const { description, config, line } = system;
  const { order } = planEndpoints(config);
  refuseWhatCannotBeRead(system, order);
  return {
    key: description.key,
    ...(system.suspended === undefined ? {} : { suspended: system.suspended }),
    describe: () => description,
    find: async (who, asking) => await find(system, who, asking),
    fetch: (personReference, _part, asking) => walk(system, order, { personReference, asking }),
    check: async (asking) => {
      const sign = await signer(config.test.client, line, asking);
      await askForJson(sign(buildRequest(config.test, config.test.client, line.settings).question), line, asking);
    },
  };
}

/** @throws Error naming a setting that has no value */
function settingsOf({ settings }: SaasConfig, given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(settings.map(({ name, value }) => {
    const known = given[name] ?? value;
    if (known === null) throw new RangeError(`connector_params.${name} has no value`);
    return [name, known];
  }));
}

/** Half of what is described would look like all of it, so such a file is not used at all. */
function refuseWhatCannotBeRead({ config, tables, line }: RestSystem, order: readonly Endpoint[]): void {
  const described = new Set(tables.tables.map(({ name }) => name));
  const needed = new Set(order.map(({ name }) => name));
  const inTheWay = config.notDone.filter(({ kind, place }) => kind === 'unsupported' && concernsAny(place, new Set([...described, ...needed])));
  const [first] = inTheWay;
  if (first !== undefined) throw new RangeError(`${first.place}: ${first.what}`);
  const byName = config.endpoints.flatMap(({ reads }) => reads).find(asksByNameAlone);
  if (byName !== undefined) throw new RangeError(`${byName.place}: it asks by a name alone`);
  const unreached = [...described].find((name) => !needed.has(name));
  if (unreached !== undefined) throw new RangeError(`endpoints.${unreached}: no request leads here from a ${personNumberIdentity}`);
  const person = config.endpoints.find(({ name }) => name === tables.personTable);
  if (person?.reads.some((read) => [...identitiesOf(read)].join() === personNumberIdentity) !== true) throw new RangeError(`endpoints.${tables.personTable}: no request asks by ${personNumberIdentity} alone`);
  const origins = new Set([config.test, ...order.flatMap(({ reads }) => reads)].map(({ client }) => originOf(client, line.settings)));
  if (origins.size > 1) throw new RangeError('client_config: one system has one host');
}

function concernsAny(place: string, endpoints: ReadonlySet<string>): boolean {
  const endpoint = /^endpoints\.([^.]+)\./.exec(place)?.[1];
  return endpoint === undefined || endpoints.has(endpoint);
}

async function find(system: RestSystem, who: SubjectIdentifiers, asking: Asking): Promise<FindResult> {
  const { description, config, tables, line } = system;
  const identities = identitiesOfPerson(description.key, who);
  const endpoint = config.endpoints.find(({ name }) => name === tables.personTable);
  const canAsk = endpoint?.reads.some((read) => [...identitiesOf(read)].every((identity) => (identities.get(identity) ?? []).length > 0));
  if (endpoint === undefined || canAsk !== true) return { found: 'identifier not supported' };
  const table = tableNamed(tables, tables.personTable);
  const records = new Map<string, PersonRecord>();
  for (const row of await askEndpoint(endpoint, { line, asking, known: { identities, rows: new Map() } })) {
    const record = personOf(table, row, await formerly(system, { table, row, asking }));
    if (record !== null) records.set(record.reference, record);
  }
  return judgeMatch(description.key, who, [...records.values()]);
}

interface OnePerson {
  readonly table: TableDescription;
  readonly row: NestedRow;
  readonly asking: Asking;
}

/** Rows that say more of who somebody is, asked from one person's row. */
async function formerly({ config, tables, line }: RestSystem, { table, row, asking }: OnePerson): Promise<readonly (readonly [TableDescription, NestedRow])[]> {
  const known = { identities: numberOf(table, row), rows: new Map([[table.name, [row]]]) };
  const others: (readonly [TableDescription, NestedRow])[] = [];
  for (const other of tablesThatTell(tables)) {
    const endpoint = config.endpoints.find(({ name }) => name === other.name);
    if (endpoint === undefined) continue;
    others.push(...(await askEndpoint(endpoint, { line, asking, known })).map((each) => [other, each] as const));
  }
  return others;
}

function numberOf(table: TableDescription, row: NestedRow): Identities {
  const number = personOf(table, row)?.reference;
  return new Map(number === undefined ? [] : [[personNumberIdentity, [number]]]);
}

interface Walk {
  readonly personReference: string;
  readonly asking: Asking;
}

/** Each endpoint is asked once, from what was read before it. Only rows of the person's own number count as the person's. */
async function* walk({ config, line, tables }: RestSystem, order: readonly Endpoint[], { personReference, asking }: Walk): AsyncGenerator<Item, void, undefined> {
  const identities = new Map([[personNumberIdentity, [personReference]]]);
  const rows = new Map<string, readonly NestedRow[]>();
  const followed = followedFrom(config);
  for (const endpoint of order) {
    const table = tables.tables.find(({ name }) => name === endpoint.name);
    const found = await askEndpoint(endpoint, { line, asking, known: { identities, rows } });
    const own = table !== undefined && table.name === tables.personTable ? found.filter((row) => personOf(table, row)?.reference === personReference) : found;
    if (followed.has(endpoint.name)) rows.set(endpoint.name, own);
    if (table !== undefined) yield* itemsOf(table, own);
  }
}
