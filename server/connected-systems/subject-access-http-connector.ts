/** Reads a system that speaks the subject-access HTTP contract: 200 with data, 204 none held, 209 identifier not supported. */
import { z } from 'zod';
import { readAuthority } from './certificates.ts';
import { connectorKind } from './connections/connector-kind.ts';
import { SystemFault } from './connector.ts';
import type {
  Asking,
  ConnectedSystem,
  DocumentItem,
  FindResult,
  HoldingPart,
  Item,
  SubjectIdentifiers,
  SystemDescription,
} from './connector.ts';
import { credentialHeader, openAnswer, readJson } from './http-asking.ts';
import type { HttpAnswer, HttpWay } from './http-asking.ts';
import { judgeMatch } from './matching/judge-match.ts';
import type { PersonRecord } from './matching/person-record.ts';

export interface HttpSystemSettings {
  readonly description: SystemDescription;
  /** The origin and path before `/subject-access-request`. */
  readonly baseUrl: string;
  readonly credential: string;
  readonly way: HttpWay;
  readonly suspended?: { readonly sinceOn: string };
}

/** The address of the service, the credential it knows the portal by, and the authority behind its certificate where that is the council's own. */
export const subjectAccessHttpKind = connectorKind({
  kind: 'subject-access-http',
  settings: z.strictObject({ url: z.url(), credential: z.string(), ca_file: z.string().exactOptional() }),
  open: ({ url, credential, ca_file: file }, { description, suspended, outgoing, descriptionsFolder }) =>
    subjectAccessHttpConnector({
      description,
      baseUrl: url,
      credential,
      way: { outgoing, ...(file === undefined ? {} : { authority: readAuthority(descriptionsFolder, file) }) },
      ...(suspended === undefined ? {} : { suspended }),
    }),
});

const day = z.iso.date();
const named = z.strictObject({
  name: z.string(),
  role: z.enum(['subject', 'third-party', 'staff']),
  relation: z.string().exactOptional(),
});
const personSchema = z.object({
  personNumber: z.string().min(1),
  names: z.array(z.object({ given: z.string(), family: z.string() })).min(1),
  dateOfBirth: day.nullable(),
  addresses: z.array(z.object({ lines: z.array(z.string()), postcode: z.string() })),
  nino: z.string().exactOptional(),
  nhsNumber: z.string().exactOptional(),
});
const peopleSchema = z.object({ people: z.array(personSchema).max(50) });
const attachmentSchema = z.object({
  reference: z.string().min(1),
  collection: z.string(),
  title: z.string(),
  heldOn: day.nullable(),
  mediaType: z.string(),
  byteLength: z.number().int().nonnegative(),
  url: z.string(),
  peopleNamed: z.array(named).default([]),
});
const holdingSchema = z.object({
  content: z.array(
    z.object({
      reference: z.string().min(1),
      collection: z.string(),
      title: z.string(),
      heldOn: day.nullable(),
      fields: z.array(z.object({ label: z.string(), value: z.string() })),
      peopleNamed: z.array(named).default([]),
    }),
  ),
  attachments: z.array(attachmentSchema).default([]),
});

/** A connected system behind the subject-access HTTP contract. The credential travels in its own header. */
export function subjectAccessHttpConnector(settings: HttpSystemSettings): ConnectedSystem {
  const { description } = settings;
  return {
    key: description.key,
    ...(settings.suspended === undefined ? {} : { suspended: settings.suspended }),
    describe: () => description,
    find: async (who, asking) => await find(settings, who, asking),
    fetch: (personReference, part, asking) => fetchHolding(settings, { personReference, part }, asking),
    check: async (asking) => {
      // A number nobody has: an honest system answers 204 without touching anybody's data.
      const answer = await ask(settings, addressFor(settings, { personNumber: 'none' }), asking);
      answer.discard();
    },
  };
}

