/** Lets a case be searched with numbers that are the person's own: of the state, of the health service, of one system. */

import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    alter table search_terms drop constraint search_terms_kind_check;
    alter table search_terms add constraint search_terms_kind_check
      check (kind in ('email', 'phone', 'account-reference', 'person-number', 'nino', 'nhs-number', 'former-name', 'former-address'));
  `);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('what a case was searched with is not taken back: reset the database instead'));
}
