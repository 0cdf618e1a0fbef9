/** The invented council's directory of officers, on OpenLDAP. */

import { Client } from 'ldapts';
import { ldapKind } from '../../../server/connected-systems/ldap-connector.ts';
import type { SystemDescription } from '../../../server/connected-systems/connector.ts';
import { readFileSync } from 'node:fs';
import { asSubject } from '../../support/connected-systems.ts';
import { realServer } from '../../support/real-servers/real-servers.ts';
import type { SlapdServer } from '../../support/real-servers/slapd.ts';
import { openKind, placeOf, urlAt, type KindUnderTest } from './kind-under-test.ts';

const told = { whyHeld: 'To know who works here.', lawfulBasis: 'Contract', source: 'Human resources', recipients: [], retention: 'While you work here' };

export const directory: SystemDescription = {
  ...told, key: 'staff-directory', kind: 'directory', plainName: 'Staff directory', service: 'Human resources', ownerTeam: 'IT', sensitivity: 'ordinary', isShownLive: false,
  collections: [{ ...told, key: 'entries', plainName: 'Your entry' }, { ...told, key: 'groups', plainName: 'Groups you are in' }],
};

export function directorySettings(server: SlapdServer, url: string, password = server.administrator.password) {
  return {
    url,
    bind_dn: server.administrator.dn,
    password,
    base_dn: server.baseDn,
    ca_file: server.certificateFile,
    persons: {
      filter: '(objectClass=inetOrgPerson)', part: 'entries', title: 'Your entry in the staff directory', key: 'employeeNumber',
      attributes: {
        employeeNumber: { who: 'person number', label: 'Employee number' }, givenName: { who: 'given name', label: 'Given name' }, sn: { who: 'family name', label: 'Family name' },
        schacDateOfBirth: { who: 'date of birth' }, postalAddress: { who: 'address line', label: 'Address' }, mail: { label: 'E-mail' }, title: { label: 'Post' }, telephoneNumber: { label: 'Phone' },
      },
    },
    memberships: { filter: '(objectClass=groupOfNames)', member: 'member', part: 'groups', title: 'A group you are in', key: 'cn', attributes: { cn: { label: 'Group' }, description: { label: 'What for' } } },
  };
}

export const ldap: KindUnderTest = {
  name: 'ldap',
  kind: ldapKind,
  servers: ['slapd'],
  knows: asSubject('marion-tregenza', { systemPersonNumbers: { 'staff-directory': 'E2001' } }),
  reference: 'E2001',
  ownNumber: 'E2001',
  unknown: asSubject('kerensa-vyvyan'),
  isOverNetwork: true,
  needsCredential: true,
  breaks: { 'shows a certificate of another authority': 'bad-certificate', 'has lost its base': 'bad-answer' },
  start: async () => {
    const server = await realServer('slapd');
    const open = (settings: object) => openKind(ldapKind, settings, { description: directory });
    return {
      place: placeOf(server.url),
      system: ({ place, isWrongCredential } = {}) => open(directorySettings(server, urlAt(server.url, place), isWrongCredential === true ? 'wrong' : undefined)),
      broken: async (how) => {
        const settings = directorySettings(server, server.url);
        if (how === 'has lost its base') return { system: open({ ...settings, base_dn: 'ou=gone,dc=northmoor,dc=example' }) };
        const { ca_file: _, ...untrusting } = settings;
        return { system: open(untrusting) };
      },
      fingerprint: () => everyEntry(server),
      stop: () => Promise.resolve(), // it is stopped with the others of this run
    };
  },
};

/** Every attribute of every entry, the operational ones such as the time of the last change among them. */
async function everyEntry(server: SlapdServer): Promise<string> {
  const client = new Client({ url: server.url, tlsOptions: { ca: readFileSync(server.certificateFile, 'utf8') } });
  try {
    await client.bind(server.administrator.dn, server.administrator.password);
    const { searchEntries } = await client.search(server.baseDn, { scope: 'sub', attributes: ['*', '+'], paged: true });
    return JSON.stringify(searchEntries);
  } finally {
    await client.unbind();
  }
}
