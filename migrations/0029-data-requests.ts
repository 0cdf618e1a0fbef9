/** Data requests to service contacts: what was asked, the one-time links, what was sent back, and the letters that went out. */

import type { Knex } from 'knex';
import { protect, roleNames } from './security.ts';

const queues = ['send-letter', 'take-reply'];

export async function up(knex: Knex): Promise<void> {
  await dataRequests(knex);
  await replies(knex);
  await letters(knex);
  await linkFunctions(knex);
  await walls(knex);
  await knownFiles(knex);
  await jobQueues(knex);
}

async function jobQueues(knex: Knex): Promise<void> {
  const { app, worker } = await roleNames(knex);
  for (const queue of queues) await knex.raw('select pgboss.create_queue(?, ?::json)', [queue, JSON.stringify({ policy: 'standard', retryLimit: 5 })]);
  await knex.schema.raw(`grant select, insert, update, delete on all tables in schema pgboss to "${worker}"; grant select, insert on all tables in schema pgboss to "${app}"`);
}

/** `sealed_asked` is what the contact is given to search with, and no more; it is of the case's key, so that shredding the case shreds it. */
async function dataRequests(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create table data_requests (
      id text primary key,
      reference text not null unique,
      case_id text not null references cases,
      data_subject_id text not null,
      system_id text not null,
      attempt integer not null,
      state text not null check (state in ('waiting', 'asked back', 'answered', 'closed')),
      asked_on date not null,
      due_on date not null,
      sealed_asked bytea not null,
      outcome text check (outcome in ('held', 'not held')),
      sealed_answer bytea,
      answered_by text,
      answered_at timestamptz,
      closed_by text,
      closed_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null,
      unique (case_id, system_id, attempt),
      check (state <> 'answered' or outcome is not null)
    );
    create index open_data_requests on data_requests (due_on, id) where state in ('waiting', 'asked back');
    create table data_request_steps (
      data_request_id text not null references data_requests,
      case_id text not null,
      step text not null check (step in ('asked', 'chased', 'escalated', 'asked back', 'replied', 'new link')),
      taken_on date not null,
      taken_by text not null,
      id bigint generated always as identity primary key
    );
    create index steps_of_data_request on data_request_steps (data_request_id, id);
    create unique index one_rung_a_day on data_request_steps (data_request_id, taken_on) where step in ('chased', 'escalated');
    create table data_request_questions (
      id text primary key,
      data_request_id text not null references data_requests,
      case_id text not null,
      sealed_question bytea not null,
      asked_at timestamptz not null,
      sealed_reply bytea,
      replied_by text,
      replied_at timestamptz
    );
    create index questions_of_data_request on data_request_questions (data_request_id, asked_at);`);
}

/** Of a link only its hash is kept, and of the session it was swapped for. */
async function replies(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create table reply_links (
      id text primary key,
      data_request_id text not null references data_requests,
      case_id text not null,
      sent_to text not null check (sent_to in ('contact', 'escalation')),
      token_hash bytea not null unique,
      made_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      ended_at timestamptz,
      session_hash bytea unique,
      session_ends_at timestamptz
    );
    create index links_of_data_request on reply_links (data_request_id, made_at);
    create table reply_files (
      id text primary key,
      data_request_id text not null references data_requests,
      case_id text not null,
      file_id text not null,
      sealed_name bytea not null,
      media_type text not null,
      byte_count bigint not null,
      content_sha256 text not null,
      uploaded_at timestamptz not null,
      number bigint generated always as identity,
      unique (data_request_id, content_sha256)
    );
    create index reply_files_by_file on reply_files (file_id);`);
}

async function letters(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create table service_letters (
      id text primary key,
      case_id text not null references cases,
      about_id text not null,
      kind text not null check (kind in ('data-request', 'chase', 'escalation', 'question-answered', 'new-link')),
      sent_to text not null check (sent_to in ('contact', 'escalation')),
      sealed_letter bytea not null,
      state text not null check (state in ('waiting', 'sent', 'failed', 'not wanted')),
      why text,
      tries integer not null default 0,
      created_at timestamptz not null,
      settled_at timestamptz
    );
    create index service_letters_about on service_letters (about_id, created_at);`);
}

/*
 * Whoever brings a link or its session is nobody until it is known which data request it is for. The function is given a hash and says only
 * that; and nothing at all for a restricted case, for which no link is ever good.
 */
async function linkFunctions(knex: Knex): Promise<void> {
  const { app, worker } = await roleNames(knex);
  await knex.schema.raw(`
    create function may_answer_by_link(wanted text) returns boolean language sql stable security definer set search_path = public, pg_temp
    as $$ select exists (select from cases c where c.id = wanted and not c.is_restricted and c.closed_at is null) $$;
    create function reply_of_secret(secret bytea, is_session boolean, at timestamptz) returns table (link_id text, data_request_id text, case_id text)
    language sql stable security definer set search_path = public, pg_temp
    as $$
      select l.id, l.data_request_id, l.case_id from reply_links l join data_requests d on d.id = l.data_request_id
      where l.ended_at is null and may_answer_by_link(l.case_id) and (
        (not is_session and l.token_hash = secret and l.used_at is null and l.expires_at > at and d.state in ('waiting', 'asked back'))
        or (is_session and l.session_hash = secret and l.session_ends_at > at and d.state <> 'closed'))
    $$;
    revoke all on function may_answer_by_link, reply_of_secret from public;
    grant execute on function may_answer_by_link, reply_of_secret to "${app}", "${worker}";`);
}

async function walls(knex: Knex): Promise<void> {
  const throughCase = (table: string): string => `(actor_kind() = 'staff' and exists (select from cases c where c.id = ${table}.case_id))`;
  const byLink = (table: string, id: string): string => `(actor_kind() = 'service-contact' and ${table}.${id} = actor_account() and may_answer_by_link(${table}.case_id))`;
  // The ladder is climbed over all cases; what belongs to one is opened with that case's id.
  await protect(knex, 'data_requests', {
    app: ['select', 'update'],
    worker: ['select', 'insert', 'update'],
    ownerReads: true,
    whoseRows: `${throughCase('data_requests')} or ${byLink('data_requests', 'id')} or actor_kind() = 'worker'`,
  });
  for (const table of ['data_request_steps', 'data_request_questions', 'reply_links', 'reply_files']) {
    const isChanged = table === 'data_request_steps' ? [] : (['update'] as const);
    const isDeleted = table === 'reply_files' ? (['delete'] as const) : [];
    await protect(knex, table, {
      app: ['select', 'insert', ...isChanged, ...isDeleted],
      worker: ['select', 'insert', ...isChanged, ...isDeleted],
      ownerReads: table === 'reply_links' || table === 'reply_files',
      whoseRows: `${throughCase(table)} or ${byLink(table, 'data_request_id')} or (actor_kind() = 'worker' and case_id = actor_case())`,
    });
  }
  await protect(knex, 'service_letters', {
    app: ['select', 'insert'],
    worker: ['select', 'insert', 'update'],
    whoseRows: `${throughCase('service_letters')} or (actor_kind() = 'worker' and case_id = actor_case())`,
  });
}

/** What a contact has uploaded is known until it has become an item of the case. */
async function knownFiles(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create or replace function known_files(asked text[]) returns setof text language sql stable security definer set search_path = public, pg_temp
    as $$
      select original_file_id from items where original_file_id = any (asked)
      union select text_file_id from items where text_file_id = any (asked)
      union select file_id from answer_files where file_id = any (asked)
      union select file_id from reply_files where file_id = any (asked)
    $$;`);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('data requests are not taken back: reset the database instead'));
}
