/** Keeps how each connected system fares, what it has that nobody described, and when the worker's regular deeds were last done. */

import type { Knex } from 'knex';
import { protect } from './security.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create table timetable (deed text primary key, begun_at timestamptz not null, done_at timestamptz);
    create table system_states (
      system_id text primary key,
      last_asked_at timestamptz not null,
      last_answered_at timestamptz,
      last_reason text,
      failures_in_a_row integer not null default 0,
      resting_until timestamptz,
      drift_looked_at timestamptz
    );
    create table system_days (
      system_id text not null,
      day date not null,
      askings integer not null default 0,
      failures integer not null default 0,
      items integer not null default 0,
      primary key (system_id, day)
    );
    create table system_drift (
      system_id text not null,
      place text not null,
      kind text not null check (kind in ('unknown', 'gone')),
      found_on date not null,
      primary key (system_id, place)
    );
    create table drift_decisions (
      system_id text not null,
      place text not null,
      is_personal boolean not null,
      plain_name text,
      decided_by text not null references accounts,
      decided_at timestamptz not null default now(),
      primary key (system_id, place)
    );`);
  const ours = "actor_kind() in ('worker', 'staff')";
  await protect(knex, 'timetable', { worker: ['select', 'insert', 'update'], whoseRows: "actor_kind() = 'worker'" });
  await protect(knex, 'system_states', { app: ['select', 'insert', 'update'], worker: ['select', 'insert', 'update'], whoseRows: ours });
  await protect(knex, 'system_days', { app: ['select', 'insert', 'update'], worker: ['select', 'insert', 'update'], whoseRows: ours });
  await protect(knex, 'system_drift', { app: ['select', 'insert', 'update', 'delete'], worker: ['select', 'insert', 'update', 'delete'], whoseRows: ours });
  await protect(knex, 'drift_decisions', { app: ['select', 'insert', 'update'], worker: ['select'], whoseRows: ours, mayWrite: "actor_kind() = 'staff' and decided_by = actor_account()" });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.raw('drop table drift_decisions, system_drift, system_days, system_states, timetable');
}
