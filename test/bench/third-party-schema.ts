/** Connects a database that nobody here designed, Tryton with its module `party`, from its own catalogue, and collects one person through it. */

import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { collectItems, compareWithDescription, findPerson } from '../../server/connected-systems/ask-system.ts';
import { usualLimits, type ConnectedSystem, type Item, type SubjectIdentifiers } from '../../server/connected-systems/connector.ts';
import { writeDraft } from '../../server/connected-systems/drafting/write-draft.ts';
import { connectSystems } from '../../server/connected-systems/register.ts';
import { testServer } from '../support/database.ts';
import { median, type Figure } from './figure.ts';

const support = fileURLToPath(new URL('../support/third-party/', import.meta.url));
const outgoing = { allowed: ['127.0.0.1', '127.0.0.0/8'] };
const asked = { signal: new AbortController().signal, limits: usualLimits };
const rounds = 5;

const ines: SubjectIdentifiers = {
  names: [{ given: 'Inés', family: 'Carbonell' }], dateOfBirth: '1984-03-11', addresses: [{ lines: ['4 Quay Row', 'Penhallow'], postcode: 'ZZ99 4QR' }],
  systemPersonNumbers: {}, emails: ['ines@example.org'],
};

export async function measure(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'third-party-'));
  try {
    const url = await tryton(folder);
    const system = await connect(folder, url);
    const tookMs: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const beganAtMs = performance.now();
      const items = await collectInes(system);
      if (round > 0) tookMs.push(performance.now() - beganAtMs);
      proveWhole(items);
    }
    return [{ name: 'third-party-schema', value: median(tookMs), unit: 'ms', limit: null, ratio: null, unclassed: await unclassed(system) }];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Made by Tryton's own programs; the account that is read with may only read. */
async function tryton(folder: string): Promise<string> {
  const server = new URL(await testServer());
  const config = join(folder, 'trytond.conf');
  await writeFile(config, `[database]\nuri = postgresql://${server.username}:${server.password}@${server.host}/\npath = ${folder}\n`);
  await writeFile(join(folder, 'password'), 'only-for-trials');
  const run = (command: string, ...args: readonly string[]): void => {
    const done = spawnSync(command, args, { env: { ...process.env, TRYTONPASSFILE: join(folder, 'password') }, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${command} failed; install tryton-server, tryton-modules-party and python3-psycopg2: ${done.stderr}`);
  };
  const admin = new pg.Client({ connectionString: server.href });
  await admin.connect();
  await admin.query('create database tryton');
  await admin.end();
  run('trytond-admin', '-c', config, '-d', 'tryton', '--all', '--email', 'admin@example.org');
  run('trytond-admin', '-c', config, '-d', 'tryton', '-u', 'party', '--activate-dependencies');
  run('/usr/bin/python3', join(support, 'add-parties.py'), config);
  server.pathname = '/tryton';
  const owner = new pg.Client({ connectionString: server.href });
  await owner.connect();
  await owner.query("create role tryton_reader login password 'only-for-trials'; grant select on all tables in schema public to tryton_reader; revoke create on schema public from public");
  await owner.end();
  return Object.assign(server, { username: 'tryton_reader', password: 'only-for-trials' }).href;
}

/** As an administrator does it: a draft from the catalogue, and a description filled in by hand. */
async function connect(folder: string, url: string): Promise<ConnectedSystem> {
  await writeDraft({ system: 'tryton', engine: 'postgresql', url, secret: 'tryton-url', schema: 'public', person: 'party_party', intoFolder: folder, outgoing });
  await copyFile(join(support, 'tryton.sar.yml'), join(folder, 'tryton.sar.yml'));
  const [system] = await connectSystems({ folder, outgoing, secret: () => Promise.resolve(url), setting: () => undefined });
  if (system === undefined) throw new Error('the system was not connected');
  return system;
}

/** Without a day of birth nobody is certain: an officer decides between the two of that name, and the likelier stands first. */
async function collectInes(system: ConnectedSystem): Promise<readonly Item[]> {
  const found = await findPerson(system, ines, asked);
  if (found.outcome !== 'match to decide') throw new Error(`finding ended as ${found.outcome}`);
  const [likeliest] = found.candidates;
  if (likeliest === undefined) throw new Error('nobody was found');
  const items: Item[] = [];
  const answer = await collectItems(system, likeliest.reference, { ...asked, part: 'everything', receive: (item) => Promise.resolve(void items.push(item)) });
  if (answer.outcome !== 'held') throw new Error(`collecting ended as ${answer.outcome}`);
  return items;
}

function proveWhole(items: readonly Item[]): void {
  const values = items.flatMap((item) => (item.kind === 'record' ? item.fields.map(({ value }) => value) : []));
  const missing = ['Ines Carbonell', '4 Quay Row', 'ZZ99 4QR', 'ines@example.org', 'Ring after six.'].filter((value) => !values.some((each) => each.includes(value)));
  if (missing.length > 0) throw new Error(`not collected: ${missing.join(', ')}`);
  if (values.some((value) => /Hill Rise|another woman/i.test(value))) throw new Error('the other woman of that name was collected');
}

/** Tables nobody has classed, such as those of the program's own users: the system stays amber until somebody does. */
async function unclassed(system: ConnectedSystem): Promise<number> {
  const answer = await compareWithDescription(system, asked);
  if (answer.outcome !== 'compared') throw new Error('the system could not say what it has');
  if (!answer.drift.unknown.includes('public/res_user')) throw new Error('a table that nobody classed was not noticed');
  return answer.drift.unknown.length;
}
