/** Brings a database up to date: roles first, then every migration as the owner. */

import knex, { type Knex } from 'knex';
import pg from 'pg';
import { migrations, type Migration } from '../../migrations/index.ts';

/** Passwords of the roles that may log in. The owner may not. */
export interface RolePasswords {
  readonly app: string;
  readonly worker: string;
  readonly connector: string;
  readonly auditor: string;
}

export interface MigrateOptions {
  /** A user with CREATEDB and CREATEROLE, never a superuser. */
  readonly url: string;
  /** Role names start with it; the database's name unless said. */
  readonly rolePrefix?: string;
  readonly passwords: RolePasswords;
}

export async function migrate(options: MigrateOptions): Promise<void> {
  const rolePrefix = options.rolePrefix ?? databaseName(options.url);
  const client = new pg.Client({ connectionString: options.url, application_name: 'fairsight-migrate' });
  await client.connect();
  try {
    await makeRoles(client, rolePrefix, options.passwords);
  } finally {
    await client.end();
  }
  await runMigrations(options.url, rolePrefix);
}

export function databaseName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/** The address by which one role logs in. */
export function urlOfRole(url: string, user: string, password: string): string {
  const address = new URL(url);
  address.username = encodeURIComponent(user);
  address.password = encodeURIComponent(password);
  return address.href;
}

async function makeRoles(client: pg.Client, rolePrefix: string, passwords: RolePasswords): Promise<void> {
  const owner = client.escapeIdentifier(`${rolePrefix}_owner`);
  await makeRole(client, `${rolePrefix}_owner`, 'nologin');
  for (const [role, password] of Object.entries(passwords)) {
    await makeRole(client, `${rolePrefix}_${role}`, `login password ${client.escapeLiteral(String(password))}`);
    const name = client.escapeIdentifier(`${rolePrefix}_${role}`);
    await client.query(`grant connect on database ${client.escapeIdentifier(client.database ?? '')} to ${name}`);
    await client.query(`grant usage on schema public to ${name}`); // the migrations run as the owner, who may not give what the database's own creator holds
  }
  await client.query(`grant ${owner} to current_user`);
  await client.query('revoke all on schema public from public');
  await client.query(`revoke connect, temporary on database ${client.escapeIdentifier(client.database ?? '')} from public`);
  await client.query(`grant create, usage on schema public to ${owner}`);
  await client.query(`grant create on database ${client.escapeIdentifier(client.database ?? '')} to ${owner}`);
}

async function makeRole(client: pg.Client, name: string, attributes: string): Promise<void> {
  const known = await client.query('select from pg_roles where rolname = $1', [name]);
  const verb = known.rowCount === 0 ? 'create' : 'alter';
  await client.query(`${verb} role ${client.escapeIdentifier(name)} nosuperuser nocreatedb nocreaterole noreplication nobypassrls ${attributes}`.replace(verb === 'alter' ? / nosuperuser| noreplication| nobypassrls/g : /$^/, ''));
}

async function runMigrations(url: string, rolePrefix: string): Promise<void> {
  const asOwner = knex({
    client: 'pg',
    connection: url,
    pool: {
      min: 0,
      max: 2,
      afterCreate: (connection: pg.Client, done: (error: Error | null, connection: pg.Client) => void) => {
        const owner = pg.escapeIdentifier(`${rolePrefix}_owner`);
        connection
          .query(`set role ${owner}; select set_config('fairsight.role_prefix', ${pg.escapeLiteral(rolePrefix)}, false); set client_min_messages to warning`)
          .then(() => { done(null, connection); }, (error: unknown) => { done(error instanceof Error ? error : new Error('set role failed'), connection); });
      },
    },
  });
  try {
    await asOwner.migrate.latest({ migrationSource: source, tableName: 'migrations' });
  } finally {
    await asOwner.destroy();
  }
}

const source: Knex.MigrationSource<Migration> = {
  getMigrations: () => Promise.resolve([...migrations]),
  getMigrationName: (migration) => migration.name,
  getMigration: (migration) => Promise.resolve({ up: migration.up, down: migration.down }),
};
