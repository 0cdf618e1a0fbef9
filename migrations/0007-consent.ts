/** Consent: what each person answered to which exact words, and the systems that may ask. */

import type { Knex } from 'knex';
import { protect, roleNames } from './security.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create table notice_wordings (
      sha256 text primary key,
      purpose_id text not null,
      notice_version integer not null,
      language text not null,
      words jsonb not null,
      first_answered_at timestamptz not null default now()
    );
    create table consent_events (
      id text primary key,
      data_subject_id text not null references data_subjects,
      purpose_id text not null,
      position integer not null,
      kind text not null check (kind in ('requested', 'given', 'refused', 'reaffirmed', 'withdrawn', 'expired', 'invalidated')),
      notice_version integer not null,
      wording_sha256 text not null references notice_wordings,
      channel text not null,
      answered_by text not null,
      assurance text not null,
      since_at timestamptz not null,
      at timestamptz not null,
      unique (data_subject_id, purpose_id, position)
    );
    create table calling_systems (
      id text primary key,
      name text not null,
      registered_at timestamptz not null default now(),
      disabled_at timestamptz
    );
    create table calling_system_secrets (
      secret_hash bytea primary key,
      system_id text not null references calling_systems,
      made_at timestamptz not null default now(),
      ended_at timestamptz
    );
    create index calling_system_secrets_of_system on calling_system_secrets (system_id);
    create table calling_system_purposes (
      system_id text not null references calling_systems,
      purpose_id text not null,
      primary key (system_id, purpose_id)
    );
    create table person_references (
      reference text primary key,
      system_id text not null references calling_systems,
      data_subject_id text not null references data_subjects,
      made_at timestamptz not null default now(),
      unique (system_id, data_subject_id)
    );
    create index person_references_of_subject on person_references (data_subject_id);
  `);
  await appendOnly(knex);
  await walls(knex);
  await credentials(knex);
  await askings(knex);
}

/** What was answered, and to which words, is proof: nobody changes it, the owner's own slips included. */
async function appendOnly(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create function refuse_change_of_proof() returns trigger language plpgsql
    as $$ begin raise exception 'consent is only ever added to'; end $$`);
  for (const table of ['consent_events', 'notice_wordings']) {
    await knex.schema.raw(`
      create trigger only_added_to before update or delete on ${table} for each row execute function refuse_change_of_proof();
      create trigger never_emptied before truncate on ${table} for each statement execute function refuse_change_of_proof();`);
  }
}

async function walls(knex: Knex): Promise<void> {
  const ownAnswers = "(actor_kind() = 'resident' and data_subject_id = actor_subject())";
  const registeredAnswers = `(actor_kind() = 'connected-system'
    and exists (select from calling_system_purposes r where r.system_id = actor_system() and r.purpose_id = consent_events.purpose_id)
    and exists (select from person_references p where p.system_id = actor_system() and p.data_subject_id = consent_events.data_subject_id))`;
  await protect(knex, 'notice_wordings', { app: ['select', 'insert'], worker: ['select', 'insert'], whoseRows: "actor_kind() in ('resident', 'staff', 'worker')" });
  await protect(knex, 'consent_events', {
    app: ['select', 'insert'],
    worker: ['select', 'insert'],
    whoseRows: `${ownAnswers} or ${registeredAnswers} or actor_kind() = 'worker'`,
    mayWrite: `${ownAnswers} or actor_kind() = 'worker'`,
  });
  await protect(knex, 'calling_systems', {
    app: ['select'],
    worker: ['select', 'insert', 'update'],
    whoseRows: "actor_kind() in ('resident', 'staff', 'worker') or id = actor_system()",
    ownerReads: true,
  });
  await protect(knex, 'calling_system_secrets', { worker: ['select', 'insert', 'update'], whoseRows: "actor_kind() = 'worker'", ownerReads: true });
  await protect(knex, 'calling_system_purposes', {
    app: ['select'],
    worker: ['select', 'insert', 'delete'],
    whoseRows: "actor_kind() in ('resident', 'staff', 'worker') or system_id = actor_system()",
  });
  await protect(knex, 'person_references', {
    app: ['select'],
    worker: ['select', 'insert'],
    whoseRows: "system_id = actor_system() or actor_kind() = 'worker'",
  });
}

/** Which system a secret belongs to, asked before anyone is known; the hashes themselves are out of the app's reach. */
async function credentials(knex: Knex): Promise<void> {
  const names = await roleNames(knex);
  await knex.schema.raw(`
    create function system_of_secret(wanted bytea) returns text language sql stable security definer set search_path = public, pg_temp
    as $$ select s.system_id from calling_system_secrets s join calling_systems c on c.id = s.system_id
          where s.secret_hash = wanted and s.ended_at is null and c.disabled_at is null $$;
    revoke all on function system_of_secret from public;
    grant execute on function system_of_secret to "${names.app}", "${names.worker}";`);
}

/** Which systems asked about the person who is signed in, and when last: nothing about anyone else can be asked. */
async function askings(knex: Knex): Promise<void> {
  const names = await roleNames(knex);
  await knex.schema.raw(`
    create policy usage_entries_asked_about on usage_entries for select to "${names.owner}" using (true);
    create policy usage_entries_of_asker on usage_entries for insert to "${names.app}" with check (
      actor_kind() = 'connected-system' and usage_entries.actor_kind = 'connected-system' and actor_reference = actor_system());
    create function who_asked_about_me() returns table (purpose_id text, system_id text, last_asked_at timestamptz)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select u.about_id, u.actor_reference, max(u.at) from usage_entries u
          where u.data_subject_id = actor_subject() and actor_kind() = 'resident' and u.why = 'consent-check'
          group by 1, 2 order by 3 desc limit 200 $$;
    revoke all on function who_asked_about_me from public;
    grant execute on function who_asked_about_me to "${names.app}";`);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('consent is not taken back: reset the database instead'));
}
