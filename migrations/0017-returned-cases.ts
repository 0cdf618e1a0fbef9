/** Lets the officer who returns a bundle still see the case they give back: a change whose outcome they could not see would be refused. */

import type { Knex } from 'knex';
import { roleNames } from './security.ts';

export async function up(knex: Knex): Promise<void> {
  const { app } = await roleNames(knex);
  await knex.schema.raw(`
    alter table cases add column returned_by text;
    create policy cases_one_returned on cases for select to "${app}"
      using (actor_kind() = 'staff' and returned_by = actor_account()
        and not exists (select from case_conflicts x where x.case_id = cases.id and x.account_id = actor_account()));`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.raw('drop policy cases_one_returned on cases; alter table cases drop column returned_by;');
}
