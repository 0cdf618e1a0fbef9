/** An invented parking service that speaks SOAP, played by the server of the soap package after a WSDL of ours. */

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { listen, passwordDigest } from 'soap';
import { readDescribedSystem } from '../../../server/connected-systems/datasets/read-description.ts';
import { soapKind } from '../../../server/connected-systems/soap-connector.ts';
import { asSubject } from '../../support/connected-systems.ts';
import { listenOnLoopback } from '../../support/loopback-server.ts';
import type { KindUnderTest, Place } from './kind-under-test.ts';

export const permitsFolder = fileURLToPath(new URL('./permits/', import.meta.url));
const password = 'only-for-tests';

const who = asSubject('kerensa-vyvyan');
const [name] = who.names;
const [address] = who.addresses;
const customer = { number: 'K-90 <&>', given: name?.given, family: name?.family, born: who.dateOfBirth, line: address?.lines, postcode: address?.postcode };
const permits = [
  { id: 'P-2', zone: 'Harbour', vehicle: 'PN19 ZZZ', from: '2024-02-01' },
  { id: 'P-1', zone: 'Harbour & Quay', vehicle: 'PN07 ZZZ', from: '2022-02-01' },
];

const port = {
  FindCustomers: ({ person }: { readonly person: { readonly family: string; readonly born: string } }) =>
    person.family === customer.family && dayOf(person.born) === customer.born ? { customer: [customer] } : {},
  GetCustomer: ({ number }: { readonly number: string }) => (number === customer.number ? { customer } : {}),
  GetPermits: ({ customer: of }: { readonly customer: string }) => (of === customer.number ? { permit: permits } : {}),
};

/** The package reads dates into instants. */
function dayOf(written: unknown): string {
  return written instanceof Date ? written.toISOString().slice(0, 10) : String(written);
}

export function permitsSettings(place: Place, secret = password): object {
  return {
    wsdl: 'permits.wsdl',
    endpoint: `http://${place.host}:${place.port}/soap`,
    security: { kind: 'username-token', username: 'portal', password: secret },
    find: [
      { operation: 'GetCustomer', arguments: { number: 'person_number' }, records: 'customer' },
      { operation: 'FindCustomers', arguments: { 'person.family': 'family_name', 'person.born': 'date_of_birth' }, records: 'customer' },
    ],
    fetch: {
      customer: { operation: 'GetCustomer', arguments: { number: 'person_number' }, records: 'customer' },
      permit: { operation: 'GetPermits', arguments: { customer: 'customer.number' }, records: 'permit' },
    },
  };
}

export const soap: KindUnderTest = {
  name: 'soap',
  kind: soapKind,
  servers: [],
  knows: who,
  reference: customer.number,
  ownNumber: customer.number,
  unknown: asSubject('helen-trask'),
  isOverNetwork: true,
  needsCredential: true,
  breaks: {}, // its many are in connectors-soap-broken.test.ts
  start: async () => {
    const http = createServer((_, response) => void response.writeHead(404).end());
    const server = await listenOnLoopback(http);
    // The package's server finds what a WSDL includes beside its `uri`.
    const service = listen(http, { path: '/soap', services: { Permits: { PermitsPort: port } }, xml: readFileSync(`${permitsFolder}permits.wsdl`, 'utf8'), uri: `${permitsFolder}permits.wsdl` });
    service.authenticate = (security: unknown) => isPortal(security);
    const { description, database } = readDescribedSystem(permitsFolder, 'permits');
    return {
      place: server.place,
      system: ({ place = server.place, isWrongCredential } = {}) =>
        soapKind.open(permitsSettings(place, isWrongCredential === true ? 'wrong' : password), { description, tables: database, outgoing: { allowed: ['127.0.0.0/8'] }, descriptionsFolder: permitsFolder }),
      fingerprint: () => Promise.resolve(JSON.stringify([customer, permits])),
      stop: server.close,
    };
  },
};

function isPortal(security: unknown): boolean {
  const { Username: username, Password: given, Nonce: nonce, Created: created } = (security as { UsernameToken?: { Username?: string; Password?: { $value?: string }; Nonce?: { $value?: string }; Created?: string } } | undefined)?.UsernameToken ?? {};
  return username === 'portal' && given?.$value === passwordDigest(nonce?.$value ?? '', created ?? '', password);
}
