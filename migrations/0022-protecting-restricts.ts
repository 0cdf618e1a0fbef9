/** Lets the deed that protects a person restrict every open case about them in the same change, without being given a look at any case. */

import type { Knex } from 'knex';
import { roleNames } from './security.ts';

/*
 * The worker sees the one case its job names, and protecting names none. The function runs as the owner, says only which cases it
 * restricted, and does nothing for somebody who is not protected: it grants nobody anything, and takes a case only from whom it must.
 * Whoever files a request holds the same lock shared, so that a case cannot be opened in between as an ordinary one.
 */
export async function up(knex: Knex): Promise<void> {
  const { owner, worker } = await roleNames(knex);
  await knex.schema.raw(`
    create policy requests_owner on requests for select to "${owner}" using (true);
    create policy cases_owner_restricts on cases for all to "${owner}" using (true) with check (is_restricted);
    create function restrict_cases_of(wanted text) returns setof text language sql volatile security definer set search_path = public, pg_temp
    as $$
      update cases c set is_restricted = true, owner_account_id = null, returned_by = null, version = c.version + 1
      from requests r
      where r.case_id = c.id and r.data_subject_id = wanted and c.closed_at is null and not c.is_restricted and is_answered_by_officer(wanted)
      returning c.id
    $$;
    revoke all on function restrict_cases_of from public;
    grant execute on function restrict_cases_of to "${worker}";`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.raw('drop function restrict_cases_of; drop policy cases_owner_restricts on cases; drop policy requests_owner on requests;');
}
