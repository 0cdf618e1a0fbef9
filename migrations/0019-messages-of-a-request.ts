/** Finds the messages of one request without reading everybody's; the tracker asks on every visit. */

import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw('create index messages_of_request on messages (request_id, created_at)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.raw('drop index messages_of_request');
}
