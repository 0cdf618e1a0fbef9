/** What was asked of each connected system for a case, what came back, and the marks made on it. */

import type { Knex } from 'knex';
import { protect } from './security.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create table system_searches (
      case_id text not null references cases,
      system_id text not null,
      outcome text check (outcome in ('held', 'not held', 'identifier not supported', 'suspended', 'errored')),
      reason text,
      excused_because_sealed bytea,
      excused_by text,
      item_count integer not null default 0,
      page_count integer not null default 0,
      sealed_query bytea,
      attempt integer not null default 1,
      started_at timestamptz,
      ended_at timestamptz,
      primary key (case_id, system_id)
    );
    create table matches (
      id text primary key,
      case_id text not null references cases,
      system_id text not null,
      sealed_candidate bytea not null,
      state text not null check (state in ('probable', 'certain', 'rejected')),
      decided_by text,
      decided_at timestamptz,
      created_at timestamptz not null default now()
    );
    create index matches_of_case on matches (case_id, system_id);
    create table items (
      id text primary key,
      case_id text not null references cases,
      system_id text not null,
      attempt integer not null,
      number integer not null,
      kind text not null check (kind in ('record', 'document')),
      parent_item_id text references items,
      media_type text not null,
      held_on date,
      byte_count bigint not null,
      page_count integer not null default 0,
      content_sha256 text not null,
      sealed_title bytea not null,
      sealed_facts bytea,
      original_file_id text not null,
      text_file_id text,
      state text not null check (state in ('collected', 'read', 'unread by machine', 'refused')),
      refused_because text,
      collected_at timestamptz not null default now(),
      unique (case_id, number)
    );
    create index items_of_case on items (case_id, number);
    create table page_checks (
      item_id text not null references items,
      case_id text not null references cases,
      page integer not null,
      why text not null,
      checked_by text,
      checked_at timestamptz,
      primary key (item_id, page)
    );
    create table marks (
      id text primary key,
      case_id text not null references cases,
      item_id text not null references items,
      page integer not null,
      start_at integer,
      end_at integer,
      rect double precision[],
      state text not null check (state in ('suggested', 'accepted', 'rejected', 'needs decision')),
      exemption text,
      suggested_why text,
      score real,
      sealed_quote bytea,
      sealed_reason bytea,
      proposed_by text not null,
      decided_by text,
      decided_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      check (start_at is not null or rect is not null)
    );
    create index marks_of_item on marks (item_id, page, start_at);
    create index marks_of_case on marks (case_id, state);
    create table mark_versions (
      mark_id text not null references marks,
      case_id text not null,
      version integer not null,
      state text not null,
      exemption text,
      start_at integer,
      end_at integer,
      rect double precision[],
      changed_by text not null,
      changed_at timestamptz not null default now(),
      primary key (mark_id, version)
    );
    create table bundles (
      id text primary key,
      case_id text not null references cases,
      number integer not null,
      hash text not null,
      state text not null check (state in ('submitted', 'returned', 'approved', 'void', 'released', 'blocked')),
      prepared_by text not null,
      submitted_at timestamptz not null default now(),
      decided_by text,
      decided_at timestamptz,
      sealed_comments bytea,
      version integer not null default 1,
      unique (case_id, number),
      check (decided_by is null or state in ('void', 'submitted') or decided_by <> prepared_by)
    );
    create unique index one_open_bundle_a_case on bundles (case_id) where state in ('submitted', 'approved');
  `);
  const throughCase = (table: string): string => `exists (select from cases c where c.id = ${table}.case_id)`;
  for (const table of ['system_searches', 'matches', 'items', 'page_checks', 'marks', 'mark_versions', 'bundles']) {
    await protect(knex, table, {
      app: ['select', 'insert', 'update'],
      worker: ['select', 'insert', 'update'],
      whoseRows: throughCase(table),
    });
  }
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('collected items are not taken back: reset the database instead'));
}
