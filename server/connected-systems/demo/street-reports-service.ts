/** Plays the council's street-reports service: Open311 (GeoReport v2) in XML and JSON on loopback, with who reported as an extension. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { encode } from 'fast-png';
import { streetReports, streetServices } from './street-reports.ts';
import type { StreetReport } from './street-reports.ts';

export interface StreetReportsServiceSettings {
  /** 0 takes a free one. */
  readonly port: number;
  readonly apiKey: string;
}

/** Resolves when it listens on 127.0.0.1. Its address is `http://127.0.0.1:PORT/open311/v2`. */
export async function startStreetReportsService(settings: StreetReportsServiceSettings): Promise<Server> {
  const server = createServer((request, response) => answer(request, response, settings.apiKey));
  return await new Promise<Server>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, '127.0.0.1', () => resolve(server));
  });
}

function answer(request: IncomingMessage, response: ServerResponse, apiKey: string): void {
  const address = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (request.method !== 'GET') return void response.writeHead(405).end();
  const picture = /^\/pictures\/(\d+)\.png$/.exec(address.pathname)?.[1];
  if (picture !== undefined) return sendPicture(picture, response);
  const [, what, format] = /^\/open311\/v2\/(services|requests)\.(xml|json)$/.exec(address.pathname) ?? [];
  if (what === undefined || (format !== 'xml' && format !== 'json')) return void response.writeHead(404).end();
  const ask: Ask = { query: address.searchParams, format, host: request.headers.host ?? '' };
  if (ask.query.get('api_key') !== apiKey) return refuse(response, ask, [403, 'The api_key is missing or wrong']);
  if (what === 'services') return send(response, ask, { services: 'service', list: Object.values(streetServices).map(([code, name]) => ({ service_code: code, service_name: name, description: name, metadata: 'false', type: 'realtime' })) });
  sendReports(response, ask);
}

interface Ask {
  readonly query: URLSearchParams;
  readonly format: 'xml' | 'json';
  readonly host: string;
}

const dayMs = 86_400_000;

function sendReports(response: ServerResponse, ask: Ask): void {
  const { query } = ask;
  const wanted = query.get('service_request_id')?.split(',');
  const found = streetReports.filter((report) => isWanted(report, query) && (wanted === undefined ? isInWindow(report, query) : wanted.includes(report.id)));
  if (wanted !== undefined && found.length === 0) return refuse(response, ask, [404, 'No report has this service_request_id']);
  send(response, ask, { services: 'request', list: found.map((report) => written(report, ask.host)) });
}

function isWanted({ member, account, phone, status }: StreetReport, query: URLSearchParams): boolean {
  const agrees = (name: string, value: string | null): boolean => query.get(name) === null || query.get(name)?.toLowerCase() === value?.toLowerCase();
  return agrees('email', member.email) && agrees('phone', phone) && agrees('account_id', account) && agrees('status', status);
}

/** The last ninety days unless told, and never more at a time, as the specification has it. */
function isInWindow({ requestedAt }: StreetReport, query: URLSearchParams): boolean {
  const to = Date.parse(query.get('end_date') ?? new Date().toISOString());
  const from = Math.max(Date.parse(query.get('start_date') ?? '') || 0, to - 92 * dayMs);
  return Date.parse(requestedAt) >= from && Date.parse(requestedAt) <= to;
}

function written(report: StreetReport, host: string): Readonly<Record<string, string>> {
  const { member, account, service } = report;
  return {
    service_request_id: report.id,
    status: report.status,
    status_notes: report.statusNotes,
    service_name: service[1],
    service_code: service[0],
    description: report.description,
    agency_responsible: 'Penhallow Council Highways',
    requested_datetime: report.requestedAt,
    updated_datetime: report.updatedAt,
    address: report.where,
    ...(report.hasPicture ? { media_url: `http://${host}/pictures/${report.id}.png` } : {}),
    ...(account === null ? {} : { account_id: account }),
    first_name: member.name.given,
    last_name: member.name.family,
    email: member.email,
    phone: report.phone,
  };
}

interface Listed {
  /** What one of the list is called. */
  readonly services: 'service' | 'request';
  readonly list: readonly Readonly<Record<string, string>>[];
}

const head = '<?xml version="1.0" encoding="utf-8"?>\n';

function element(name: string, inner: string): string {
  return `<${name}>${inner}</${name}>`;
}

function elementsOf(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields).map(([name, value]) => element(name, value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))).join('\n');
}

function send(response: ServerResponse, { format }: Ask, { services, list }: Listed): void {
  if (format === 'json') return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(list));
  const all = list.map((one) => element(services, elementsOf(one))).join('\n');
  response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8' }).end(`${head}${element(services === 'service' ? 'services' : 'service_requests', all)}`);
}

function refuse(response: ServerResponse, { format }: Ask, [status, description]: readonly [status: number, description: string]): void {
  const error = { code: String(status), description };
  if (format === 'json') return void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify([error]));
  response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8' }).end(`${head}${element('errors', element('error', elementsOf(error)))}`);
}

/** A grey street with a dark hole in it, for every report that has a picture. */
function sendPicture(id: string, response: ServerResponse): void {
  if (!streetReports.some((report) => report.id === id && report.hasPicture)) return void response.writeHead(404).end();
  const [width, height] = [96, 64];
  const data = new Uint8Array(width * height).map((_, index) => (((index % width) - 48) ** 2 + (Math.floor(index / width) - 32) ** 2 * 2 < 400 ? 40 : 150 + (index % 7)));
  const png = encode({ width, height, data, channels: 1 });
  response.writeHead(200, { 'content-type': 'image/png', 'content-length': png.byteLength }).end(png);
}
