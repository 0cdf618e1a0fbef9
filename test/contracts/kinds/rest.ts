/** An invented library's REST service: a key in a header, a search by POST, and pages by offset, link and cursor. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { readDescribedSystem } from '../../../server/connected-systems/datasets/read-description.ts';
import { restKind } from '../../../server/connected-systems/rest-connector.ts';
import { asSubject } from '../../support/connected-systems.ts';
import { listenOnLoopback } from '../../support/loopback-server.ts';
import type { KindUnderTest } from './kind-under-test.ts';

const key = 'only-for-tests';
const folder = fileURLToPath(new URL('./library/', import.meta.url));

const borrower = { ...asSubject('kerensa-vyvyan'), number: 'B-7 /..' };
const borrowers = [
  {
    number: borrower.number, born: borrower.dateOfBirth, joined: '2019-02-03', name: borrower.names[0],
    address: { lines: borrower.addresses[0]?.lines, postcode: borrower.addresses[0]?.postcode },
  },
  { number: 'B-8', born: '1931-01-01', joined: '2001-01-01', name: { given: 'Edith', family: 'Vyvyan' }, address: { lines: ['1 Elsewhere'], postcode: 'ZZ99 1AA' } },
];
const loans = ['2024-05-01', '2022-01-09', '2023-03-03', '2021-12-12', '2025-06-06'].map((lentOn, index) => ({ id: index + 1, borrower: borrower.number, title: `Book ${index + 1}`, lent_on: lentOn }));
const reservations = ['2025-01-01', '2025-02-01', '2025-03-01'].map((askedOn, index) => ({ borrower: borrower.number, title: `Wanted ${index + 1}`, asked_on: askedOn }));
const fines = [
  { fine: { id: 1, loan: 2, pounds: '1.20', status: 'owed' } },
  { fine: { id: 2, loan: 2, pounds: '3.00', status: 'waived' } },
  { fine: { id: 3, loan: 2, pounds: '0.80', status: 'Owed' } },
];

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const address = new URL(request.url ?? '/', 'http://127.0.0.1');
  const json = (body: unknown, headers = {}): void => void response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  if (request.headers['x-library-key'] !== key) return void response.writeHead(401).end();
  if (request.method !== 'GET' && address.pathname !== '/borrowers/search') return void response.writeHead(405).end();
  const wanted = address.searchParams;
  const ofBorrower = <Row extends { borrower: string }>(rows: readonly Row[]): readonly Row[] => rows.filter((row) => row.borrower === wanted.get('borrower'));
  switch (address.pathname) {
    case '/status':
      return json({ ok: true });
    case '/borrowers/search': {
      const { family, born } = JSON.parse(await text(request)) as { family: string; born: string };
      return json({ found: borrowers.filter((each) => each.born === born && each.name?.family === family) });
    }
    case '/loans': {
      const from = Number(wanted.get('from'));
      return json({ loans: ofBorrower(loans).slice(from, from + Number(wanted.get('count'))) });
    }
    case '/reservations': {
      const page = Number(wanted.get('page') ?? 0);
      const next = page < 2 ? { link: `</reservations?borrower=${encodeURIComponent(borrower.number)}&page=${page + 1}>; rel="next", </reservations>; rel="first"` } : {};
      return json(ofBorrower(reservations).slice(page, page + 1), next);
    }
    case '/fines': {
      const of = fines.filter(({ fine }) => String(fine.loan) === wanted.get('loan'));
      const after = Number(wanted.get('after') ?? 0);
      return json({ page: of.slice(after, after + 1), ...(after + 1 < of.length ? { next: after + 1 } : {}) });
    }
    default: {
      const found = borrowers.find(({ number }) => address.pathname === `/borrowers/${encodeURIComponent(number)}`);
      return found === undefined ? void response.writeHead(404).end() : json(found);
    }
  }
}

export const rest: KindUnderTest = {
  name: 'rest',
  kind: restKind,
  servers: [],
  knows: asSubject('kerensa-vyvyan'),
  reference: borrower.number,
  ownNumber: borrower.number,
  unknown: asSubject('helen-trask'),
  isOverNetwork: true,
  needsCredential: true,
  breaks: {}, // its many are in connectors-rest-broken.test.ts
  start: async () => {
    const server = await listenOnLoopback(createServer((request, response) => void answer(request, response).catch(() => response.destroy())));
    const { description, database } = readDescribedSystem(folder, 'library');
    return {
      place: server.place,
      system: ({ place = server.place, isWrongCredential } = {}) =>
        restKind.open(
          { connector_params: { host: `${place.host}:${place.port}`, key: isWrongCredential === true ? 'wrong' : key } },
          { description, tables: database, outgoing: { allowed: ['127.0.0.0/8'] }, descriptionsFolder: folder },
        ),
      fingerprint: () => Promise.resolve(JSON.stringify([borrowers, loans, reservations, fines])),
      stop: server.close,
    };
  },
};
