/** Narrows the second wall to what each deed needs: who may call itself the worker, who may bind, and what signing in may see. */

import type { Knex } from 'knex';
import { roleNames } from './security.ts';

/** What an officer collects and decides; nobody else ever reads it, however their own rows lead to its case. */
const ofCasework = ['system_searches', 'matches', 'items', 'page_checks', 'marks', 'mark_versions', 'bundles', 'release_parts'];

/** Reached through a case too, and read by the person it was disclosed to. */
const ofAnswers = ['answers', 'answer_files', 'disclosures', 'challenges', 'usage_entries'];

export async function up(knex: Knex): Promise<void> {
  await workerIsTheWorker(knex);
  await signInSeesNoCasework(knex);
  await residentsOnlyAsk(knex);
  await knex.schema.raw(`
    alter policy bindings_rows on bindings with check (actor_kind() in ('sign-in', 'worker'));
    alter policy accounts_rows on accounts with check (actor_kind() in ('sign-in', 'worker'));
    alter policy data_subjects_rows on data_subjects with check (actor_kind() in ('sign-in', 'worker'));
    alter policy safe_contacts_rows on safe_contacts using (account_id = actor_account() or actor_kind() = 'worker') with check (account_id = actor_account());`);
}

/** Rows that are the worker's stay shut to the role of the pages, whatever a page says it is. */
async function workerIsTheWorker(knex: Knex): Promise<void> {
  const names = await roleNames(knex);
  await knex.schema.raw(`
    create or replace function actor_kind() returns text language sql stable parallel safe
    as $$ select case when current_setting('fairsight.kind', true) = 'worker' and current_user = '${names.app}' then null
          else nullif(current_setting('fairsight.kind', true), '') end $$`);
}

/** Binding an account sees its open cases; what they hold must not come along. */
async function signInSeesNoCasework(knex: Knex): Promise<void> {
  const { app, worker } = await roleNames(knex);
  for (const table of ofCasework) {
    await knex.schema.raw(`create policy ${table}_of_casework on ${table} as restrictive for all to "${app}", "${worker}" using (actor_kind() in ('staff', 'worker'))`);
  }
  for (const table of ofAnswers) {
    await knex.schema.raw(`create policy ${table}_not_at_sign_in on ${table} as restrictive for all to "${app}", "${worker}" using (actor_kind() <> 'sign-in')`);
  }
}

/** A resident files and asks, about themselves; what becomes of it is written by others. */
async function residentsOnlyAsk(knex: Knex): Promise<void> {
  const { app } = await roleNames(knex);
  for (const table of ['requests', 'proof_requests', 'challenges']) {
    await knex.schema.raw(`create policy ${table}_decided_by_others on ${table} as restrictive for update to "${app}" using (actor_kind() <> 'resident')`);
  }
  await knex.schema.raw(`
    create policy clock_events_by_officers on clock_events as restrictive for insert to "${app}" with check (actor_kind() = 'staff');
    create policy requests_about_oneself on requests as restrictive for insert to "${app}"
      with check (actor_kind() <> 'resident' or data_subject_id is null or data_subject_id = actor_subject());
    create policy proofs_asked_for on proof_requests as restrictive for insert to "${app}"
      with check (state in ('waiting', 'not matched') and decided_by is null);
    create policy cases_opened_unowned on cases as restrictive for insert to "${app}"
      with check (stage = 'received' and owner_account_id is null);`);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('walls are not taken down: reset the database instead'));
}
