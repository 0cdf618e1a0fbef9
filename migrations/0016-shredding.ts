/** Lets shredding close the answers of a case, and lets those who may see a case see that it was shredded. */

import type { Knex } from 'knex';
import { roleNames } from './security.ts';

export async function up(knex: Knex): Promise<void> {
  const { app, worker } = await roleNames(knex);
  await knex.schema.raw(`
    grant update (recalled_at) on disclosures to "${worker}";
    create policy shredded_cases_of_seen_cases on shredded_cases for select to "${app}"
      using (actor_kind() = 'staff' and exists (select from cases c where c.id = shredded_cases.case_id));`);
}

export async function down(knex: Knex): Promise<void> {
  const { worker } = await roleNames(knex);
  await knex.schema.raw(`drop policy shredded_cases_of_seen_cases on shredded_cases; revoke update (recalled_at) on disclosures from "${worker}";`);
}
