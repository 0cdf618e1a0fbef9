/** Tells a resident's page which systems rest, and which columns officers classed as personal; nothing else of how systems fare. */

import type { Knex } from 'knex';
import { roleNames } from './security.ts';

const read = ['system_states', 'system_drift', 'drift_decisions'];

export async function up(knex: Knex): Promise<void> {
  const { owner, app } = await roleNames(knex);
  for (const table of read) await knex.schema.raw(`create policy ${table}_owner on ${table} for select to "${owner}" using (true)`);
  await knex.schema.raw(`
    create function systems_as_decided(asked_at timestamptz) returns table (system_id text, is_resting boolean, also_read jsonb) language sql stable security definer set search_path = public, pg_temp
    as $$
      with classed as (
        select d.system_id, jsonb_agg(jsonb_build_object('place', d.place, 'plainName', d.plain_name) order by d.place) as columns
        from drift_decisions d join system_drift f on f.system_id = d.system_id and f.place = d.place and f.kind = 'unknown'
        where d.is_personal and d.plain_name is not null and position('.' in d.place) > 0
        group by d.system_id
      )
      select coalesce(s.system_id, c.system_id), coalesce(s.resting_until > asked_at, false), coalesce(c.columns, '[]')
      from system_states s full join classed c on c.system_id = s.system_id
      where s.resting_until > asked_at or c.columns is not null
    $$;
    revoke all on function systems_as_decided from public;
    grant execute on function systems_as_decided to "${app}";`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.raw('drop function systems_as_decided');
  for (const table of read) await knex.schema.raw(`drop policy ${table}_owner on ${table}`);
}
