/** The real servers of a test run: each is started when the first test asks for it, and stopped after the last. */

import { toolPath, type ToolName } from '../test-tools.ts';
import { startClamd } from './clamd.ts';
import { startDovecot } from './dovecot.ts';
import { startMariadb } from './mariadb.ts';
import { startOpenssh } from './openssh.ts';
import { startSlapd } from './slapd.ts';
import { councilDirectory } from './council-directory.ts';

const starts = {
  mariadb: startMariadb,
  dovecot: startDovecot,
  slapd: () => startSlapd(councilDirectory),
  openssh: startOpenssh,
  clamd: startClamd,
};

export type ServerName = keyof typeof starts;
type Servers = { readonly [Name in ServerName]: Awaited<ReturnType<(typeof starts)[Name]>> };

/** Programs each needs. */
const needs: Readonly<Record<ServerName, readonly ToolName[]>> = {
  mariadb: ['mariadbd', 'mariadb-install-db', 'openssl'],
  dovecot: ['dovecot', 'openssl'],
  slapd: ['slapd', 'slapadd', 'openssl'],
  openssh: ['sshd', 'ssh-keygen'],
  clamd: ['clamd'],
};

export const serverNames: readonly ServerName[] = ['mariadb', 'dovecot', 'slapd', 'openssh', 'clamd'];

export interface Availability {
  readonly name: ServerName;
  /** Programs this machine lacks; empty where the server can be started. */
  readonly missing: readonly ToolName[];
}

export function availableServers(): readonly Availability[] {
  return serverNames.map((name) => ({ name, missing: needs[name].filter((program) => toolPath(program) === null) }));
}

const started = new Map<ServerName, Promise<{ stop(): Promise<void> }>>();

/** The one server of this name in this process. Tests that share it share what it holds: each uses names of its own. */
export function realServer<Name extends ServerName>(name: Name): Promise<Servers[Name]> {
  const known = started.get(name) ?? starts[name]();
  started.set(name, known);
  return known as Promise<Servers[Name]>; // the map holds under each name what its own start gave
}

/** A `describe` that needs real servers; where one cannot be had, a single skipped test says what was not tested and why. */
export function describeWith(servers: readonly ServerName[], tested: string, tests: (this: Mocha.Suite) => void): void {
  const missing = availableServers().filter(({ name }) => servers.includes(name)).flatMap((server) => server.missing);
  if (missing.length === 0) describe(tested, tests);
  else it.skip(notTested(tested, missing), () => undefined);
}

/** `LDAP connector not tested: slapd is not installed`. */
export function notTested(what: string, missing: readonly string[]): string {
  return `${what} not tested: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not installed`;
}

after(async function () {
  this.timeout(30_000);
  await Promise.all([...started.values()].map(async (starting) => (await starting.catch(() => undefined))?.stop()));
});
