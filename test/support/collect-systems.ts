/** Plays twelve council systems of differing speed: databases, services that speak the subject-access contract, and folders with an index. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { ConnectedSystem } from '../../server/connected-systems/connector.ts';
import { plantedPerson } from '../../server/connected-systems/demo/planted-person.ts';
import { seedLineOfBusiness } from '../../server/connected-systems/demo/seed-line-of-business.ts';
import { connectSystems } from '../../server/connected-systems/register.ts';
import { projectRoot } from '../../server/platform/config.ts';
import { emptyDatabase } from './database.ts';
import { pageLines, textPdf } from './release-load.ts';

export interface LoadOfSystems {
  /** Records of each database and each service. */
  readonly records: number;
  readonly documents: number;
  readonly pagesInDocument: number;
  /** How long each service takes over one document; the last is the slowest of all systems. */
  readonly pacesMs: readonly number[];
}

/** How another process connects to them. */
export interface PlayedAt {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly allowed: readonly string[];
  readonly slowestKey: string;
}

export interface PlayedSystems {
  readonly at: PlayedAt;
  close(): Promise<void>;
}

export function connectPlayed({ folder, databaseUrl, settings, allowed }: PlayedAt): Promise<readonly ConnectedSystem[]> {
  return connectSystems({ folder, outgoing: { allowed }, secret: (name) => Promise.resolve(name === 'database' ? databaseUrl : 'only-for-tests'), setting: (name) => settings[name] });
}

const described = join(projectRoot(), 'server/connected-systems/systems');

/** As many databases and folders as there are services. */
export async function playSystems(folder: string, load: LoadOfSystems): Promise<PlayedSystems> {
  const pdf = await textPdf(Array.from({ length: load.pagesInDocument }, pageLines));
  const descriptions = join(folder, 'systems');
  await mkdir(descriptions, { recursive: true });
  const database = await aDatabase(folder, load);
  const services = await Promise.all(load.pacesMs.map((paceMs) => aService({ ...load, paceMs, pdf })));
  const settings: Record<string, string> = {};
  for (const [index, { address }] of services.entries()) {
    const name = named(index);
    settings[`url-${index}`] = address;
    settings[`folder-${index}`] = await aFolder(join(folder, `papers-${index}`), { ...load, pdf });
    await describe(descriptions, { system: 'council-tax', as: `tax-${name}`, connection: 'connector: sql\nsettings:\n  engine: postgresql\n  url: { secret: database }' });
    await describe(descriptions, { system: 'housing', as: `homes-${name}`, connection: `connector: subject-access-http\nsettings:\n  url: { setting: url-${index} }\n  credential: { secret: credential }` });
    await describe(descriptions, { system: 'childrens-social-care', as: `papers-${name}`, connection: `connector: folder-with-index\nsettings:\n  folder: { setting: folder-${index} }` });
  }
  return {
    at: {
      folder: descriptions,
      databaseUrl: database.url,
      settings,
      allowed: ['127.0.0.0/8', 'localhost', '127.0.0.1', ...services.map(({ address }) => new URL(address).host), new URL(database.url).host],
      slowestKey: `homes-${named(load.pacesMs.length - 1)}`,
    },
    close: async () => {
      for (const { server } of services) server.close().closeAllConnections();
      await database.close();
    },
  };
}

/** A key of a system has letters alone. */
function named(index: number): string {
  return String.fromCharCode(97 + index);
}

/** The demonstration's own description, under another name. */
async function describe(folder: string, { system, as, connection }: { readonly system: string; readonly as: string; readonly connection: string }): Promise<void> {
  const sar = await readFile(join(described, `${system}.sar.yml`), 'utf8');
  await writeFile(join(folder, `${as}.sar.yml`), sar.replace(/^system: .*$/m, `system: ${as}`));
  await writeFile(join(folder, `${as}.connection.yml`), `system: ${as}\nposition: 10\n${connection}\n`);
  if (system === 'council-tax') await cp(join(described, 'council-tax.dataset.yml'), join(folder, `${as}.dataset.yml`));
}

async function aDatabase(folder: string, { records }: LoadOfSystems): Promise<{ readonly url: string; close(): Promise<void> }> {
  const database = await emptyDatabase();
  const url = await seedLineOfBusiness({ url: database.url, secretsFolder: join(folder, 'secrets') });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("insert into council_tax.contact_note (person_number, channel, note, officer, noted_on) select $1, 'Phone', 'Rang about the bill, call ' || n || '. ' || repeat('Told what is due and when. ', 8), 'Kit Ransome', date '2020-01-01' + n from generate_series(1, $2::int) n", [plantedPerson.systemPersonNumbers['council-tax'], records]);
  await client.end();
  return { url, close: () => database.close() };
}

interface Service extends LoadOfSystems {
  readonly paceMs: number;
  readonly pdf: Uint8Array;
}

async function aService(service: Service): Promise<{ readonly server: Server; readonly address: string }> {
  const server = createServer((request, response) => { answer(request, response, service).catch(() => response.destroy()); });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, address: `http://127.0.0.1:${address.port}/` };
}

async function answer(request: IncomingMessage, response: ServerResponse, { records, documents, paceMs, pdf }: Service): Promise<void> {
  const address = new URL(request.url ?? '/', 'http://127.0.0.1');
  const json = (body: object): void => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (address.pathname.startsWith('/letters/')) {
    await pause(paceMs);
    response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': pdf.byteLength }).end(pdf);
    return;
  }
  const { name, dateOfBirth, addresses, nino } = plantedPerson;
  if (address.searchParams.get('part') === 'people') {
    json({ people: [{ personNumber: 'H-1', names: [name], dateOfBirth, addresses, nino }] });
    return;
  }
  const each = <T>(count: number, make: (index: number) => T): readonly T[] => Array.from({ length: count }, (_each, index) => make(index));
  json({
    content: each(records, (index) => ({ reference: `R-${index}`, collection: 'repairs', title: 'Repair', heldOn: '2020-01-02', peopleNamed: [], fields: [{ label: 'Reported', value: `Tap ${index}. ${'It drips since the weekend. '.repeat(8)}` }] })),
    attachments: each(documents, (index) => ({ reference: `L-${index}`, collection: 'documents', title: `Letter ${index}`, heldOn: '2020-01-03', peopleNamed: [], mediaType: 'application/pdf', byteLength: pdf.byteLength, url: `/letters/${index}` })),
  });
}

async function aFolder(folder: string, { documents, pdf }: Omit<Service, 'paceMs'>): Promise<string> {
  await mkdir(folder, { recursive: true });
  const { name, dateOfBirth, nhsNumber } = plantedPerson;
  await writeFile(join(folder, 'people.csv'), `person_number,given_names,family_name,former_names,date_of_birth,nhs_number,address,postcode\r\nP-1,${name.given},${name.family},,${dateOfBirth},${nhsNumber ?? ''},,\r\n`);
  const rows: string[] = [];
  for (let index = 0; index < documents; index += 1) {
    // A comment after the end makes each a document of its own.
    await writeFile(join(folder, `${index}.pdf`), Buffer.concat([pdf, Buffer.from(`\n%${folder.slice(-1)}-${index}\n`)]));
    rows.push(`P-1,D-${index},letters,Letter ${index},2020-01-04,${index}.pdf,application/pdf,`);
  }
  await writeFile(join(folder, 'documents.csv'), `person_number,reference,collection,title,held_on,file,media_type,people_named\r\n${rows.join('\r\n')}\r\n`);
  return folder;
}
