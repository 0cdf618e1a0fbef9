/** The words in which a migration says who may touch a table: grants by role, and the row-level security every table has. */

import type { Knex } from 'knex';

type Right = 'select' | 'insert' | 'update' | 'delete';

/** Roles carry the database's name, so that two councils can share one server. */
export interface RoleNames {
  readonly owner: string;
  readonly app: string;
  readonly worker: string;
  readonly connector: string;
  readonly auditor: string;
}

export async function roleNames(knex: Knex): Promise<RoleNames> {
  const answer = await knex.raw<{ rows: { prefix: string }[] }>("select current_setting('fairsight.role_prefix') as prefix");
  const prefix = answer.rows[0]?.prefix ?? '';
  const named = (role: string): string => `${prefix}_${role}`;
  return { owner: named('owner'), app: named('app'), worker: named('worker'), connector: named('connector'), auditor: named('auditor') };
}

export interface Protection {
  readonly app?: readonly Right[];
  readonly worker?: readonly Right[];
  readonly connector?: readonly Right[];
  readonly auditor?: readonly Right[];
  /** SQL that says whose rows these are; for reading, and for the row as it stands before a change. */
  readonly whoseRows: string;
  /** SQL that a new or changed row must meet; the same as `whoseRows` unless said. */
  readonly mayWrite?: string;
  /** Functions that run as the owner may read the rows. */
  readonly ownerReads?: boolean;
}

/** Forces row-level security on a table and grants exactly what is named. */
export async function protect(knex: Knex, table: string, protection: Protection): Promise<void> {
  const names = await roleNames(knex);
  const policy = table.replace('.', '_');
  await knex.schema.raw(`alter table ${table} enable row level security`);
  await knex.schema.raw(`alter table ${table} force row level security`);
  const granted = await grant(knex, { table, names, protection });
  const written = protection.mayWrite ?? protection.whoseRows;
  if (granted.length > 0) {
    await knex.schema.raw(`create policy ${policy}_rows on ${table} for all to ${granted.join(', ')} using (${protection.whoseRows}) with check (${written})`);
  }
  if (protection.ownerReads === true) {
    await knex.schema.raw(`create policy ${policy}_owner on ${table} for select to "${names.owner}" using (true)`);
  }
}

interface Grant {
  readonly table: string;
  readonly names: RoleNames;
  readonly protection: Protection;
}

async function grant(knex: Knex, { table, names, protection }: Grant): Promise<readonly string[]> {
  const granted: string[] = [];
  for (const role of ['app', 'worker', 'connector', 'auditor'] as const) {
    const rights = protection[role];
    if (rights === undefined || rights.length === 0) continue;
    await knex.schema.raw(`grant ${rights.join(', ')} on ${table} to "${names[role]}"`);
    granted.push(`"${names[role]}"`);
  }
  return granted;
}

/** For tables without row-level security; every one is listed by name in the test of the database's walls. */
export async function grantByName(knex: Knex, table: string, rights: { readonly app?: readonly Right[]; readonly worker?: readonly Right[] }): Promise<void> {
  const names = await roleNames(knex);
  for (const role of ['app', 'worker'] as const) {
    const granted = rights[role];
    if (granted !== undefined) await knex.schema.raw(`grant ${granted.join(', ')} on ${table} to "${names[role]}"`);
  }
}
