/** The real application on a fresh database, with the development provider beside it and the demo staff's accounts made. */

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createApp } from '../../server/app.ts';
import { cast } from '../../server/connected-systems/demo/people.ts';
import { readConfig } from '../../server/platform/config.ts';
import { silentLog, type Log } from '../../server/platform/log.ts';
import type { Route } from '../../server/platform/permit.ts';
import { cookieSecret, openTools, type OpenedTools } from '../../server/platform/tools.ts';
import { startDevelopmentProvider, type DevelopmentProvider } from '../../server/sign-in/development-provider/server.ts';
import { openProviderGates, type ProviderGates } from '../../server/sign-in/provider-gates.ts';
import { providerClients } from '../../server/sign-in/provider-settings.ts';
import { signInRoutes } from '../../server/sign-in/routes.ts';
import { testDatabase } from './database.ts';

export interface WholePortal {
  readonly origin: string;
  readonly tools: OpenedTools;
  readonly provider: DevelopmentProvider;
  readonly gates: ProviderGates['gates'];
  /** Behind the curtain, as the worker. */
  query(sql: string, values?: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Every audit entry about one thing, as the auditor. */
  auditEntries(aboutId: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

export interface WholePortalOptions {
  /** Doors beside those of signing in. */
  readonly routes?: readonly Route[];
  /** Keys of staff who have no account here. */
  readonly withoutAccount?: readonly string[];
  readonly writesAMinute?: number;
}

export async function startWholePortal({ routes = [], withoutAccount = [], writesAMinute = 10_000 }: WholePortalOptions = {}): Promise<WholePortal> {
  const [database, dataDir] = await Promise.all([testDatabase(), mkdtemp(join(tmpdir(), 'portal-'))]);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const origin = `http://localhost:${String((server.address() as AddressInfo).port)}`;
  const clients = await providerClients(dataDir);
  const provider = await startDevelopmentProvider({ url: 'http://127.0.0.1:0', portal: origin, clients, isProduction: false });
  const config = readConfig({
    NODE_ENV: 'test', PUBLIC_URL: origin, DATA_DIR: dataDir, DATABASE_URL: database.url, APP_DATABASE_URL: database.urlOf('app'),
    DEVELOPMENT_PROVIDER_URL: new URL(provider.issuers.resident).origin, EXIT_URL: 'https://weather.example.org/',
  });
  const tools = await openTools({ config, role: 'app', maxConnections: 4, log: faultsOnly });
  const { gates, origins } = await openProviderGates(config, tools.clock);
  const behind = await openBehind(database.urlOf('worker'));
  const auditor = await openBehind(database.urlOf('auditor'));
  await makeStaffAccounts(behind, provider.issuers.staff, withoutAccount);
  server.on('request', createApp({
    tools, cookieSecret: await cookieSecret(config), formTargets: origins, routes: [...signInRoutes(gates), ...routes],
    identifySystem: () => Promise.resolve({ kind: 'visitor' }), writesAMinute,
  }));
  return {
    origin, tools, provider, gates,
    query: async (sql, values = []) => (await behind.query<Readonly<Record<string, unknown>>>(sql, [...values])).rows,
    auditEntries: async (aboutId) => (await auditor.query<Readonly<Record<string, unknown>>>('select * from audit.entries where about_id = $1', [aboutId])).rows,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      // A test may have taken the database away itself.
      await tools.close().catch(() => undefined);
      await Promise.all([provider.close(), behind.end(), auditor.end()]);
      await Promise.all([database.close(), rm(dataDir, { recursive: true, force: true })]);
    },
  };
}

/** As the worker, who prepares the demo: row-level security holds for everyone. */
async function openBehind(url: string): Promise<pg.Client> {
  const behind = new pg.Client({ connectionString: url });
  await behind.connect();
  await behind.query("select set_config('fairsight.kind', 'worker', false)");
  return behind;
}

/** Refusals are what the tests provoke; a fault is never expected, so it is told. */
const faultsOnly: Log = { ...silentLog, fault: (event, error) => process.stderr.write(`${event}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`) };

async function makeStaffAccounts(behind: pg.Client, issuer: string, withoutAccount: readonly string[]): Promise<void> {
  const staff = cast.filter((member) => member.signIn.issuerKind === 'staff' && !withoutAccount.includes(member.key));
  for (const member of staff) {
    const id = randomBytes(16).toString('base64url');
    await behind.query('insert into accounts (id, provider, issuer, subject) values ($1, $2, $3, $4)', [id, 'staff', issuer, member.signIn.subject]);
    for (const role of member.roles) await behind.query('insert into staff_roles (account_id, role) values ($1, $2)', [id, role]);
  }
}
