/** Keeps every document out of reach until it was looked over, with what the look came to, and the copy that is made for review. */

import type { Knex } from 'knex';
import { protect, roleNames } from './security.ts';

/*
 * An item stands in quarantine by its state, so that whoever reads items need not know of the look; the look has a row of its own.
 * A file made for review is a file like any other: the sweeper has to know of it.
 */
export async function up(knex: Knex): Promise<void> {
  const { app, worker } = await roleNames(knex);
  await knex.schema.raw(`
    alter table items drop constraint items_state_check;
    alter table items add constraint items_state_check check (state in ('in quarantine', 'collected', 'read', 'unread by machine', 'refused'));
    alter table items add column review_file_id text;
    alter table items add column review_note text check (review_note in ('converted', 'not-installed', 'failed'));
    create table item_checks (
      item_id text primary key references items,
      case_id text not null references cases,
      scan text not null check (scan in ('waiting', 'no answer', 'clean', 'not scanned', 'infected')),
      found_type text,
      is_other_type boolean not null default false,
      checked_at timestamptz,
      left_out_because_sealed bytea,
      left_out_by text,
      left_out_at timestamptz
    );
    create index item_checks_of_case on item_checks (case_id, scan);
    create or replace function known_files(asked text[]) returns setof text language sql stable security definer set search_path = public, pg_temp
    as $$
      select original_file_id from items where original_file_id = any (asked)
      union select text_file_id from items where text_file_id = any (asked)
      union select review_file_id from items where review_file_id = any (asked)
      union select file_id from answer_files where file_id = any (asked)
      union select file_id from reply_files where file_id = any (asked)
    $$;
    revoke all on function known_files from public;
    grant execute on function known_files to "${worker}";`);
  await protect(knex, 'item_checks', {
    app: ['select', 'insert', 'update'],
    worker: ['select', 'insert', 'update'],
    whoseRows: 'exists (select from cases c where c.id = item_checks.case_id)',
  });
  await knex.schema.raw(`create policy item_checks_of_casework on item_checks as restrictive for all to "${app}", "${worker}" using (actor_kind() in ('staff', 'worker'))`);
  await knex.raw('select pgboss.create_queue(?, ?::json)', ['check-items', JSON.stringify({ policy: 'standard', retryLimit: 5 })]);
  await knex.schema.raw(`grant select, insert, update, delete on all tables in schema pgboss to "${worker}"; grant select, insert on all tables in schema pgboss to "${app}"`);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('what was looked over is not forgotten: reset the database instead'));
}
