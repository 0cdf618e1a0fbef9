/** Systems that speak the subject-access contract: some that answer after a while, and one for each way of being bad company. */

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { asSubject } from './connected-systems.ts';
import { listenOnLoopback, type LoopbackServer } from './loopback-server.ts';
import type { OwnCertificate } from './real-servers/certificate.ts';

export const knownToAll = asSubject('marion-tregenza', { systemPersonNumbers: { housing: 'H-1' } });

/** How each behaves, and what it is called for it. */
export const badCompany = [
  ['hung', 'timed-out'],
  ['slow', 'timed-out'],
  ['huge', 'too-large'],
  ['malformed', 'bad-answer'],
  ['redirecting', 'redirected'],
  ['with a bad certificate', 'bad-certificate'],
] as const;

export type BadCompany = (typeof badCompany)[number][0];

export interface SystemsThatBreak {
  /** Of those that answer. */
  readonly good: readonly string[];
  readonly bad: Readonly<Partial<Record<BadCompany, string>>>;
  close(): Promise<void>;
}

export interface Wanted {
  readonly goodOnes: number;
  /** Of a good one, for each of its two answers. */
  readonly latencyMs: number;
  readonly records: number;
  /** Without one there is none with a bad certificate. */
  readonly certificate: OwnCertificate | null;
}

export async function startSystemsThatBreak({ goodOnes, latencyMs, records, certificate }: Wanted): Promise<SystemsThatBreak> {
  const servers: LoopbackServer[] = [];
  const listen = async (listener: RequestListener): Promise<string> => {
    const server = await listenOnLoopback(createServer(listener));
    servers.push(server);
    return server.url;
  };
  const good = await Promise.all(Array.from({ length: goodOnes }, () => listen((request, response) => void answerAfter(latencyMs, records, [request, response]))));
  const bad = Object.fromEntries(await Promise.all(Object.entries(behaviours).map(async ([how, listener]) => [how, await listen(listener)] as const)));
  if (certificate === null) return { good, bad, close: () => closeAll(servers) };
  const secure = await listenOnLoopback(createSecure({ cert: readFileSync(certificate.certificateFile), key: readFileSync(certificate.keyFile) }, (_, response) => void response.writeHead(204).end()));
  servers.push(secure);
  return { good, bad: { ...bad, 'with a bad certificate': secure.url }, close: () => closeAll(servers) };
}

async function closeAll(servers: readonly LoopbackServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.close()));
}

type Exchange = readonly [request: IncomingMessage, response: ServerResponse];

async function answerAfter(latencyMs: number, records: number, [request, response]: Exchange): Promise<void> {
  if (latencyMs > 0) await pause(latencyMs);
  const people = { people: [{ personNumber: 'H-1', names: knownToAll.names, dateOfBirth: knownToAll.dateOfBirth, addresses: knownToAll.addresses }] };
  const content = Array.from({ length: records }, (_, index) => ({ reference: `R-${index}`, collection: 'repairs', title: 'Repair', heldOn: '2026-01-05', fields: [{ label: 'Reported', value: 'A dripping tap' }] }));
  const isAboutPeople = request.url?.includes('part=people') === true;
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(isAboutPeople ? people : { content }));
}

const mebibyte = Buffer.alloc(1024 * 1024, 'x');
const json = { 'content-type': 'application/json' };

const behaviours: Readonly<Record<Exclude<BadCompany, 'with a bad certificate'>, RequestListener>> = {
  hung: () => undefined,
  slow: (_, response) => {
    response.writeHead(200, json);
    const trickling = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(trickling));
  },
  huge: (_, response) => {
    response.writeHead(200, json);
    const send = (): void => {
      while (!response.destroyed) if (!response.write(mebibyte)) return void response.once('drain', send);
    };
    send();
  },
  malformed: (_, response) => void response.writeHead(200, json).end(`{"people": [${'{'.repeat(100_000)}`),
  redirecting: (request, response) => void response.writeHead(302, { location: request.url ?? '/' }).end(),
};
