/** What is special about reading a database: a co-holder's data never leaves it, and what nobody has classed is noticed. */

import { expect } from 'chai';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { checkSystem, collectItems, findPerson } from '../../server/connected-systems/ask-system.ts';
import type { ConnectedSystem, Item } from '../../server/connected-systems/connector.ts';
import { seedLineOfBusiness } from '../../server/connected-systems/demo/seed-line-of-business.ts';
import { sqlKind } from '../../server/connected-systems/sql-connector.ts';
import { openBreakingLine, type BreakingLine } from '../support/breaking-line.ts';
import { asSubject, shortLimits } from '../support/connected-systems.ts';
import { emptyDatabase } from '../support/database.ts';
import { councilTaxSystem, descriptionsFolder } from '../support/described-systems.ts';
import { describeWith, realServer } from '../support/real-servers/real-servers.ts';
import { openKind, urlAt, type KindUnderTest, type StartedKind } from './kinds/kind-under-test.ts';
import { readerOfMariadb, sqlOnMariadb } from './kinds/sql-mariadb.ts';
import { sqlOnPostgresql } from './kinds/sql-postgresql.ts';

const asked = { signal: new AbortController().signal, limits: shortLimits };

async function everythingAbout(system: ConnectedSystem, reference: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  await collectItems(system, reference, { ...asked, part: 'everything', receive: (item) => Promise.resolve(void items.push(item)) });
  return items;
}

/** The other holder of the account: his name and number, where he went, how to reach him, how he pays. */
const ofTobias = /Tobias|P100206|Ropewalk|1RW|900106|00-00-00|00000042|Moved out/;

function sharedAccount(kind: KindUnderTest): void {
  let started: StartedKind;
  let line: BreakingLine;
  let heard: Buffer[] = [];

  before(async () => {
    started = await kind.start();
    line = await openBreakingLine(started.place ?? { host: '', port: 0 });
    line.listen((bytes) => heard.push(bytes));
  });
  beforeEach(() => { heard = []; });
  after(async () => {
    await line.close();
    await started.stop();
  });

  const ask = async (key: string, reference: string): Promise<{ readonly items: readonly Item[]; readonly carried: string }> => {
    const system = started.system({ place: line.place });
    await findPerson(system, asSubject(key, { systemPersonNumbers: { 'council-tax': reference } }), asked);
    const items = await everythingAbout(system, reference);
    return { items, carried: Buffer.concat(heard).toString('latin1') };
  };
  const changesIn = (items: readonly Item[]): readonly string[] => items.flatMap((item) => (item.kind === 'record' && item.reference.startsWith('account_change/') ? [item.fields.map(({ value }) => value).join(': ')] : []));

  it('lets nothing of a co-holder who moved out leave the database', async () => {
    const { carried } = await ask('kerensa-vyvyan', 'P100205');
    expect(carried.match(ofTobias)).to.equal(null);
    expect(carried, 'what was carried can be read').to.include('debit card');
  });

  it('shows of the account’s changes her own and those that are nobody’s', async () => {
    const { items } = await ask('kerensa-vyvyan', 'P100205');
    expect(changesIn(items)).to.deep.equal([
      '70100205: Account opened: Two people liable: 11 April 2016',
      '70100205: How you pay: Pays her share by debit card: 1 April 2021',
      '70100205: Discount: Single person, 25 per cent: 14 September 2026',
    ]);
  });

  it('shows the one who moved out his own, and nothing of hers', async () => {
    const { items, carried } = await ask('tobias-vyvyan', 'P100206');
    expect(changesIn(items).join(' ')).to.match(/22B The Ropewalk.*00000042/);
    expect(carried).not.to.match(/Kerensa|P100205|debit card/i);
  });
}

describe('an account that two people share', () => {
  describe('on PostgreSQL', () => sharedAccount(sqlOnPostgresql));
  describeWith(['mariadb'], 'on MariaDB', () => sharedAccount(sqlOnMariadb));
});

