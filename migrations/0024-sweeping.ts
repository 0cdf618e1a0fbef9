/** Lets the sweeper ask which files are still known, and takes down a table that was never used. */

import type { Knex } from 'knex';
import { roleNames } from './security.ts';

/*
 * The worker sees the files of the one case its job names; whoever sweeps has to know of all of them. The function says only which of the
 * ids it is given are known. Every column that holds the id of a sealed file is asked, and a test finds the one that was forgotten.
 */
export async function up(knex: Knex): Promise<void> {
  const { owner, worker } = await roleNames(knex);
  await knex.schema.raw(`
    drop table rate_limits;
    create policy items_owner on items for select to "${owner}" using (true);
    create policy answer_files_owner on answer_files for select to "${owner}" using (true);
    create function known_files(asked text[]) returns setof text language sql stable security definer set search_path = public, pg_temp
    as $$
      select original_file_id from items where original_file_id = any (asked)
      union select text_file_id from items where text_file_id = any (asked)
      union select file_id from answer_files where file_id = any (asked)
    $$;
    revoke all on function known_files from public;
    grant execute on function known_files to "${worker}";`);
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('a table that held nothing is not put back: reset the database instead'));
}
