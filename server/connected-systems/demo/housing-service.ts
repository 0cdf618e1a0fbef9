/** Plays the council's housing system: an HTTP service that speaks the subject-access contract on loopback. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { credentialHeader } from '../http-asking.ts';
import { housingPeople } from './housing-records.ts';
import type { HousingLetter, HousingPerson } from './housing-records.ts';
import { pdfOf } from './genres/paper-pdf.ts';
import { councilName } from './places.ts';

export interface HousingServiceSettings {
  readonly port: number;
  readonly credential: string;
}

/** Resolves when it listens on 127.0.0.1. Port 0 takes a free one. */
export async function startHousingService(settings: HousingServiceSettings): Promise<Server> {
  const server = createServer((request, response) => {
    answer(request, response, settings.credential).catch(() => response.destroy());
  });
  return await new Promise<Server>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, '127.0.0.1', () => resolve(server));
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, credential: string): Promise<void> {
  const address = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (request.method !== 'GET') return end(response, 405);
  if (!isCredential(request.headers[credentialHeader], credential)) return end(response, 401);
  if (address.pathname === '/subject-access-request') return await answerRequest(address.searchParams, response);
  const letter = /^\/letters\/([\w-]+)$/.exec(address.pathname)?.[1];
  const found = housingPeople.flatMap(({ letters }) => letters).find(({ reference }) => reference === letter);
  if (found === undefined) return end(response, 404);
  const bytes = await letterPdf(found);
  response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': bytes.byteLength }).end(bytes);
}

function isCredential(given: string | string[] | undefined, credential: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(credential));
}

async function answerRequest(query: URLSearchParams, response: ServerResponse): Promise<void> {
  const people = peopleAskedFor(query);
  if (people === 'identifier not supported') return end(response, 209);
  const [only] = people;
  if (only === undefined) return end(response, 204);
  if (query.get('part') === 'people') return endJson(response, { people: people.map(whoIs) });
  if (people.length > 1) return end(response, 400);
  endJson(response, {
    content: only.records.map((record) => ({ ...record })),
    attachments: await Promise.all(only.letters.map(attachmentOf)),
  });
}

function peopleAskedFor(query: URLSearchParams): readonly HousingPerson[] | 'identifier not supported' {
  const personNumber = query.get('personNumber');
  const nino = query.get('nino');
  const [given, family, born] = [query.get('givenName'), query.get('familyName'), query.get('dateOfBirth')];
  if (personNumber !== null) return housingPeople.filter((person) => person.personNumber === personNumber);
  if (nino !== null) return housingPeople.filter(({ member }) => member.nino === nino);
  if (given === null || family === null || born === null) return 'identifier not supported';
  return housingPeople.filter(
    ({ member }) =>
      member.dateOfBirth === born &&
      [member.name, ...member.formerNames].some((name) => name.family.toLowerCase() === family.toLowerCase()),
  );
}

function whoIs({ member, personNumber }: HousingPerson) {
  return {
    personNumber,
    names: [member.name, ...member.formerNames],
    dateOfBirth: member.dateOfBirth,
    addresses: member.addresses,
    ...(member.nino === undefined ? {} : { nino: member.nino }),
  };
}

async function attachmentOf(letter: HousingLetter) {
  const { byteLength } = await letterPdf(letter);
  const { reference, title, heldOn, peopleNamed } = letter;
  return { reference, collection: 'documents', title, heldOn, peopleNamed, mediaType: 'application/pdf', byteLength, url: `/letters/${reference}` };
}

const letterBytes = new Map<string, Promise<Uint8Array>>();

async function letterPdf(letter: HousingLetter): Promise<Uint8Array> {
  const made = letterBytes.get(letter.reference) ?? pdfOf({
    title: letter.title,
    writtenOn: letter.heldOn,
    footer: `${councilName} · Housing · ${letter.reference}`,
    blocks: [
      { kind: 'title', text: letter.title },
      ...letter.paragraphs.map((text) => ({ kind: 'paragraph', text }) as const),
      { kind: 'paragraph', text: 'Morwenna Strike, Housing Officer, Victoria House, Harbour Road, Penhallow' },
    ],
  });
  letterBytes.set(letter.reference, made);
  return await made;
}

function endJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
