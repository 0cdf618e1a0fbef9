/** Lets staff record the proof of people who wait for it: each waiting request has a reference to read aloud, and nothing else of the person is shown. */

import type { Knex } from 'knex';
import { roleNames } from './security.ts';

const assists = "(actor_has('assisting-officer') or actor_has('preparer') or actor_has('ig-manager'))";

export async function up(knex: Knex): Promise<void> {
  const { app } = await roleNames(knex);
  const some = (count: number): string => `upper(substr(gen_random_uuid()::text, 1, ${String(count)}))`;
  await knex.schema.raw(`
    alter table proof_requests
      add column reference text not null unique default ${some(4)} || '-' || ${some(4)} || '-' || ${some(2)},
      add column tries integer not null default 0,
      add column evidence_seen text,
      add column sealed_vouching bytea;
    alter table proof_requests alter column reference drop default;
    create index proof_requests_waiting on proof_requests (answer_by_on, id) where state = 'waiting';
    create policy proof_requests_to_decide on proof_requests for select to "${app}"
      using (${assists} and (state = 'waiting' or decided_by = actor_account()));
    create policy proof_requests_decided on proof_requests for update to "${app}"
      using (${assists} and state = 'waiting')
      with check (state = 'waiting' or (state = 'not matched' and decided_by = actor_account()));
    create policy accounts_waiting_for_proof on accounts for select to "${app}"
      using (${assists} and exists (select from proof_requests p where p.account_id = accounts.id and p.state = 'waiting'));`);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('what staff recorded is not taken back: reset the database instead'));
}
