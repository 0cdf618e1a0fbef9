/** Changes that leave audit entries, and a hand that can reach behind the log as its owner with every wall taken down. */

import type pg from 'pg';
import { startSealer } from '../../server/platform/audit-log.ts';
import type { WorkerActor } from '../../server/platform/actor.ts';
import type { Database } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { recordedChange } from '../../server/platform/recorded-change.ts';

export const tester: WorkerActor = { kind: 'worker', job: 'test', caseId: null };

/** One change that writes nothing but its entry. Returns the id the entry is about. */
export async function leaveEntry(database: Database, action = 'test.note'): Promise<string> {
  const id = newId();
  await recordedChange(database, { actor: tester, action, about: { type: 'test', id }, caseId: newId(), details: { count: 1, is_first: true } }, () => Promise.resolve());
  return id;
}

/** `client` acts as the owner. */
export async function takeWallsDown(client: pg.Client): Promise<void> {
  for (const table of ['audit.entries', 'audit.seals']) await client.query(`alter table ${table} no force row level security, disable trigger user`);
}

const usualPatienceMs = 10_000;

/** Runs a sealer until every entry has its seal. @throws Error when that takes too long. */
export async function sealAll(url: string, client: pg.Client, patienceMs = usualPatienceMs): Promise<void> {
  const sealer = startSealer(url, silentLog);
  try {
    await untilSealed(client, patienceMs);
  } finally {
    await sealer.stop();
  }
}

/** @throws Error when an entry still waits after that long. */
export async function untilSealed(client: pg.Client, patienceMs = usualPatienceMs): Promise<void> {
  const untilMs = performance.now() + patienceMs;
  while ((await countUnsealed(client)) > 0) if (performance.now() > untilMs) throw new Error('entries are still waiting for their seal');
}

async function countUnsealed(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>('select count(*)::integer as count from audit.entries e where not exists (select from audit.seals s where s.entry_id = e.id)');
  return rows[0]?.count ?? 0;
}
