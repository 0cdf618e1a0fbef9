/** Keeps the provider's ID token under seal, and out of the part of a session that every request reads. */

import type { Knex } from 'knex';

/* Whoever is signed in while this runs signs in again: a session that lost its token could not be ended at the provider, on a device that others may share. */

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    alter table sessions add column sealed_id_token bytea;
    delete from sessions where jsonb_exists(data, 'idToken');`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.raw('alter table sessions drop column sealed_id_token;');
}
