/** Which guidance a councillor has confirmed reading, and its exact words on that day. */

import type { Knex } from 'knex';
import { protect } from './security.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create table guidance_wordings (
      sha256 text primary key,
      entry_id text not null,
      words jsonb not null,
      first_confirmed_at timestamptz not null default now()
    );
    create table guidance_confirmations (
      id text primary key,
      account_id text not null references accounts,
      entry_id text not null,
      wording_sha256 text not null references guidance_wordings,
      confirmed_at timestamptz not null,
      unique (account_id, entry_id, wording_sha256)
    );
    create index guidance_confirmations_of_account on guidance_confirmations (account_id, confirmed_at);
  `);
  await protect(knex, 'guidance_wordings', { app: ['select', 'insert'], worker: ['select'], whoseRows: "actor_kind() in ('staff', 'worker')" });
  await protect(knex, 'guidance_confirmations', {
    app: ['select', 'insert'],
    worker: ['select'],
    whoseRows: "(actor_kind() = 'staff' and account_id = actor_account()) or actor_has('ig-manager') or actor_kind() = 'worker'",
    mayWrite: "actor_has('councillor') and account_id = actor_account()",
  });
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('confirmations are not taken back: reset the database instead'));
}
