/** A change with its audit entry, beside the same change with a plain insert into an equal table; the sealer at work. */

import pg from 'pg';
import { startSealer } from '../../server/platform/audit-log.ts';
import { inTransaction, openDatabase, type Database } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { recordedChange } from '../../server/platform/recorded-change.ts';
import { tester } from '../support/audit-trail.ts';
import { testDatabase } from '../support/database.ts';
import { interleaved, type Figure } from './figure.ts';

const connections = 8;
const changesARound = 1_600;

export async function measure(): Promise<readonly Figure[]> {
  const place = await testDatabase();
  await makeEqualTable(place.url, place.rolePrefix);
  const database = openDatabase({ url: place.urlOf('worker'), maxConnections: connections, applicationName: 'bench' });
  const sealer = startSealer(place.urlOf('worker'), silentLog);
  try {
    const { ours, limit } = await interleaved({ ours: () => aSecond(() => withEntry(database)), limit: () => aSecond(() => withPlainInsert(database)) });
    return [{ name: 'audit-append', value: ours, unit: 'changes/s', limit, ratio: ours / limit }];
  } finally {
    await sealer.stop();
    await database.close();
    await place.close();
  }
}

/** The columns and indexes of the log, without its function, its triggers and its walls. */
async function makeEqualTable(url: string, rolePrefix: string): Promise<void> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query(`set role "${rolePrefix}_owner"`);
  await owner.query(`create table equal_entries (like audit.entries including all); grant insert on equal_entries to "${rolePrefix}_worker"`);
  await owner.end();
}

async function aSecond(change: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  const lane = async (): Promise<void> => {
    for (let made = 0; made < changesARound / connections; made += 1) await change();
  };
  await Promise.all(Array.from({ length: connections }, lane));
  return (changesARound * 1_000) / (performance.now() - startedAtMs);
}

const account = (id: string) => ({ id, provider: 'resident', issuer: 'bench', subject: id });

function withEntry(database: Database): Promise<unknown> {
  const id = newId();
  return recordedChange(database, { actor: tester, action: 'account.make', about: { type: 'account', id } }, (change) => change.write('accounts').insert(account(id)));
}

function withPlainInsert(database: Database): Promise<unknown> {
  const id = newId();
  const entry = ['worker', 'test', 'account.make', 'account', id, '', '{}'];
  return inTransaction(database, {
    begin: 'begin',
    actor: tester,
    work: async (write, client) => {
      await write('accounts').insert(account(id));
      await client.query({ name: 'plain', text: 'insert into equal_entries (actor_kind, actor_reference, action, about_type, about_id, case_id, details) values ($1, $2, $3, $4, $5, $6, $7)', values: entry });
    },
  });
}
