/** Lets officers read who a case is about: the data subject of a request whose case they may see, and nobody else. */

import type { Knex } from 'knex';
import { roleNames } from './security.ts';

export async function up(knex: Knex): Promise<void> {
  const names = await roleNames(knex);
  await knex.schema.raw(`
    create policy data_subjects_of_seen_cases on data_subjects for select to "${names.app}"
    using (actor_kind() = 'staff' and exists (select from requests r where r.data_subject_id = data_subjects.id));
    create index cases_unowned on cases (approve_by_on, id) where owner_account_id is null and closed_at is null;`);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('what officers may see is not taken back: reset the database instead'));
}
