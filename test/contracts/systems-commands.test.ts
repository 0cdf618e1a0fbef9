/** The commands on the files that connect and describe systems, as an administrator calls them. */

import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { checkDescription, checkFolder, draftSystem, exportDataset, importDataset, listKinds, testSystem } from '../../server/connected-systems/cli.ts';
import { SystemFault } from '../../server/connected-systems/connector.ts';
import { datasetsOf } from '../../server/connected-systems/datasets/dataset.ts';
import { readDatasets } from '../../server/connected-systems/datasets/read-description.ts';
import { aSystem } from '../support/casework.ts';
import { emptyDatabase } from '../support/database.ts';
import { descriptionsFolder } from '../support/described-systems.ts';
import { describeWith, realServer } from '../support/real-servers/real-servers.ts';

const [dataset, sar] = [join(descriptionsFolder, 'council-tax.dataset.yml'), join(descriptionsFolder, 'council-tax.sar.yml')];

async function answerOf(command: (output: Writable) => Promise<{ readonly exitStatus: number }>): Promise<{ readonly status: number; readonly answer: unknown }> {
  let printed = '';
  const output = new Writable({
    write: (part: Buffer, _encoding, done) => {
      printed += part.toString();
      done();
    },
  });
  const { exitStatus } = await command(output);
  return { status: exitStatus, answer: JSON.parse(printed) as unknown };
}

async function refusalOf(command: () => Promise<unknown>): Promise<string> {
  try {
    await command();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return 'none';
}

describe('the systems commands', function () {
  this.timeout(30_000);
  let folder = '';
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'systems-')); });
  afterEach(() => rm(folder, { recursive: true }));

  it('find the council’s own description whole', async () => {
    expect(await answerOf((output) => checkDescription({ datasetFile: dataset, sarFile: sar, output }))).to.deep.nested.include({ status: 0, 'answer.valid': true, 'answer.problems': [] });
  });

  it('name what is wrong in a dataset, and fail', async () => {
    const file = join(folder, 'broken.dataset.yml');
    await writeFile(file, 'dataset:\n  - fides_key: d\n    collections:\n      - name: island\n        fields:\n          - name: id\n');
    expect(await answerOf((output) => checkDescription({ datasetFile: file, sarFile: null, output }))).to.deep.equal({ status: 1, answer: { valid: false, problems: ['no way in: d.island'], collections: 1, fields: 1, identities: [] } });
  });

  it('say as one line of JSON that a file cannot be read, and fail', () => {
    const program = fileURLToPath(new URL('../../server/cli.ts', import.meta.url));
    const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', program, 'systems', 'check', join(folder, 'none.yml')], { encoding: 'utf8' });
    expect([status, Object.keys(JSON.parse(stdout) as object)]).to.deep.equal([1, ['error']]);
  });

  it('export a dataset that reads as it was', async () => {
    expect(datasetsOf((await answerOf((output) => exportDataset({ datasetFile: dataset, output }))).answer)).to.deep.equal(readDatasets(dataset));
  });

  it('import a dataset with everything left to be decided, once', async () => {
    await answerOf((output) => importDataset({ datasetFile: dataset, intoFolder: folder, output }));
    expect(await readFile(join(folder, 'council-tax.dataset.yml'), 'utf8')).to.equal(await readFile(dataset, 'utf8'));
    expect(await refusalOf(() => answerOf((output) => checkDescription({ datasetFile: dataset, sarFile: join(folder, 'council-tax.sar.yml'), output })))).to.contain('this must say something');
    expect(await refusalOf(() => answerOf((output) => importDataset({ datasetFile: dataset, intoFolder: folder, output })))).to.equal('There is a system called council-tax already; nothing was written.');
  });

  it('find every connection of the demonstration whole', async () => {
    expect(await answerOf((output) => checkFolder({ folder: descriptionsFolder, output }))).to.deep.nested.include({ status: 0, 'answer.problems': [] });
  });

  it('name what is wrong in a connection without reading a secret', async () => {
    await copyFile(join(descriptionsFolder, 'housing.sar.yml'), join(folder, 'housing.sar.yml'));
    await writeFile(join(folder, 'housing.connection.yml'), 'system: housing\nconnector: subject-access-http\nsettings:\n  url: { secret: housing-url }\n  pasword: { secret: x }\n');
    const { status, answer } = await answerOf((output) => checkFolder({ folder, output }));
    expect([status, JSON.stringify(answer)]).to.satisfy(([code, text]: readonly [number, string]) => code === 1 && text.includes('credential') && text.includes('pasword'));
  });

  it('note what a REST service is asked for and not done, and find nothing wrong with it', async () => {
    const alone = await mkdtemp(join(tmpdir(), 'services-'));
    await copyFile(join(descriptionsFolder, 'housing.sar.yml'), join(alone, 'housing.sar.yml'));
    await writeFile(join(alone, 'housing.connection.yml'), 'system: housing\nconnector: rest\nsettings: {}\n');
    await writeFile(join(alone, 'housing.saas.yml'), 'saas_config:\n  fides_key: housing\n  client_config: { protocol: https, host: housing.example.org }\n  test_request: { path: / }\n  consent_requests: {}\n  endpoints: []\n');
    const { status, answer } = await answerOf((output) => checkFolder({ folder: alone, output }));
    await rm(alone, { recursive: true });
    expect([status, answer]).to.deep.equal([0, { valid: true, problems: [], notes: [`${join(alone, 'housing.saas.yml')}: consent_requests: ignored: only requests that read are made`], systems: ['housing'] }]);
  });

  it('list every kind of connector with its settings', async () => {
    const { answer } = await answerOf(listKinds);
    expect(answer).to.be.an('array').that.deep.includes.members((answer as readonly { readonly kind: string }[]).filter(({ kind }) => kind === 'sql'));
    expect(JSON.stringify(answer)).to.contain('"postgresql"');
  });

  for (const [what, check, status] of [
    ['answers', () => Promise.resolve(), 0],
    ['cannot be reached', () => Promise.reject(new SystemFault('cannot-connect', 'down')), 1],
  ] as const) {
    it(`try a connection that ${what}`, async () => {
      const systems = [{ ...aSystem({ key: 'housing' }), check, drift: () => Promise.resolve({ unknown: ['a.b'], gone: [] }) }];
      const tried = await answerOf((output) => testSystem({ name: 'housing', systems, output }));
      expect([tried.status, JSON.stringify(tried.answer).includes(status === 0 ? '"unknown":["a.b"]' : '"reason":"cannot-connect"')]).to.deep.equal([status, true]);
    });
  }

  it('name the systems there are where one is not', async () => {
    expect(await refusalOf(() => answerOf((output) => testSystem({ name: 'none', systems: [aSystem({ key: 'housing' })], output })))).to.equal('There is no system called none; there are housing.');
  });
});

