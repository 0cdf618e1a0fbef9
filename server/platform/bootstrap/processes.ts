/** The processes of a start, as a table, with the order they are started in. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { Service } from './service.ts';

/** `once` runs to its end; `helper` belongs to the demonstration only; `main` starts when those are through. */
type Part = 'once' | 'helper' | 'main';

interface Row {
  readonly name: string;
  readonly part: Part;
  /** Below the built `server` folder. */
  readonly module: string;
  /** Of Node itself. */
  readonly flags?: readonly string[];
}

/** The worker holds documents, a part at a time: with little room for what is young, what is done with goes before the next part comes. */
export const workerFlags: readonly string[] = ['--max-semi-space-size=4'];

const table: readonly Row[] = [
  { name: 'prepare', part: 'once', module: 'prepare.js' },
  { name: 'connected-systems', part: 'helper', module: 'connected-systems/demo/main.js' },
  { name: 'development-provider', part: 'helper', module: 'sign-in/development-provider/main.js' },
  { name: 'web', part: 'main', module: 'web.js' },
  { name: 'worker', part: 'main', module: 'worker.js', flags: workerFlags },
];

export interface Processes {
  readonly once: readonly Service[];
  readonly helpers: readonly Service[];
  readonly main: readonly Service[];
}

export interface Surroundings {
  readonly project: string;
  readonly logFolder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** In production the demonstration's helpers do not exist. */
export function processesOf({ project, logFolder, environment }: Surroundings): Processes {
  const isProduction = environment['NODE_ENV'] === 'production';
  const rows = table.filter((row) => !(isProduction && row.part === 'helper'));
  const services = (part: Part, given: NodeJS.ProcessEnv) =>
    rows
      .filter((row) => row.part === part)
      .map(({ name, module, flags = [] }) => ({ name, module: path.join(project, '.build', 'server', module), flags }))
      .filter(({ module }) => existsSync(module))
      .map((found) => new Service({ ...found, environment: given, logFolder }));
  return { once: services('once', environment), helpers: services('helper', environment), main: services('main', withoutLogins(environment)) };
}

const databaseSettings = ['DATABASE_URL', 'LINE_OF_BUSINESS_URL'] as const;

/** Web and worker log in as roles of their own, whose passwords they read; the administrator's stays with us. */
function withoutLogins(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const stripped = { ...environment };
  for (const name of databaseSettings) {
    const address = stripped[name];
    if (address !== undefined) stripped[name] = withoutLogin(address);
  }
  return stripped;
}

function withoutLogin(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href;
}
