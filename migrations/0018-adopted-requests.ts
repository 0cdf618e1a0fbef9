/** Lets the deed that binds an account still see the requests it has just given their data subject: a row that would vanish may not be updated. */

import type { Knex } from 'knex';
import { roleNames } from './security.ts';

/* PostgreSQL asks of an update with conditions that the new row can be read, too. Only within the transaction that makes the binding. */

export async function up(knex: Knex): Promise<void> {
  const names = await roleNames(knex);
  await knex.schema.raw(`
    create policy requests_just_adopted on requests for select to "${names.app}", "${names.worker}"
    using (actor_kind() = 'sign-in' and exists (
      select from bindings b where b.account_id = requests.account_id and b.data_subject_id = requests.data_subject_id
        and b.ended_at is null and b.xmin = pg_current_xact_id_if_assigned()::xid));`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.raw('drop policy requests_just_adopted on requests;');
}
