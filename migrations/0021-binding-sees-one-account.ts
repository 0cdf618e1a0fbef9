/** Narrows what the deed that binds an account may see of requests and cases: those of the account it has just bound, in its own transaction. */

import type { Knex } from 'knex';

/* In functions, because a policy on cases that named requests would lead in a circle: requests are seen through their cases. */
const functions = `
  create function is_being_bound(account text) returns boolean language plpgsql stable parallel safe as
    $$ begin return exists (select from public.bindings b where b.account_id = account and b.ended_at is null
         and b.xmin = pg_current_xact_id_if_assigned()::xid); end $$;
  create function is_being_adopted(wanted text) returns boolean language plpgsql stable parallel safe as
    $$ begin return exists (select from public.requests r where r.case_id = wanted and r.data_subject_id is null
         and public.is_being_bound(r.account_id)); end $$;`;

const request = "actor_kind() = 'sign-in' and is_being_bound(account_id)";
const ownCase = "actor_kind() = 'sign-in' and is_being_adopted(id)";

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(functions);
  await knex.schema.raw(`
    alter policy requests_without_a_subject on requests using (${request} and data_subject_id is null) with check (${request});
    alter policy open_cases_for_binding on cases using (${ownCase} and closed_at is null) with check (${ownCase});`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    alter policy requests_without_a_subject on requests using (actor_kind() = 'sign-in' and data_subject_id is null) with check (actor_kind() = 'sign-in');
    alter policy open_cases_for_binding on cases using (actor_kind() = 'sign-in' and closed_at is null) with check (actor_kind() = 'sign-in');
    drop function is_being_adopted; drop function is_being_bound;`);
}
