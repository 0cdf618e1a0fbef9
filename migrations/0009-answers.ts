/** Answers: how each is built part by part, its sealed files, its one row of publication, and questions about single blanks. */

import type { Knex } from 'knex';
import { protect } from './security.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create table answers (
      id text primary key,
      case_id text not null references cases,
      bundle_id text not null unique references bundles,
      bundle_hash text not null,
      account_id text not null references accounts,
      data_subject_id text not null references data_subjects,
      reference text not null,
      sensitivity text not null check (sensitivity in ('ordinary', 'sensitive', 'protected')),
      state text not null check (state in ('building', 'blocked', 'released')),
      answered_on date not null,
      page_count integer not null default 0,
      item_count integer not null,
      manifest_hash text,
      sealed_letter bytea not null,
      sealed_outline bytea,
      sealed_plan bytea,
      version integer not null default 1,
      started_by text not null,
      started_at timestamptz not null default now(),
      resumed_at timestamptz,
      ended_at timestamptz
    );
    create index answers_of_case on answers (case_id, started_at);
    create table release_parts (
      answer_id text not null references answers,
      case_id text not null references cases,
      part integer not null,
      kind text not null check (kind in ('item', 'plan', 'volume', 'data', 'check', 'seal', 'publish')),
      subject text not null,
      state text not null default 'waiting' check (state in ('waiting', 'done')),
      failures jsonb not null default '[]',
      sealed_terms bytea,
      done_at timestamptz,
      primary key (answer_id, part)
    );
    create table answer_files (
      answer_id text not null references answers,
      case_id text not null references cases,
      name text not null,
      kind text not null check (kind in ('text', 'document', 'volume', 'data', 'manifest')),
      item_number integer,
      source_item_id text,
      file_id text not null,
      byte_count bigint not null,
      sha256 text not null,
      page_hashes jsonb not null default '[]',
      primary key (answer_id, name)
    );
    create table disclosures (
      answer_id text primary key references answers,
      case_id text not null references cases,
      account_id text not null references accounts,
      sensitivity text not null check (sensitivity in ('ordinary', 'sensitive', 'protected')),
      released_at timestamptz not null,
      closes_at timestamptz not null,
      recalled_at timestamptz
    );
    create index disclosures_of_account on disclosures (account_id, released_at);
    create index disclosures_of_case on disclosures (case_id);
    create table reading_places (
      answer_id text not null references answers,
      account_id text not null references accounts,
      item_number integer not null,
      changed_at timestamptz not null default now(),
      primary key (answer_id, account_id)
    );
    create table challenges (
      id text primary key,
      answer_id text not null references answers,
      case_id text not null references cases,
      account_id text not null references accounts,
      blank_id text not null,
      item_number integer not null,
      state text not null default 'waiting' check (state in ('waiting', 'kept', 'changed')),
      sealed_words bytea,
      asked_at timestamptz not null,
      answer_by_on date not null,
      decided_by text,
      decided_at timestamptz,
      unique (answer_id, blank_id)
    );
    create index challenges_of_case on challenges (case_id, asked_at);
  `);
  await walls(knex);
}

/** A resident meets an answer only through its disclosure: until that one row is written there is nothing to see. */
async function walls(knex: Knex): Promise<void> {
  const throughCase = (table: string): string => `exists (select from cases c where c.id = ${table}.case_id)`;
  const disclosedToMe = (table: string, id: string): string =>
    `(actor_kind() = 'resident' and exists (select from disclosures d where d.answer_id = ${table}.${id} and d.account_id = actor_account() and d.recalled_at is null and d.closes_at > now()))`;
  await protect(knex, 'disclosures', {
    app: ['select', 'update'],
    worker: ['select', 'insert'],
    whoseRows: `(actor_kind() = 'resident' and account_id = actor_account()) or ${throughCase('disclosures')}`,
    mayWrite: throughCase('disclosures'),
  });
  await protect(knex, 'answers', {
    app: ['select'],
    worker: ['select', 'insert', 'update'],
    whoseRows: `${disclosedToMe('answers', 'id')} or ${throughCase('answers')}`,
    mayWrite: throughCase('answers'),
  });
  await protect(knex, 'answer_files', {
    app: ['select'],
    worker: ['select', 'insert', 'update'],
    whoseRows: `${disclosedToMe('answer_files', 'answer_id')} or ${throughCase('answer_files')}`,
    mayWrite: throughCase('answer_files'),
  });
  await protect(knex, 'release_parts', { app: ['select'], worker: ['select', 'insert', 'update'], whoseRows: throughCase('release_parts') });
  await protect(knex, 'reading_places', { app: ['select', 'insert', 'update'], whoseRows: 'account_id = actor_account()' });
  await protect(knex, 'challenges', {
    app: ['select', 'insert', 'update'],
    worker: ['select'],
    whoseRows: `(actor_kind() = 'resident' and account_id = actor_account()) or ${throughCase('challenges')}`,
  });
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('answers are not taken back: reset the database instead'));
}
