/** Lets the deed that binds an account give the account's earlier requests their data subject; it sees no others. */

import type { Knex } from 'knex';
import { roleNames } from './security.ts';

/* The policy on cases names no request: requests are seen through their cases, and a circle is refused. */

export async function up(knex: Knex): Promise<void> {
  const names = await roleNames(knex);
  await knex.schema.raw(`
    create policy requests_without_a_subject on requests for all to "${names.app}", "${names.worker}"
    using (actor_kind() = 'sign-in' and data_subject_id is null) with check (actor_kind() = 'sign-in');
    create policy open_cases_for_binding on cases for all to "${names.app}", "${names.worker}"
    using (actor_kind() = 'sign-in' and closed_at is null) with check (actor_kind() = 'sign-in');`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.raw('drop policy open_cases_for_binding on cases; drop policy requests_without_a_subject on requests;');
}
