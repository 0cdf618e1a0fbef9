/** Starts everything Fairsight needs, says when it answers, keeps it alive, stops all of it. */

import { appendFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../embedded-postgres/launch.ts';
import { OneSentence } from '../one-sentence.ts';
import { checkServer, lineOfBusinessDatabase } from './databases.ts';
import { claim } from './only-one.ts';
import { whenNpmIsGone } from './parents.ts';
import { helperPort, mainPort } from './ports.ts';
import { processesOf, type Processes } from './processes.ts';
import { onSourceChange } from './source-changes.ts';
import { reasonOf, surroundingsOf } from './start-failure.ts';

export interface Start {
  /** Absolute paths. */
  readonly project: string;
  readonly dataFolder: string;
  /** Brings the build up to date; given in development, where a changed source starts the processes anew. */
  readonly rebuild: (() => Promise<void>) | null;
}

/** Resolves when everything answers; the process then lives until it is told to stop. @throws OneSentence when something forbids it. */
export async function supervise(start: Start): Promise<void> {
  const port = await mainPort(process.env['PORT']);
  claim(start.dataFolder);
  const logFile = path.join(start.dataFolder, 'logs', 'postgres.log');
  const logFrom = existsSync(logFile) ? statSync(logFile).size : 0;
  const house = new RunningHouse(start.dataFolder);
  stopWhenTold(house);
  try {
    const processes = await house.open(start, port);
    await answersAt(port);
    process.stdout.write(`Fairsight is ready at http://localhost:${String(port)}/\n`);
    if (start.rebuild !== null) onSourceChange(start.project, () => restarted(processes, start.rebuild));
  } catch (error) {
    if (house.isClosing) return;
    const reason = reasonOf(error, surroundingsOf({ dataFolder: start.dataFolder, logFile, logFrom }));
    await house.close();
    throw reason;
  }
}

/** What runs, so that it can be stopped from anywhere in the middle of a start. */
class RunningHouse {
  isClosing = false;
  readonly #dataFolder: string;
  #postgres: EmbeddedPostgres | null = null;
  #processes: Processes = { once: [], helpers: [], main: [] };

  constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
  }

  async open({ project, dataFolder }: Start, port: number): Promise<Processes> {
    const logFolder = path.join(dataFolder, 'logs');
    mkdirSync(logFolder, { recursive: true });
    const environment = { ...process.env, PORT: String(port), DATA_DIR: dataFolder, ...(await this.#databases()), ...(await helpersOf(dataFolder)) };
    this.#processes = processesOf({ project, logFolder, environment });
    const { once, helpers, main } = this.#processes;
    await Promise.all([...once.map((service) => service.runToItsEnd()), ...helpers.map((service) => service.start())]);
    await Promise.all(main.map((service) => service.start()));
    return this.#processes;
  }

  /** Those who ask first, then those who are asked, then the database. */
  async close(): Promise<void> {
    this.isClosing = true;
    const { once, helpers, main } = this.#processes;
    await Promise.all([...main, ...once].map((service) => service.stop()));
    await Promise.all(helpers.map((service) => service.stop()));
    await this.#postgres?.stop();
  }

  async #databases(): Promise<NodeJS.ProcessEnv> {
    const given = process.env['DATABASE_URL'] ?? '';
    const url = given === '' ? await this.#embedded() : given;
    if (given !== '') await checkServer(url);
    if (process.env['NODE_ENV'] === 'production') return { DATABASE_URL: url };
    return { DATABASE_URL: url, LINE_OF_BUSINESS_URL: process.env['LINE_OF_BUSINESS_URL'] ?? (await lineOfBusinessDatabase(url)) };
  }

  async #embedded(): Promise<string> {
    this.#postgres = await startEmbeddedPostgres({ dataDir: this.#dataFolder, adopts: true });
    void this.#keepPostgresAlive(this.#postgres);
    return this.#postgres.url;
  }

  /** The same port again, so that every process finds it where it was. */
  async #keepPostgresAlive(first: EmbeddedPostgres): Promise<void> {
    let running = first;
    for (;;) {
      await running.ended;
      if (this.isClosing) return;
      this.#note('the embedded PostgreSQL has gone and is started again');
      try {
        running = await startEmbeddedPostgres({ dataDir: this.#dataFolder, adopts: true });
        this.#postgres = running;
      } catch (error) {
        this.#note(`the embedded PostgreSQL cannot be started: ${error instanceof Error ? error.message : 'unknown'}`);
        await wait(2_000);
      }
    }
  }

  #note(event: string): void {
    appendFileSync(path.join(this.#dataFolder, 'logs', 'supervisor.log'), `${new Date().toISOString()} ${event}\n`);
  }
}

/** The demonstration's neighbours: where they listen, unless somebody has set real ones. */
async function helpersOf(dataFolder: string): Promise<NodeJS.ProcessEnv> {
  if (process.env['NODE_ENV'] === 'production') return {};
  const provider = await helperPort(dataFolder, { name: 'development-provider', asked: process.env['DEVELOPMENT_PROVIDER_PORT'], usual: 8090 });
  const housing = await helperPort(dataFolder, { name: 'housing', asked: process.env['HOUSING_PORT'], usual: 8091 });
  const streetReports = await helperPort(dataFolder, { name: 'street-reports', asked: process.env['STREET_REPORTS_PORT'], usual: 8092 });
  return {
    DEVELOPMENT_PROVIDER_PORT: String(provider),
    DEVELOPMENT_PROVIDER_URL: process.env['DEVELOPMENT_PROVIDER_URL'] ?? `http://127.0.0.1:${String(provider)}`,
    HOUSING_PORT: String(housing),
    HOUSING_URL: process.env['HOUSING_URL'] ?? `http://127.0.0.1:${String(housing)}/`,
    STREET_REPORTS_URL: process.env['STREET_REPORTS_URL'] ?? `http://127.0.0.1:${String(streetReports)}/open311/v2`,
    PARKING_FOLDER: process.env['PARKING_FOLDER'] ?? path.join(dataFolder, 'parking'),
    DOCUMENTS_FOLDER: process.env['DOCUMENTS_FOLDER'] ?? path.join(dataFolder, 'documents'),
  };
}

/** The start page, asked for as a browser would. */
async function answersAt(port: number): Promise<void> {
  const answer = await fetch(`http://localhost:${String(port)}/`, { redirect: 'manual', signal: AbortSignal.timeout(20_000) }).catch(() => null);
  if (answer?.status === 200) return;
  const told = answer === null ? 'does not answer' : `answered ${String(answer.status)}`;
  throw new OneSentence(`The start page ${told}; look into the web log in the logs folder.`);
}

function stopWhenTold(house: RunningHouse): void {
  const stop = () => {
    if (house.isClosing) return;
    void house.close().then(() => process.exit(0), () => process.exit(1));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  whenNpmIsGone(stop);
}

async function restarted({ main }: Processes, rebuild: Start['rebuild']): Promise<void> {
  await rebuild?.();
  await Promise.all(main.map((service) => service.restart()));
}
