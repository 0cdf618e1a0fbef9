/** Keeps what else a case is searched with: words that an officer added, sealed under the key of the case. */

import type { Knex } from 'knex';
import { protect, roleNames } from './security.ts';

/** A term that was removed stays as evidence of what was asked with it; only its removal can be written later. */
export async function up(knex: Knex): Promise<void> {
  const { app, worker } = await roleNames(knex);
  await knex.schema.raw(`
    create table search_terms (
      id text primary key,
      case_id text not null references cases,
      kind text not null check (kind in ('email', 'phone', 'account-reference', 'former-name', 'former-address')),
      sealed_term bytea not null,
      added_by text not null,
      added_at timestamptz not null,
      removed_by text,
      removed_at timestamptz,
      check ((removed_at is null) = (removed_by is null))
    );
    create index search_terms_of_case on search_terms (case_id, added_at);
  `);
  await protect(knex, 'search_terms', {
    app: ['select', 'insert'],
    worker: ['select'],
    whoseRows: 'exists (select from cases c where c.id = search_terms.case_id)',
  });
  await knex.schema.raw(`
    create policy search_terms_of_casework on search_terms as restrictive for all to "${app}", "${worker}" using (actor_kind() in ('staff', 'worker'));
    grant update (removed_by, removed_at) on search_terms to "${app}"`);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('what a case was searched with is not taken back: reset the database instead'));
}
