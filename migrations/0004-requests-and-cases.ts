/** Requests as residents see them, the cases in which officers answer them, and the clock of each. */

import type { Knex } from 'knex';
import { protect } from './security.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create table request_drafts (
      id text primary key,
      account_id text not null references accounts,
      kind text not null,
      sealed_answers bytea not null,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null
    );
    create index request_drafts_of_account on request_drafts (account_id, created_at);
    create table requests (
      id text primary key,
      case_id text not null unique,
      draft_id text unique,
      reference text not null unique,
      kind text not null,
      account_id text references accounts,
      data_subject_id text references data_subjects,
      state text not null,
      nation text not null,
      received_at timestamptz not null,
      due_on date,
      target_on date,
      services text[] not null default '{}',
      from_on date,
      to_on date,
      sealed_help bytea,
      version integer not null default 1,
      closed_at timestamptz
    );
    create index requests_of_account on requests (account_id, received_at);
    create index requests_of_subject on requests (data_subject_id);
    create table cases (
      id text primary key,
      request_id text not null unique,
      stage text not null,
      owner_account_id text references accounts,
      is_restricted boolean not null default false,
      approve_by_on date,
      due_on date,
      version integer not null default 1,
      opened_at timestamptz not null default now(),
      closed_at timestamptz
    );
    create index cases_by_approve_by on cases (approve_by_on, id) where closed_at is null;
    create index cases_of_owner on cases (owner_account_id);
    create table case_conflicts (case_id text not null references cases, account_id text not null references accounts, declared_at timestamptz not null default now(), primary key (case_id, account_id));
    create table clock_events (
      id text primary key,
      request_id text not null references requests,
      type text not null,
      asked_on date,
      received_on date,
      notified_on date,
      recorded_by text not null,
      recorded_at timestamptz not null default now()
    );
    create index clock_events_of_request on clock_events (request_id, recorded_at);
    create table due_days (
      id bigint generated always as identity primary key,
      request_id text not null references requests,
      computed_at timestamptz not null default now(),
      because text not null,
      due_on date,
      working jsonb not null
    );
    create index due_days_of_request on due_days (request_id, id);
  `);
  await walls(knex);
  await usage(knex);
}

/** An officer sees the cases they own, those of the team that nobody owns, and what their role exists to see. */
const officerSees = `
  (actor_kind() = 'staff' and not exists (select from case_conflicts x where x.case_id = cases.id and x.account_id = actor_account()) and (
    owner_account_id = actor_account()
    or (actor_has('ig-manager') and not is_restricted)
    or (actor_has('preparer') and owner_account_id is null and not is_restricted)
    or (actor_has('approver') and stage in ('submitted', 'approved', 'releasing', 'blocked', 'released'))
    or (actor_has('safeguarding-lead') and is_restricted)))`;

async function walls(knex: Knex): Promise<void> {
  await protect(knex, 'request_drafts', { app: ['select', 'insert', 'update', 'delete'], worker: ['select', 'delete'], whoseRows: "account_id = actor_account() or actor_kind() = 'worker'" });
  await protect(knex, 'case_conflicts', { app: ['select', 'insert'], worker: ['select'], whoseRows: "account_id = actor_account() or actor_kind() = 'worker'" });
  await protect(knex, 'cases', {
    app: ['select', 'insert', 'update'],
    worker: ['select', 'update'],
    whoseRows: `${officerSees} or (actor_kind() = 'worker' and id = actor_case())`,
    mayWrite: "actor_kind() in ('staff', 'resident') or (actor_kind() = 'worker' and id = actor_case())",
  });
  const throughCase = "(actor_kind() = 'staff' and exists (select from cases c where c.id = requests.case_id)) or (actor_kind() = 'worker' and case_id = actor_case())";
  await protect(knex, 'requests', {
    app: ['select', 'insert', 'update'],
    worker: ['select', 'update'],
    whoseRows: `(actor_kind() = 'resident' and account_id = actor_account()) or ${throughCase}`,
  });
  for (const table of ['clock_events', 'due_days']) {
    await protect(knex, table, {
      app: ['select', 'insert'],
      worker: ['select', 'insert'],
      whoseRows: `exists (select from requests r where r.id = ${table}.request_id)`,
    });
  }
}

/** Who looked at whose data: written in batches before the answer goes out, read by those who watch the watchers. */
async function usage(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create table usage_entries (
      id bigint generated always as identity primary key,
      at timestamptz not null default clock_timestamp(),
      actor_kind text not null,
      actor_reference text not null,
      actor_role text not null,
      data_subject_id text not null,
      case_id text not null default '',
      what text not null,
      why text not null,
      about_id text not null default ''
    );
    create index usage_entries_of_subject on usage_entries (data_subject_id, id);
    create index usage_entries_of_case on usage_entries (case_id, id) where case_id <> '';`);
  await protect(knex, 'usage_entries', {
    app: ['select', 'insert'],
    worker: ['select', 'insert'],
    auditor: ['select'],
    whoseRows: "actor_has('ig-manager') or exists (select from cases c where c.id = usage_entries.case_id)",
    mayWrite: "actor_kind() = 'usage'",
  });
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('requests are not taken back: reset the database instead'));
}
