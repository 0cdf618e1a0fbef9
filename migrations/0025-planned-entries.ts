/** Appends an audit entry by a statement that is planned once a session: a function in plain SQL is planned anew at every call. */

import type { Knex } from 'knex';

/* `create or replace` keeps the owner, who the function runs as, and the grants that 0002 gave. */

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create or replace function audit.append(actor_kind text, actor_reference text, action text, about_type text, about_id text, case_id text, details text)
    returns void language plpgsql volatile security definer set search_path = audit, pg_temp
    as $$ begin
      insert into audit.entries (actor_kind, actor_reference, action, about_type, about_id, case_id, details)
      values (append.actor_kind, append.actor_reference, append.action, append.about_type, append.about_id, append.case_id, append.details);
    end $$;`);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('the audit log is never taken down'));
}
