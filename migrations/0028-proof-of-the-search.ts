/** Keeps what proves a search: every attempt, the certificate for the resident, what was folded away, and each rehearsal. */

import type { Knex } from 'knex';
import { protect, roleNames } from './security.ts';

const queue = 'conclude-rehearsal';

export async function up(knex: Knex): Promise<void> {
  await searches(knex);
  await foldedItems(knex);
  await certificates(knex);
  await rehearsals(knex);
}

/** Who asked, for which service, and what every earlier attempt came to. */
async function searches(knex: Knex): Promise<void> {
  const { app, worker } = await roleNames(knex);
  await knex.schema.raw(`
    alter table system_searches add column service text not null default '', add column asked_by text not null default '';
    create table search_attempts (
      case_id text not null references cases,
      system_id text not null,
      attempt integer not null,
      asked_by text not null,
      outcome text,
      reason text,
      item_count integer not null,
      sealed_query bytea,
      excused_because_sealed bytea,
      excused_by text,
      started_at timestamptz,
      ended_at timestamptz,
      primary key (case_id, system_id, attempt)
    );`);
  await protect(knex, 'search_attempts', { app: ['select', 'insert'], worker: ['select', 'insert'], whoseRows: 'exists (select from cases c where c.id = search_attempts.case_id)' });
  await knex.schema.raw(`create policy search_attempts_of_casework on search_attempts as restrictive for all to "${app}", "${worker}" using (actor_kind() in ('staff', 'worker'))`);
}

/** The item that is worked on in place of this one, why, and the officer who wants it apart all the same. */
async function foldedItems(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    alter table items add column kept_item_id text references items, add column folded_because text, add column kept_apart_by text, add column sealed_message bytea;
    alter table items add constraint items_folded_for_a_reason check (kept_item_id is null or folded_because is not null),
      add constraint items_folded_because check (folded_because = any (array['same-bytes', 'in-thread']));
    create index items_folded_into on items (kept_item_id) where kept_item_id is not null;`);
}

/** What a certificate says: never which system held anything, nor what it is called. */
async function certificates(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create table search_certificates (
      case_id text primary key references cases,
      request_id text not null references requests,
      services text[] not null default '{}',
      asked_services text[] not null default '{}',
      not_searched text[] not null default '{}',
      first_on date,
      last_on date,
      finished_at timestamptz
    );
    create index search_certificates_of_request on search_certificates (request_id);`);
  await protect(knex, 'search_certificates', {
    app: ['select', 'insert', 'update'],
    worker: ['select', 'insert', 'update'],
    whoseRows: "(actor_kind() = 'resident' and sees_request(request_id)) or (actor_kind() in ('staff', 'worker') and sees_case(case_id))",
    mayWrite: "actor_kind() in ('staff', 'worker') and sees_case(case_id)",
  });
}

/** A rehearsal is a case that the worker opens about nobody; no page opens one, lists one, or counts one. */
async function rehearsals(knex: Knex): Promise<void> {
  const { app, worker } = await roleNames(knex);
  await knex.schema.raw(`
    alter table cases add column is_rehearsal boolean not null default false;
    create table rehearsals (
      id text primary key,
      case_id text not null unique,
      is_nightly boolean not null,
      begun_at timestamptz not null,
      planted integer not null,
      ended_at timestamptz,
      found integer,
      missed jsonb
    );
    create index rehearsals_by_time on rehearsals (begun_at);
    grant insert on cases, requests to "${worker}";
    create policy cases_rehearsed_by_the_worker on cases as restrictive for insert to "${worker}" with check (is_rehearsal);
    create policy cases_rehearsed_by_no_page on cases as restrictive for all to "${app}" using (not is_rehearsal) with check (not is_rehearsal);
    create policy requests_rehearsed_by_the_worker on requests as restrictive for insert to "${worker}"
      with check (account_id is null and exists (select from cases c where c.id = requests.case_id and c.is_rehearsal));`);
  await protect(knex, 'rehearsals', { app: ['select'], worker: ['select', 'insert', 'update'], whoseRows: "actor_kind() in ('staff', 'worker')" });
  await knex.raw('select pgboss.create_queue(?, ?::json)', [queue, JSON.stringify({ policy: 'standard', retryLimit: 5 })]);
  await knex.schema.raw(`grant select, insert, update, delete on all tables in schema pgboss to "${worker}"; grant select, insert on all tables in schema pgboss to "${app}"`);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('what proves a search is not taken back: reset the database instead'));
}
