/** The commands for connected systems: which kinds there are, drafting and checking their files, and trying a connection. */

import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import type { Config } from './platform/config.ts';

interface Outcome {
  readonly exitStatus: 0 | 1;
}

type Finish = (running: Promise<Outcome>) => Promise<void>;

export function systemsCommand(finish: Finish): Command {
  const systems = new Command('systems').description('the files that connect and describe systems');
  for (const command of [kindsCommand(finish), draftCommand(finish), checkCommand(finish), testCommand(finish), exportCommand(finish), importCommand(finish)]) systems.addCommand(command);
  return systems;
}

function kindsCommand(finish: Finish): Command {
  return new Command('kinds').description('every kind of connector, with the settings that each needs').action(async () => {
    const { listKinds } = await import('./connected-systems/cli.ts');
    await finish(listKinds(process.stdout));
  });
}

interface DraftOptions {
  readonly engine: 'postgresql' | 'mariadb' | 'mysql';
  readonly secret?: string;
  readonly schema: string;
  readonly person: string;
  readonly into?: string;
}

function draftCommand(finish: Finish): Command {
  return new Command('draft')
    .description('draft the files of a database from its own catalogue')
    .argument('<name>', 'what the system is to be called, in small letters and hyphens')
    .addOption(new Option('--engine <engine>').choices(['postgresql', 'mariadb', 'mysql']).default('postgresql'))
    .option('--secret <secret>', 'the secret that holds the address of the database; <name>-url unless said')
    .option('--schema <schema>', 'the schema, or the database of MariaDB', 'public')
    .requiredOption('--person <table>', 'the table with one row a person')
    .option('--into <folder>', 'the folder of descriptions; SYSTEMS_FOLDER unless said')
    .action(async (name: string, options: DraftOptions) => {
      const [{ draftSystem }, config] = [await import('./connected-systems/cli.ts'), await readSettings()];
      const secret = options.secret ?? `${name}-url`;
      const url = (await readFile(join(config.dataDir, 'secrets', secret), 'utf8').catch(() => '')).trim();
      if (url === '') throw new Error(`Put the address of the database, with an account that may only read, into ${join(config.dataDir, 'secrets', secret)}.`);
      await finish(draftSystem({ ...options, system: name, secret, url, intoFolder: options.into ?? config.descriptionsFolder, outgoing: { allowed: config.outgoingAllowed }, output: process.stdout }));
    });
}

function checkCommand(finish: Finish): Command {
  return new Command('check')
    .description('say what is wrong or missing: in every system of SYSTEMS_FOLDER, or in the files named')
    .argument('[dataset]')
    .argument('[sar]')
    .action(async (datasetFile: string | undefined, sarFile: string | undefined) => {
      const { checkDescription, checkFolder } = await import('./connected-systems/cli.ts');
      const running = datasetFile === undefined ? checkFolder({ folder: (await readSettings()).descriptionsFolder, output: process.stdout }) : checkDescription({ datasetFile, sarFile: sarFile ?? null, output: process.stdout });
      await finish(running);
    });
}

function testCommand(finish: Finish): Command {
  return new Command('test').description('ask a connected system whether it can be reached and may only be read').argument('<name>').action(async (name: string) => {
    const [{ openSystems }, { testSystem }] = [await import('./services.ts'), await import('./connected-systems/cli.ts')];
    await finish(testSystem({ name, systems: await openSystems(await readSettings()), output: process.stdout }));
  });
}

function exportCommand(finish: Finish): Command {
  return new Command('export').description('print a dataset as JSON, which Fides reads as it is').argument('<dataset>').action(async (datasetFile: string) => {
    const { exportDataset } = await import('./connected-systems/cli.ts');
    await finish(exportDataset({ datasetFile, output: process.stdout }));
  });
}

function importCommand(finish: Finish): Command {
  return new Command('import').description('put a dataset beside the others, with the file to be filled in').argument('<dataset>').requiredOption('--into <folder>', 'the folder of descriptions').action(async (datasetFile: string, options: { readonly into: string }) => {
    const { importDataset } = await import('./connected-systems/cli.ts');
    await finish(importDataset({ datasetFile, intoFolder: options.into, output: process.stdout }));
  });
}

async function readSettings(): Promise<Config> {
  const { readConfig } = await import('./platform/config.ts');
  return readConfig();
}