describeWith(['mariadb'], 'a line to MariaDB that has to be encrypted', () => {
  const check = async (settings: { readonly host: string; readonly isTrusted: boolean }): Promise<unknown> => {
    const { url: rootUrl, certificateFile } = await realServer('mariadb');
    const reader = await readerOfMariadb();
    const url = urlAt(reader, { host: settings.host, port: Number(new URL(rootUrl).port) });
    const { description, database: tables } = councilTaxSystem;
    const context = { description, tables, outgoing: { allowed: ['localhost', '127.0.0.0/8', '::1/128'] }, descriptionsFolder };
    return await checkSystem(sqlKind.open({ engine: 'mariadb', url, encryption: 'verified', ...(settings.isTrusted ? { ca_file: certificateFile } : {}) }, context), asked);
  };

  it('is, where the certificate bears the name and is trusted', async () => {
    expect(await check({ host: 'localhost', isTrusted: true })).to.deep.equal({ outcome: 'reachable' });
  });

  it('is not used where nobody known vouches for the certificate', async () => {
    expect(await check({ host: 'localhost', isTrusted: false })).to.deep.equal({ outcome: 'errored', reason: 'bad-certificate' });
  });

  it('is not used where the server has no name to be compared', async () => {
    expect(await check({ host: '127.0.0.1', isTrusted: true })).to.deep.equal({ outcome: 'errored', reason: 'bad-certificate' });
  });
});

describe('a database that has changed', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let owner: pg.Client;
  let system: ConnectedSystem;
  let readerUrl = '';

  before(async () => {
    database = await emptyDatabase();
    readerUrl = await seedLineOfBusiness({ url: database.url, secretsFolder: await mkdtemp(path.join(tmpdir(), 'fairsight-secrets-')) });
    system = openKind(sqlKind, { engine: 'postgresql', url: readerUrl }, councilTaxSystem);
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
  });
  after(async () => {
    await owner.end();
    await database.close();
  });
  afterEach(() => owner.query('drop table if exists benefits.appeal; alter table council_tax.person drop column if exists nickname; alter table council_tax.bill drop column if exists discount; alter table council_tax.bill add column discount text'));

  it('not at all has no drift: the council’s own description names everything in it', async () => {
    expect(await system.drift?.(asked)).to.deep.equal({ unknown: [], gone: [] });
  });

  it('shows the tables and columns that nobody has classed, and those that are gone', async () => {
    await owner.query('create table benefits.appeal (appeal_number int, why text); alter table council_tax.person add column nickname text; alter table council_tax.bill drop column discount');
    expect(await system.drift?.(asked)).to.deep.equal({ unknown: ['benefits/appeal', 'person.nickname'], gone: ['bill.discount'] });
  });

  it('is not said to hold nobody where none of its columns answers what is known of a person', async () => {
    const named: readonly (string | undefined)[] = ['person number', 'given name', 'family name'];
    const tables = councilTaxSystem.database.tables.map((table) => ({ ...table, fields: table.fields.map(({ identity, ...field }) => (identity !== undefined && named.includes(identity) ? { ...field, identity } : field)) }));
    const bare = openKind(sqlKind, { engine: 'postgresql', url: readerUrl }, { description: councilTaxSystem.description, database: { ...councilTaxSystem.database, tables } });
    expect(await findPerson(bare, asSubject('kerensa-vyvyan'), asked)).to.deep.equal({ outcome: 'identifier not supported' });
  });

  it('is read with a column that an officer classed as personal', async () => {
    await owner.query(`alter table council_tax.person add column nickname text; update council_tax.person set nickname = 'Kez' where person_number = 'P100205'`);
    const items = await everythingAbout(system.including?.([{ place: 'person.nickname', plainName: 'Known as' }]) ?? system, 'P100205');
    expect(items[0]).to.have.property('fields').that.deep.includes({ label: 'Known as', value: 'Kez' });
  });
});
