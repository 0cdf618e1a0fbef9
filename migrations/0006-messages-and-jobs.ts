/** Messages to residents with their neutral notices, the tombstones of shredded cases, and the queues of the worker. */

import type { Knex } from 'knex';
import PgBoss from 'pg-boss';
import { protect, roleNames } from './security.ts';

const queues = ['collect-system', 'suggest-marks', 'release-answer', 'release-part', 'send-notice'];

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create table messages (
      id text primary key,
      account_id text not null references accounts,
      request_id text references requests,
      case_id text not null default '',
      kind text not null,
      sealed_body bytea not null,
      notice_state text not null check (notice_state in ('waiting', 'sent', 'not wanted', 'failed')),
      notice_after timestamptz,
      created_at timestamptz not null default now(),
      sent_at timestamptz
    );
    create index messages_of_account on messages (account_id, created_at);
    create table shredded_cases (case_id text primary key, shredded_at timestamptz not null default now(), shredded_by text not null);
  `);
  await protect(knex, 'messages', {
    app: ['select', 'insert'],
    worker: ['select', 'insert', 'update'],
    whoseRows: "account_id = actor_account() or actor_kind() = 'worker' or (actor_kind() = 'staff' and exists (select from cases c where c.id = messages.case_id))",
  });
  await protect(knex, 'shredded_cases', { app: ['select', 'insert'], worker: ['select', 'insert'], auditor: ['select'], whoseRows: "actor_has('ig-manager') or actor_kind() = 'worker'" });
  await jobQueues(knex);
}

/** The queue's own schema is granted by name: it holds ids alone and has no rows of anybody. */
async function jobQueues(knex: Knex): Promise<void> {
  const names = await roleNames(knex);
  await knex.schema.raw(PgBoss.getConstructionPlans('pgboss'));
  for (const queue of queues) {
    await knex.raw('select pgboss.create_queue(?, ?::json)', [queue, JSON.stringify({ policy: 'standard', retryLimit: 5 })]);
  }
  await knex.schema.raw(`
    grant usage on schema pgboss to "${names.app}", "${names.worker}";
    grant select, insert, update, delete on all tables in schema pgboss to "${names.worker}";
    grant select, insert on all tables in schema pgboss to "${names.app}";
    grant execute on all functions in schema pgboss to "${names.worker}";`);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('messages are not taken back: reset the database instead'));
}