async function find(settings: HttpSystemSettings, who: SubjectIdentifiers, asking: Asking): Promise<FindResult> {
  const records = new Map<string, PersonRecord>();
  let wasUnderstood = false;
  for (const query of questionsAbout(settings.description.key, who)) {
    const answer = await ask(settings, addressFor(settings, { ...query, part: 'people' }), asking);
    if (answer.status !== 209) wasUnderstood = true;
    if (answer.status !== 200) answer.discard();
    else for (const { personNumber, ...person } of (await readJson(answer, peopleSchema, asking)).people) {
      records.set(personNumber, { reference: personNumber, ...person });
    }
  }
  if (!wasUnderstood) return { found: 'identifier not supported' };
  return judgeMatch(settings.description.key, who, [...records.values()]);
}

/** The identifiers as questions of the contract, the surest first. A name is never asked about without a date of birth. */
function questionsAbout(systemKey: string, who: SubjectIdentifiers): readonly Readonly<Record<string, string>>[] {
  const personNumber = who.systemPersonNumbers[systemKey];
  return [
    ...(personNumber === undefined ? [] : [{ personNumber }]),
    ...(who.nino === undefined ? [] : [{ nino: who.nino }]),
    ...(who.nhsNumber === undefined ? [] : [{ nhsNumber: who.nhsNumber }]),
    ...who.names.map(({ given, family }) => ({ givenName: given, familyName: family, dateOfBirth: who.dateOfBirth })),
  ];
}

interface Wanted {
  readonly personReference: string;
  readonly part: HoldingPart;
}

async function* fetchHolding(settings: HttpSystemSettings, wanted: Wanted, asking: Asking): AsyncGenerator<Item, void, undefined> {
  const answer = await ask(settings, addressFor(settings, { personNumber: wanted.personReference }), asking);
  if (answer.status !== 200) {
    answer.discard();
    // Not to know its own person number is no answer: "none held" would be taken for one.
    if (answer.status === 209) throw new SystemFault('bad-answer', 'the system does not know its own person number');
    return;
  }
  const holding = await readJson(answer, holdingSchema, asking);
  for (const record of holding.content) yield { ...record, kind: 'record', attachments: [] };
  if (wanted.part === 'records') return;
  for (const attachment of holding.attachments) yield attachedDocument(settings, attachment, asking);
}

function attachedDocument(settings: HttpSystemSettings, attachment: z.infer<typeof attachmentSchema>, asking: Asking): DocumentItem {
  const { url, ...facts } = attachment;
  const base = new URL(settings.baseUrl);
  const address = new URL(url, base);
  // The credential goes to the system's own origin and nowhere else, whatever the answer asks for.
  if (address.origin !== base.origin) throw new SystemFault('redirected', 'an attachment lies outside the system');
  const promised = { address, byteLength: facts.byteLength };
  return { ...facts, kind: 'document', attachments: [], open: () => attachmentBytes(settings, promised, asking) };
}

interface Promised {
  readonly address: URL;
  readonly byteLength: number;
}

async function* attachmentBytes(settings: HttpSystemSettings, promised: Promised, asking: Asking): AsyncGenerator<Uint8Array, void, undefined> {
  const answer = await ask(settings, promised.address, asking);
  if (answer.status !== 200) {
    answer.discard();
    throw new SystemFault('bad-answer', 'an attachment that was promised is not there');
  }
  if (answer.declaredLength !== null && answer.declaredLength !== promised.byteLength) {
    answer.discard();
    throw new SystemFault('wrong-length', 'an attachment declares two lengths');
  }
  yield* answer.bytes();
}

const answersOfTheContract = [200, 204, 209];

async function ask({ credential, way }: HttpSystemSettings, address: URL, asking: Asking): Promise<HttpAnswer> {
  return await openAnswer({ address, headers: { accept: 'application/json', [credentialHeader]: credential }, accepts: answersOfTheContract }, way, asking);
}

function addressFor(settings: HttpSystemSettings, query: Readonly<Record<string, string>>): URL {
  const address = new URL(`${settings.baseUrl.replace(/\/$/, '')}/subject-access-request`);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  return address;
}
