/** What a resident saw last of what we hold, what they say is wrong with it, and how often an answer was there before it was asked for. */

import type { Knex } from 'knex';
import { protect, roleNames } from './security.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create table seen_holdings (
      account_id text not null references accounts,
      data_subject_id text not null references data_subjects,
      sealed_seen bytea not null,
      primary key (account_id, data_subject_id)
    );
    create table rectifications (
      request_id text primary key references requests,
      case_id text not null unique,
      system_id text not null,
      sealed_item bytea not null,
      sealed_words bytea not null,
      sealed_decision bytea,
      decided_by text,
      decided_at timestamptz
    );
    alter table requests add column for_team text;
    create table answers_before_asking (
      id bigint generated always as identity primary key,
      said_on date not null,
      said text not null check (said in ('answered', 'carried on'))
    );
    create index answers_before_asking_by_day on answers_before_asking (said_on);`);
  await protect(knex, 'seen_holdings', { app: ['select', 'insert', 'update'], whoseRows: "actor_kind() = 'resident' and account_id = actor_account() and data_subject_id = actor_subject()" });
  await protect(knex, 'rectifications', { app: ['select', 'insert', 'update'], whoseRows: 'sees_request(request_id)' });
  // A row says on which day, and not of whom: those who add them cannot read them.
  await protect(knex, 'answers_before_asking', { app: ['select', 'insert'], whoseRows: "actor_has('ig-manager')", mayWrite: "actor_kind() = 'resident'" });
  await decidedByOthers(knex);
}

async function decidedByOthers(knex: Knex): Promise<void> {
  const { app } = await roleNames(knex);
  await knex.schema.raw(`
    create policy rectifications_decided_by_others on rectifications as restrictive for update to "${app}" using (actor_kind() = 'staff');
    create policy rectifications_asked_for on rectifications as restrictive for insert to "${app}"
      with check (actor_kind() = 'resident' and sealed_decision is null and decided_by is null and decided_at is null);`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.raw('drop table seen_holdings; drop table rectifications; drop table answers_before_asking; alter table requests drop column for_team');
}
