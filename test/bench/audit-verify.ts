/** How many audit entries a second are verified, from the database, seals and chain included. */

import pg from 'pg';
import { verifyAuditLog } from '../../server/platform/audit-verify.ts';
import { sealAll, takeWallsDown } from '../support/audit-trail.ts';
import { testDatabase } from '../support/database.ts';
import { median, type Figure } from './figure.ts';

const entries = 100_000;
const rounds = 5;

export async function measure(): Promise<readonly Figure[]> {
  const place = await testDatabase();
  const owner = new pg.Client({ connectionString: place.url });
  await owner.connect();
  await owner.query(`set role "${place.rolePrefix}_owner"`);
  await takeWallsDown(owner);
  await owner.query(`
    insert into audit.entries (actor_kind, actor_reference, action, about_type, about_id, case_id, details)
    select 'staff', md5(n::text), 'item.view', 'item', md5((n + 1)::text), md5((n % 500)::text), '{"number": ' || n || '}' from generate_series(1, ${String(entries)}) n`);
  await sealAll(place.urlOf('worker'), owner, 120_000);
  await owner.query('analyze audit.entries; analyze audit.seals');
  await owner.end();
  const speeds: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const startedAtMs = performance.now();
    const { valid, entries: verified } = await verifyAuditLog(place.urlOf('auditor'));
    if (!valid || verified !== entries) throw new Error('the log was not verified whole');
    if (round > 0) speeds.push((entries * 1_000) / (performance.now() - startedAtMs));
  }
  await place.close();
  return [{ name: 'audit-verify', value: median(speeds), unit: 'entries/s', limit: null, ratio: null }];
}
