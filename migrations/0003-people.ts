/** Accounts, roles, data subjects, and what binds an account to one of them. */

import type { Knex } from 'knex';
import { protect, roleNames } from './security.ts';

const ofOneself = "account_id = actor_account() or actor_kind() in ('sign-in', 'worker')";

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create table accounts (
      id text primary key,
      provider text not null check (provider in ('resident', 'staff')),
      issuer text not null,
      subject text not null,
      sealed_profile bytea,
      disabled_at timestamptz,
      created_at timestamptz not null default now(),
      unique (issuer, subject)
    );
    create table staff_roles (account_id text not null references accounts, role text not null, primary key (account_id, role));
    create table data_subjects (
      id text primary key,
      sealed_identity bytea not null,
      created_at timestamptz not null default now()
    );
    create table subject_numbers (number_index bytea primary key, data_subject_id text not null references data_subjects);
    create table bindings (
      id text primary key,
      account_id text not null references accounts,
      data_subject_id text not null references data_subjects,
      evidence text not null,
      bound_by text not null,
      bound_at timestamptz not null default now(),
      ended_at timestamptz
    );
    create unique index one_binding_an_account on bindings (account_id) where ended_at is null;
    create index bindings_of_subject on bindings (data_subject_id);
    create table proof_requests (
      id text primary key,
      account_id text not null references accounts,
      way text not null,
      state text not null check (state in ('waiting', 'not matched', 'accepted', 'refused')),
      answer_by_on date not null,
      asked_at timestamptz not null default now(),
      decided_by text,
      decided_at timestamptz
    );
    create index proof_requests_of_account on proof_requests (account_id, asked_at);
    create table safe_contacts (
      id text primary key,
      account_id text not null references accounts,
      sealed_contact bytea not null,
      created_at timestamptz not null default now(),
      ended_at timestamptz
    );
    create unique index one_safe_contact_an_account on safe_contacts (account_id) where ended_at is null;
    create table protections (
      data_subject_id text primary key references data_subjects,
      sealed_reason bytea,
      set_by text not null,
      set_at timestamptz not null default now()
    );
  `);
  await walls(knex);
}

async function walls(knex: Knex): Promise<void> {
  await protect(knex, 'accounts', {
    app: ['select', 'insert', 'update'],
    worker: ['select', 'insert', 'update'],
    whoseRows: `id = actor_account() or actor_kind() in ('sign-in', 'worker') or (actor_kind() = 'staff' and provider = 'staff')`,
  });
  await protect(knex, 'staff_roles', {
    app: ['select'],
    worker: ['select', 'insert', 'delete'],
    whoseRows: `${ofOneself} or actor_kind() = 'staff'`,
    mayWrite: "actor_kind() = 'worker'",
  });
  await protect(knex, 'data_subjects', {
    app: ['select', 'insert', 'update'],
    worker: ['select', 'insert', 'update'],
    whoseRows: "id = actor_subject() or actor_kind() in ('sign-in', 'worker')",
  });
  await protect(knex, 'subject_numbers', { app: ['select', 'insert'], worker: ['select', 'insert'], whoseRows: "actor_kind() in ('sign-in', 'worker')" });
  await protect(knex, 'bindings', { app: ['select', 'insert', 'update'], worker: ['select', 'insert', 'update'], whoseRows: ofOneself, ownerReads: true });
  await protect(knex, 'proof_requests', { app: ['select', 'insert', 'update'], worker: ['select', 'update'], whoseRows: ofOneself });
  await protect(knex, 'safe_contacts', { app: ['select', 'insert', 'update'], worker: ['select'], whoseRows: ofOneself });
  await protect(knex, 'protections', {
    app: ['select', 'insert', 'delete'],
    worker: ['select', 'insert'],
    whoseRows: "actor_has('safeguarding-lead') or actor_kind() = 'worker'",
    ownerReads: true,
  });
  await answeredByOfficer(knex);
}

/** One yes or no about oneself, and about a person whose request is being filed; the reason is never reachable through it. */
async function answeredByOfficer(knex: Knex): Promise<void> {
  const names = await roleNames(knex);
  await knex.schema.raw(`
    create function is_answered_by_officer(wanted text) returns boolean language sql stable security definer set search_path = public, pg_temp
    as $$ select exists (select from protections p where p.data_subject_id = wanted) $$;
    revoke all on function is_answered_by_officer from public;
    grant execute on function is_answered_by_officer to "${names.app}", "${names.worker}";`);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('people are not taken back: reset the database instead'));
}
