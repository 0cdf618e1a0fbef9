/** Leaves the function that restricts the cases of a protected person what it needs: to find them and to change them, not to add or delete one. */

import type { Knex } from 'knex';
import { roleNames } from './security.ts';

/* An update reads what it changes, so both are needed; what it leaves behind is restricted. */
export async function up(knex: Knex): Promise<void> {
  const { owner } = await roleNames(knex);
  await knex.schema.raw(`
    drop policy cases_owner_restricts on cases;
    create policy cases_owner_finds on cases for select to "${owner}" using (true);
    create policy cases_owner_restricts on cases for update to "${owner}" using (true) with check (is_restricted);`);
}

export async function down(knex: Knex): Promise<void> {
  const { owner } = await roleNames(knex);
  await knex.schema.raw(`
    drop policy cases_owner_finds on cases;
    drop policy cases_owner_restricts on cases;
    create policy cases_owner_restricts on cases for all to "${owner}" using (true) with check (is_restricted);`);
}
