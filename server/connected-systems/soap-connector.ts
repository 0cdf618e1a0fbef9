/** Reads a SOAP service after its WSDL: which operation finds a person, and which brings the rows of each described table. */
import { z } from 'zod';
import { readAuthority } from './certificates.ts';
import { connectorKind } from './connections/connector-kind.ts';
import type { ConnectionContext } from './connections/connector-kind.ts';
import type { Asking, ConnectedSystem, FindResult, Item, SubjectIdentifiers, SystemDescription } from './connector.ts';
import { tableNamed } from './database-description.ts';
import type { DatabaseDescription } from './database-description.ts';
import { personNumberIdentity } from './datasets/describe-system.ts';
import { judgeMatch } from './matching/judge-match.ts';
import type { PersonRecord } from './matching/person-record.ts';
import { at, itemsOf, KeptRows, listOf, personOf, rowOf } from './nested-rows.ts';
import type { NestedRow } from './nested-rows.ts';
import { bindingsOf, identitiesOfPerson, isByNameAlone } from './person-identities.ts';
import type { Known, ParamSource } from './person-identities.ts';
import { openSoap } from './soap/soap-client.ts';
import type { SoapClient, SoapLine } from './soap/soap-client.ts';

const questionSchema = z.strictObject({
  operation: z.string().min(1),
  /** By the dotted path in the request: an identifier such as `person_number`, or `table.field` of a row read before. */
  arguments: z.record(z.string(), z.string()),
  /** The dotted path in the answer at which the records lie. */
  records: z.string(),
});

type Question = z.infer<typeof questionSchema>;

const credential = { username: z.string(), password: z.string() };

export const soapKind = connectorKind({
  kind: 'soap',
  settings: z.strictObject({
    /** A file beside the description, or an address on the endpoint's host. */
    wsdl: z.string().min(1),
    endpoint: z.url(),
    security: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('basic'), ...credential }),
      z.strictObject({ kind: z.literal('username-token'), ...credential, is_digest: z.boolean().default(true) }),
    ]).default({ kind: 'none' }),
    find: z.array(questionSchema).min(1),
    /** By the name of the described table. */
    fetch: z.record(z.string(), questionSchema),
    ca_file: z.string().optional(),
  }),
  open: ({ wsdl, endpoint, security, find, fetch, ca_file: authority }, context) => {
    const { description, tables, outgoing, descriptionsFolder: folder, suspended } = context;
    if (tables === null) throw new RangeError('the records of a SOAP service need to be described');
    const way = { outgoing, ...(authority === undefined ? {} : { authority: readAuthority(folder, authority) }) };
    const line = { way, wsdl, folder, endpoint: new URL(endpoint), security };
    return soapConnector({ description, tables, line, finding: find, fetching: fetch, ...(suspended === undefined ? {} : { suspended }) });
  },
});

export interface SoapSystem {
  readonly description: SystemDescription;
  readonly tables: DatabaseDescription;
  readonly line: SoapLine;
  readonly finding: readonly Question[];
  readonly fetching: Readonly<Record<string, Question>>;
  readonly suspended?: NonNullable<ConnectionContext['suspended']>;
}

/** @throws RangeError naming the setting that is wrong */
export function soapConnector(system: SoapSystem): ConnectedSystem {
  const { description, tables, line } = system;
  refuseWhatCannotBeRead(system);
  return {
    key: description.key,
    ...(system.suspended === undefined ? {} : { suspended: system.suspended }),
    describe: () => description,
    find: async (who, asking) => await find(system, who, asking),
    fetch: (personReference, _part, asking) => walk(system, personReference, asking),
    check: async (asking) => {
      const question = system.fetching[tables.personTable];
      // A number nobody has: that the service answers at all is what is asked.
      if (question !== undefined) await rowsFor(await openSoap(line, asking), question, { identities: new Map([[personNumberIdentity, ['none']]]), rows: new Map() });
    },
  };
}

