/** The audit log, append-only for everyone but its owner, with the chain that seals it. */

import type { Knex } from 'knex';
import { protect, roleNames } from './security.ts';

export async function up(knex: Knex): Promise<void> {
  const names = await roleNames(knex);
  await knex.schema.raw(`
    create schema audit;
    grant usage on schema audit to "${names.app}", "${names.worker}", "${names.auditor}";
    create table audit.entries (
      id bigint generated always as identity primary key,
      at timestamptz not null default clock_timestamp(),
      transaction_id xid8 not null default pg_current_xact_id(),
      actor_kind text not null,
      actor_reference text not null,
      action text not null,
      about_type text not null,
      about_id text not null,
      case_id text not null,
      details text not null
    );
    create index audit_entries_by_transaction on audit.entries (transaction_id, id);
    create index audit_entries_of_case on audit.entries (case_id, id) where case_id <> '';
    create table audit.seals (
      position bigint primary key,
      entry_id bigint not null unique,
      entry_hash bytea not null,
      chain_hash bytea not null,
      sealed_at timestamptz not null default clock_timestamp()
    );
  `);
  await appendOnly(knex);
  await protect(knex, 'audit.entries', { worker: ['select'], auditor: ['select'], whoseRows: 'true', ownerReads: true });
  await knex.schema.raw(`create policy entries_are_appended on audit.entries for insert to "${names.owner}" with check (true)`);
  await protect(knex, 'audit.seals', { worker: ['select', 'insert'], auditor: ['select'], whoseRows: 'true', ownerReads: true });
  await appendFunction(knex);
  await caseEntries(knex);
}

async function appendOnly(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create function audit.refuse() returns trigger language plpgsql
    as $$ begin raise exception 'the audit log is only ever added to'; end $$`);
  for (const table of ['entries', 'seals']) {
    await knex.schema.raw(`
      create trigger only_added_to before update or delete on audit.${table} for each row execute function audit.refuse();
      create trigger never_emptied before truncate on audit.${table} for each statement execute function audit.refuse();`);
  }
}

/** Runs as the owner, so that the app needs no right on the table itself. No lock, no chain: the sealer does both later. */
async function appendFunction(knex: Knex): Promise<void> {
  const names = await roleNames(knex);
  await knex.schema.raw(`
    create function audit.append(actor_kind text, actor_reference text, action text, about_type text, about_id text, case_id text, details text)
    returns void language sql volatile security definer set search_path = audit, pg_temp
    as $$ insert into audit.entries (actor_kind, actor_reference, action, about_type, about_id, case_id, details)
          values (actor_kind, actor_reference, action, about_type, about_id, case_id, details) $$;
    revoke all on function audit.append from public;
    grant execute on function audit.append to "${names.app}", "${names.worker}";`);
}

/** What a case's own officers may read of the log: its timeline. */
async function caseEntries(knex: Knex): Promise<void> {
  const names = await roleNames(knex);
  await knex.schema.raw(`
    create function audit.of_case(wanted text, most integer)
    returns table (id bigint, at timestamptz, actor_kind text, actor_reference text, action text, about_type text, about_id text, details text)
    language sql stable security definer set search_path = audit, public, pg_temp
    as $$ select e.id, e.at, e.actor_kind, e.actor_reference, e.action, e.about_type, e.about_id, e.details
          from audit.entries e where e.case_id = wanted and wanted <> '' order by e.id desc limit most $$;
    revoke all on function audit.of_case from public;
    grant execute on function audit.of_case to "${names.app}";`);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('the audit log is never taken down'));
}
