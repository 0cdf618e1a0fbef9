/** Remembers which replies of service contacts were dealt with, so that one whose job died is taken up again. */

import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    alter table data_requests add column settled_at timestamptz;
    create index unsettled_replies on data_requests (answered_at) where state = 'answered' and settled_at is null;
  `);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('which replies were dealt with is not forgotten: reset the database instead'));
}