function refuseWhatCannotBeRead({ tables, finding, fetching }: SoapSystem): void {
  const named = new Set(tables.tables.map(({ name }) => name));
  const unknown = Object.keys(fetching).find((name) => !named.has(name));
  if (unknown !== undefined) throw new RangeError(`fetch.${unknown}: no such table is described`);
  const missing = tables.tables.find(({ name }) => fetching[name] === undefined);
  if (missing !== undefined) throw new RangeError(`fetch.${missing.name}: nothing says how it is fetched`);
  const person = fetching[tables.personTable];
  if (person === undefined || Object.values(person.arguments).join() !== personNumberIdentity) throw new RangeError(`fetch.${tables.personTable}: it is fetched by ${personNumberIdentity} alone`);
  const byName = finding.findIndex(({ arguments: given }) => isByNameAlone(Object.values(given)));
  if (byName !== -1) throw new RangeError(`find.${byName}: it asks by a name alone`);
}

async function find({ description, tables, line, finding }: SoapSystem, who: SubjectIdentifiers, asking: Asking): Promise<FindResult> {
  const identities = identitiesOfPerson(description.key, who);
  const questions = finding.filter(({ arguments: given }) => Object.values(given).every((identity) => (identities.get(identity) ?? []).length > 0));
  if (questions.length === 0) return { found: 'identifier not supported' };
  const client = await openSoap(line, asking);
  const table = tableNamed(tables, tables.personTable);
  const records = new Map<string, PersonRecord>();
  for (const question of questions) {
    for (const row of await rowsFor(client, question, { identities, rows: new Map() })) {
      const record = personOf(table, row);
      if (record !== null) records.set(record.reference, record);
    }
  }
  return judgeMatch(description.key, who, [...records.values()]);
}

/** Each table is asked once, from what was read before it, in the order in which the description walks them. */
async function* walk({ tables, line, fetching }: SoapSystem, personReference: string, asking: Asking): AsyncGenerator<Item, void, undefined> {
  const client = await openSoap(line, asking);
  const rows = new Map<string, readonly NestedRow[]>();
  const identities = new Map([[personNumberIdentity, [personReference]]]);
  for (const table of tables.tables) {
    const question = fetching[table.name];
    const found = question === undefined ? [] : await rowsFor(client, question, { identities, rows });
    const own = table.name === tables.personTable ? found.filter((row) => personOf(table, row)?.reference === personReference) : found;
    rows.set(table.name, own);
    yield* itemsOf(table, own);
  }
}

async function rowsFor(client: SoapClient, { operation, arguments: given, records }: Question, known: Known): Promise<readonly NestedRow[]> {
  const kept = new KeptRows(client.maxBytes);
  for (const values of bindingsOf(Object.entries(given).map(sourceOf), known, {})) {
    const answer = await client.call(operation, nested(values));
    kept.add(listOf(at(answer, records)).map(rowOf));
  }
  return kept.rows;
}

function sourceOf([name, source]: readonly [name: string, source: string]): ParamSource {
  const dot = source.indexOf('.');
  if (dot === -1) return { name, from: 'identity', identity: source };
  return { name, from: 'reference', references: [{ collection: source.slice(0, dot), path: source.slice(dot + 1) }] };
}

/** `{'person.name': 'x'}` as `{person: {name: 'x'}}`. */
function nested(values: Readonly<Record<string, string>>): object {
  const tree: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(values)) put(tree, path.split('.'), value);
  return tree;
}

function put(tree: Record<string, unknown>, [name = '', ...deeper]: readonly string[], value: string): void {
  if (deeper.length === 0) {
    tree[name] = value;
    return;
  }
  const branch: Record<string, unknown> = {};
  const found = tree[name];
  if (typeof found === 'object' && found !== null) Object.assign(branch, found);
  put(branch, deeper, value);
  tree[name] = branch;
}
