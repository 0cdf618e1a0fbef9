/** Ranks the people who may be meant, remembers what an officer decided about one of them, and what that decided of the others. */

import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    alter table matches
      add column rank integer not null default 0,
      add column rejected_with text references matches,
      add column person_index bytea;
    create index matches_of_person on matches (person_index) where person_index is not null;
    create index matches_rejected_with on matches (rejected_with) where rejected_with is not null;
  `);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('remembered decisions are not taken back: reset the database instead'));
}
