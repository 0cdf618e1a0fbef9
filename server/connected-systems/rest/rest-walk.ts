/** Plans how the endpoints of a service are walked from a person outwards, and asks each with what was found before. */
import type { Asking } from '../connector.ts';
import { SystemFault } from '../connector.ts';
import type { Dataset, DatasetField } from '../datasets/dataset.ts';
import { planWalk } from '../datasets/dataset-graph.ts';
import type { GraphProblem } from '../datasets/dataset-graph.ts';
import { personNumberIdentity } from '../datasets/describe-system.ts';
import { KeptRows } from '../nested-rows.ts';
import type { NestedRow } from '../nested-rows.ts';
import { bindingsOf, isByNameAlone, maxRequests } from '../person-identities.ts';
import type { Known, ParamSource } from '../person-identities.ts';
import { buildRequest, signer } from './rest-asking.ts';
import type { RestLine } from './rest-asking.ts';
import { readRecords } from './rest-pages.ts';
import type { Endpoint, ReadRequest, SaasConfig } from './saas-config.ts';

/** Endpoints in the order in which they are asked, from a person's number outwards. */
export function planEndpoints(config: SaasConfig): { readonly order: readonly Endpoint[]; readonly problems: readonly GraphProblem[] } {
  const { steps, problems } = planWalk([datasetOf(config)], new Set([personNumberIdentity]));
  const byName = new Map(config.endpoints.map((endpoint) => [endpoint.name, endpoint]));
  return { order: steps.flatMap(({ collection }) => byName.get(collection.name) ?? []), problems };
}

/** The endpoints whose rows others are asked with; the rows of no other need to be kept. */
export function followedFrom({ endpoints }: SaasConfig): ReadonlySet<string> {
  const params = endpoints.flatMap(({ reads }) => reads.flatMap((read) => read.params));
  return new Set(params.flatMap((param) => (param.from === 'reference' ? param.references.map(({ collection }) => collection) : [])));
}

/** The endpoints as a dataset whose fields are the values that requests take and leave. */
function datasetOf({ key, endpoints }: SaasConfig): Dataset {
  const params = endpoints.flatMap((endpoint) => endpoint.reads.flatMap((read) => read.params.map((param) => ({ endpoint: endpoint.name, param }))));
  const referred = params.flatMap(({ param }) => (param.from === 'reference' ? param.references : []));
  const field = (path: string, more: Partial<DatasetField> = {}): DatasetField => ({ path, dataCategories: [], isPrimaryKey: false, references: [], ...more });
  return {
    key, name: key, description: '',
    collections: endpoints.map(({ name, after, isSkipped }) => ({
      dataset: key, name, isSkipped,
      after: after.map((other) => `${key}.${other}`),
      fields: [
        ...referred.filter(({ collection }) => collection === name).map(({ path }) => field(path)),
        ...params.flatMap(({ endpoint, param }) => (endpoint === name ? [field(`<${param.name}>`, entryOf(key, param))] : [])),
      ],
    })),
  };
}

function entryOf(key: string, param: ParamSource): Partial<DatasetField> {
  if (param.from === 'identity') return { identity: param.identity };
  if (param.from === 'setting') return {};
  return { references: param.references.map(({ collection, path }) => ({ to: { dataset: key, collection, path }, direction: 'from' })) };
}

/** The identifiers that a request cannot be made without, its filters' included. */
export function identitiesOf({ params, postprocessors }: ReadRequest): ReadonlySet<string> {
  const filters = postprocessors.flatMap((each) => (each.strategy === 'filter' && typeof each.value !== 'string' ? [each.value.identity] : []));
  return new Set([...params.flatMap((param) => (param.from === 'identity' ? [param.identity] : [])), ...filters]);
}

/** Names belong to many people: a request by a name and nothing else is never made. */
export function asksByNameAlone(request: ReadRequest): boolean {
  return isByNameAlone([...identitiesOf(request)]);
}

export interface EndpointAsking {
  readonly line: RestLine;
  readonly asking: Asking;
  readonly known: Known;
}

/** The rows of an endpoint, of every request that can be made with what is known; each is made once. @throws SystemFault */
export async function askEndpoint(endpoint: Endpoint, { line, asking, known }: EndpointAsking): Promise<readonly NestedRow[]> {
  const kept = new KeptRows(asking.limits.maxRecordBytes);
  const made = new Set<string>();
  for (const request of endpoint.reads) {
    if (![...identitiesOf(request)].every((identity) => (known.identities.get(identity) ?? []).length > 0)) continue;
    const bindings = bindingsOf(request.params, known, line.settings);
    if (bindings.length === 0) continue;
    const sign = await signer(request.client, line, asking);
    for (const values of bindings) {
      const built = buildRequest(request, request.client, { ...line.settings, ...values });
      if (made.has(`${request.method} ${built.key}`)) continue;
      made.add(`${request.method} ${built.key}`);
      if (made.size > maxRequests) throw new SystemFault('too-large', 'an endpoint would be asked more often than is allowed');
      kept.add(await readRecords(request, built, { line, sign, asking, identities: known.identities }));
    }
  }
  return kept.rows;
}