describe('drafting the files of a database', function () {
  this.timeout(30_000);
  let folder = '';
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let url = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drafts-'));
    database = await emptyDatabase();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(`create table borrower (id integer primary key, surname text, forename text, dob date);
      create table loan (id integer primary key, borrower integer references borrower, title text, lent date);
      create table opening_hours (day text primary key);
      do $$ begin if not exists (select from pg_roles where rolname = 'draft_reader') then create role draft_reader login password 'only-for-tests'; end if; end $$;
      grant select on all tables in schema public to draft_reader; revoke create on schema public from public`);
    await client.end();
    url = Object.assign(new URL(database.url), { username: 'draft_reader', password: 'only-for-tests' }).href;
  });
  after(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  const draft = (name: string, person: string) =>
    answerOf((output) => draftSystem({ system: name, engine: 'postgresql', url, secret: `${name}-url`, schema: 'public', person, intoFolder: folder, outgoing: { allowed: ['127.0.0.1', 'localhost', '127.0.0.0/8'] }, output }));

  it('writes them with its keys followed, and names what it left out', async () => {
    const { answer } = await draft('libraries', 'borrower');
    const written = datasetsOf((await answerOf((output) => exportDataset({ datasetFile: join(folder, 'libraries.dataset.yml'), output }))).answer);
    expect([written[0]?.collections.map(({ name }) => name), (answer as { readonly leftOut: unknown }).leftOut]).to.deep.equal([['borrower', 'loan'], ['public/opening_hours']]);
  });

  it('writes the name of the secret and never the address', async () => {
    await draft('books', 'borrower');
    const text = await readFile(join(folder, 'books.connection.yml'), 'utf8');
    expect([text.includes('books-url'), text.includes('only-for-tests')]).to.deep.equal([true, false]);
  });

  it('overwrites nothing', async () => {
    await draft('twice', 'borrower');
    expect(await refusalOf(() => draft('twice', 'borrower'))).to.contain('nothing was written');
  });

  it('names the tables there are where the one of people is not', async () => {
    expect(await refusalOf(() => draft('none', 'people'))).to.equal('There is no table people; there are borrower, loan, opening_hours.');
  });
});

describeWith(['mariadb'], 'drafting the files of a MariaDB database', function () {
  this.timeout(60_000);

  it('follows its keys', async () => {
    const { url } = await realServer('mariadb');
    const folder = await mkdtemp(join(tmpdir(), 'drafts-'));
    const client = await createConnection({ uri: url, multipleStatements: true });
    await client.query(`create database drafted; create table drafted.borrower (id int primary key, surname text); create table drafted.loan (id int primary key, borrower int, foreign key (borrower) references drafted.borrower (id));
      create user drafter identified by 'only-for-tests'; grant select on drafted.* to drafter`);
    const reader = Object.assign(new URL(url), { username: 'drafter', password: 'only-for-tests' }).href;
    await answerOf((output) => draftSystem({ system: 'libraries', engine: 'mariadb', url: reader, secret: 'x', schema: 'drafted', person: 'borrower', intoFolder: folder, outgoing: { allowed: ['127.0.0.1', '127.0.0.0/8'] }, output }));
    const [drafted] = readDatasets(join(folder, 'libraries.dataset.yml'));
    await client.query('drop database drafted; drop user drafter');
    await client.end();
    await rm(folder, { recursive: true });
    expect(drafted?.collections.map(({ name, fields }) => [name, fields.flatMap(({ references }) => references.map(({ to }) => `${to.collection}.${to.path}`))])).to.deep.equal([['borrower', []], ['loan', ['borrower.id']]]);
  });
});
