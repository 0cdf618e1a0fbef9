/** Lets a file that no scanner takes be told from one that waits for an answer, and the worker ask where a look is overdue. */

import type { Knex } from 'knex';
import { roleNames } from './security.ts';

/* The worker sees the one case its job names; whoever looks for jobs that died has to know of all. The function gives away their ids alone. */
export async function up(knex: Knex): Promise<void> {
  const { owner, worker } = await roleNames(knex);
  await knex.schema.raw(`
    alter table item_checks drop constraint item_checks_scan_check;
    alter table item_checks add constraint item_checks_scan_check check (scan in ('waiting', 'no answer', 'too large', 'clean', 'not scanned', 'infected'));
    create index item_checks_unsettled on item_checks (case_id) where scan in ('waiting', 'no answer') and left_out_by is null;
    create policy item_checks_owner on item_checks for select to "${owner}" using (true);
    create function cases_awaiting_a_look(before timestamptz) returns setof text language sql stable security definer set search_path = public, pg_temp
    as $$
      select distinct c.case_id from item_checks c join items i on i.id = c.item_id join cases on cases.id = c.case_id
      where c.scan in ('waiting', 'no answer') and c.left_out_by is null and coalesce(c.checked_at, i.collected_at) < before and not cases.is_rehearsal
    $$;
    revoke all on function cases_awaiting_a_look from public;
    grant execute on function cases_awaiting_a_look to "${worker}";`);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('what a look came to is not forgotten: reset the database instead'));
}
