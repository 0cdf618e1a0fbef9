/** Who is acting, as row-level security sees it; and the sessions they are read from. */

import type { Knex } from 'knex';
import { grantByName, roleNames } from './security.ts';

export async function up(knex: Knex): Promise<void> {
  const names = await roleNames(knex);
  await knex.schema.raw('revoke all on schema public from public');
  await knex.schema.raw(`grant usage on schema public to "${names.app}", "${names.worker}", "${names.connector}", "${names.auditor}"`);
  await knex.schema.raw(`
    create table sessions (
      id_hash bytea primary key,
      account_id text,
      version integer not null default 1,
      data jsonb not null,
      created_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now(),
      expires_at timestamptz not null
    );
    create index sessions_of_account on sessions (account_id);
    create index sessions_by_expiry on sessions (expires_at);
    create table rate_limits (key text primary key, points integer not null default 0, expire bigint);
  `);
  await grantByName(knex, 'sessions', { app: ['select', 'insert', 'update', 'delete'], worker: ['select', 'delete'] });
  await grantByName(knex, 'rate_limits', { app: ['select', 'insert', 'update', 'delete'] });
  await actorFunctions(knex);
  await enterFunction(knex);
}

/** An unset setting reads as empty text on a pooled connection and as null on a new one; both are nobody. */
async function actorFunctions(knex: Knex): Promise<void> {
  const reads: Readonly<Record<string, string>> = {
    actor_kind: 'kind',
    actor_account: 'account',
    actor_subject: 'subject',
    actor_case: 'case_id',
    actor_system: 'system',
  };
  for (const [name, setting] of Object.entries(reads)) {
    await knex.schema.raw(`
      create function ${name}() returns text language sql stable parallel safe
      as $$ select nullif(current_setting('fairsight.${setting}', true), '') $$`);
  }
  await knex.schema.raw(`
    create function actor_has(role text) returns boolean language sql stable parallel safe
    as $$ select actor_kind() = 'staff' and role = any (string_to_array(current_setting('fairsight.roles', true), ',')) $$`);
}

/** Sets the context for this transaction, and refuses it if the session it was read from has changed since. */
async function enterFunction(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create function enter_as(kind text, account text, subject text, roles text, case_id text, system text, session_hash text, session_version text)
    returns void language plpgsql volatile as $$
    begin
      if session_hash <> '' and not exists (
        select from sessions s
        where s.id_hash = decode(session_hash, 'hex') and s.version = session_version::integer and s.expires_at > now()
      ) then
        raise exception 'the session changed' using errcode = 'FS001';
      end if;
      perform set_config('fairsight.kind', kind, true), set_config('fairsight.account', account, true),
        set_config('fairsight.subject', subject, true), set_config('fairsight.roles', roles, true),
        set_config('fairsight.case_id', case_id, true), set_config('fairsight.system', system, true);
    end $$`);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('the first migration is not taken back: reset the database instead'));
}
