/** What is special about reading a directory: encryption before anything is said, values that are no filters, and pages. */

import { PresenceFilter } from 'ldapts';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { checkSystem, findPerson } from '../../server/connected-systems/ask-system.ts';
import { ldapKind } from '../../server/connected-systems/ldap-connector.ts';
import { openDirectory } from '../../server/connected-systems/ldap/ldap-session.ts';
import { asSubject, shortLimits } from '../support/connected-systems.ts';
import { describeWith, realServer } from '../support/real-servers/real-servers.ts';
import type { SlapdServer } from '../support/real-servers/slapd.ts';
import { directory, directorySettings } from './kinds/ldap.ts';
import { openKind } from './kinds/kind-under-test.ts';

const asked = { signal: new AbortController().signal, limits: shortLimits };

describeWith(['slapd'], 'a directory', () => {
  let server: SlapdServer;
  before(async () => { server = await realServer('slapd'); });

  it('that is spoken to in the open is encrypted before anybody is named', async () => {
    const system = openKind(ldapKind, directorySettings(server, server.startTlsUrl), { description: directory });
    expect(await checkSystem(system, asked)).to.deep.equal({ outcome: 'reachable' });
  });

  for (const number of ['*', 'E2001)(objectClass=*', 'E200*', '\\2a', 'E2001\0']) {
    it(`takes ${JSON.stringify(number)} for a number and not for a filter`, async () => {
      const system = openKind(ldapKind, directorySettings(server, server.url), { description: directory });
      const who = { ...asSubject('helen-trask'), systemPersonNumbers: { 'staff-directory': number } };
      expect(await findPerson(system, who, asked)).to.deep.equal({ outcome: 'not held' });
    });
  }

  it('with more entries than it gives at once is read page by page', async () => {
    const place = { url: new URL(server.url), bindDn: server.administrator.dn, password: server.administrator.password, baseDn: server.baseDn, authority: readFileSync(server.certificateFile, 'utf8'), outgoing: { allowed: ['127.0.0.0/8'] } };
    const session = await openDirectory(place, asked);
    let entries = 0;
    for await (const entry of session.search({ filter: new PresenceFilter({ attribute: 'employeeNumber' }), attributes: ['cn'] })) entries += entry.dn === '' ? 0 : 1;
    await session.close();
    expect(entries).to.equal(604);
  });

  it('that writes the names of its attributes otherwise than the settings is read all the same', async () => {
    const { persons, ...others } = directorySettings(server, server.url);
    const attributes = Object.fromEntries(Object.entries(persons.attributes).map(([name, told]) => [name.toUpperCase(), told]));
    const system = openKind(ldapKind, { ...others, persons: { ...persons, key: persons.key.toUpperCase(), attributes } }, { description: directory });
    const who = { ...asSubject('helen-trask'), systemPersonNumbers: { 'staff-directory': 'E2001' } };
    const plain = await findPerson(openKind(ldapKind, directorySettings(server, server.url), { description: directory }), who, asked);
    expect(plain.outcome).not.to.equal('not held');
    expect(await findPerson(system, who, asked)).to.deep.equal(plain);
  });

  it('that has nothing to search by says so', async () => {
    const { persons, ...others } = directorySettings(server, server.url);
    const attributes = { employeeNumber: { who: 'person number', label: 'Number' } };
    const system = openKind(ldapKind, { ...others, persons: { ...persons, attributes } }, { description: directory });
    expect(await findPerson(system, asSubject('marion-tregenza'), asked)).to.deep.equal({ outcome: 'identifier not supported' });
  });

  it('is connected with a filter that is one', () => {
    const { persons, ...others } = directorySettings(server, server.url);
    expect(() => openKind(ldapKind, { ...others, persons: { ...persons, filter: '(cn=' } }, { description: directory })).to.throw('this is no LDAP filter');
  });
});
