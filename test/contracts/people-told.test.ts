/** What a description says of who somebody is counts the same for every kind of system: names in one field, contacts, accounts. */

import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findPerson } from '../../server/connected-systems/ask-system.ts';
import type { ConnectedSystem, SubjectIdentifiers } from '../../server/connected-systems/connector.ts';
import type { DatabaseDescription, FieldDescription, Identity, TableDescription } from '../../server/connected-systems/database-description.ts';
import { folderKind } from '../../server/connected-systems/folder-drop-connector.ts';
import { readSaasConfig } from '../../server/connected-systems/rest/read-saas-config.ts';
import { restConnector } from '../../server/connected-systems/rest-connector.ts';
import { loopback, shortLimits } from '../support/connected-systems.ts';
import { listenOnLoopback, type LoopbackServer } from '../support/loopback-server.ts';
import { openKind } from './kinds/kind-under-test.ts';
import { parking } from './kinds/parking-files.ts';

const asked = { signal: new AbortController().signal, limits: shortLimits };
const who: SubjectIdentifiers = {
  names: [{ given: 'Kerensa', family: 'Vyvyan' }], dateOfBirth: '1984-03-02', addresses: [{ lines: ['4 Fore Street'], postcode: 'ZZ99 4AB' }],
  systemPersonNumbers: { parking: 'PK-1' }, emails: ['kerensa@example.org'], phones: ['01632 960111'], accountReferences: { parking: 'A-77' },
};
const columns = { number: 'person number', name: 'full name', born: 'date of birth', reached: 'e-mail', called: 'phone' } as const;
const person = { number: 'PK-1', name: 'Vyvyan, Kerensa', born: '1984-03-02', reached: 'Kerensa@example.org', called: '+44 1632 960111' };
const party = { account: 'A-77', holder: 'PK-1' };

function table(name: string, identities: Readonly<Record<string, Identity>>, entries: TableDescription['entries']): TableDescription {
  const fields = Object.entries(identities).map(([field, identity]): FieldDescription => ({ name: field, identity, ...(field === 'number' || field === 'account' ? { isPrimaryKey: true } : {}) }));
  return { name, schema: '', table: name, fields, entries };
}

const database: DatabaseDescription = {
  personTable: 'people', nameTables: [], addressTables: [], named: [],
  tables: [table('people', columns, []), table('parties', { account: 'account reference', holder: 'person number' }, [{ field: 'holder', from: { table: 'people', field: 'number' } }])],
};

/** Each keeps the same person with the name in one field, and the parties of accounts in a table of their own. */
const kinds: Readonly<Record<string, () => Promise<{ readonly system: ConnectedSystem; readonly close: () => Promise<void> }>>> = {
  'an extract': async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'fairsight-told-'));
    for (const [name, row] of [['people', person], ['parties', party]] as const) {
      await writeFile(path.join(folder, `${name}.csv`), `${Object.keys(row).join(';')}\n${Object.values(row).join(';')}\n`);
    }
    return { system: openKind(folderKind, { folder, extract: {} }, { description: parking.description, database }), close: () => rm(folder, { recursive: true }) };
  },
  'a REST service': async () => {
    const server: LoopbackServer = await listenOnLoopback(createServer(({ url }, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(url === '/people/PK-1' ? [person] : [party]));
    }));
    const reference = { dataset: 'parking', field: 'people.number', direction: 'from' };
    const config = readSaasConfig({
      saas_config: {
        fides_key: 'parking', client_config: { protocol: 'http', host: server.url.slice('http://'.length) }, test_request: { method: 'GET', path: '/' },
        endpoints: [
          { name: 'people', requests: { read: { method: 'GET', path: '/people/<number>', param_values: [{ name: 'number', identity: 'person_number' }] } } },
          { name: 'parties', requests: { read: { method: 'GET', path: '/parties/<of>', param_values: [{ name: 'of', references: [reference] }] } } },
        ],
      },
    });
    return { system: restConnector({ description: parking.description, tables: database, config, line: { way: loopback, settings: {} } }), close: () => server.close() };
  },
};

for (const [name, start] of Object.entries(kinds)) {
  describe(`a person in ${name} that keeps a name in one field`, () => {
    let system: ConnectedSystem;
    let close = (): Promise<void> => Promise.resolve();
    before(async () => { ({ system, close } = await start()); });
    after(() => close());

    it('is certain by the number, the name and the day of birth', async () => {
      expect(await findPerson(system, who, asked)).to.deep.include({ outcome: 'found', person: { reference: 'PK-1', agreed: ['name', 'date of birth', 'person number'] } });
    });

    it('is not said to be unknown where nothing that is known of somebody can be asked', async () => {
      const nobody = { ...who, names: [], dateOfBirth: '', systemPersonNumbers: {}, phones: [], accountReferences: {}, nino: 'QQ120457A' };
      expect(await findPerson(system, nobody, asked)).to.deep.equal({ outcome: 'identifier not supported' });
    });

    for (const field of ['e-mail', 'phone', 'account'] as const) {
      it(`is compared by ${field} too`, async () => {
        const answer = await findPerson(system, { ...who, dateOfBirth: '1984-02-03' }, asked);
        const compared = answer.outcome === 'match to decide' ? answer.candidates.flatMap((candidate) => candidate.compared ?? []) : [];
        expect(compared.filter(({ likeness }) => likeness === 'agrees').map((each) => each.field)).to.include(field);
      });
    }
  });
}
