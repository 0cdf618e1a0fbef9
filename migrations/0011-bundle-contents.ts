/** What each bundle held, sealed, so that the approver sees what changed since they last looked. */

import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw('alter table bundles add column sealed_contents bytea not null');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.raw('alter table bundles drop column sealed_contents');
}
