/** What some doors and jobs need beside the house: providers to sign in at, systems to ask, callers to recognise. */

import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Request } from 'express';
import type { ConnectedSystem } from './connected-systems/connector.ts';
import { connectSystems } from './connected-systems/register.ts';
import { callingSystem } from './consent/calling-systems.ts';
import type { Actor } from './platform/actor.ts';
import type { Config } from './platform/config.ts';
import type { Tools } from './platform/house.ts';
import { openProviderGates, type ProviderGates } from './sign-in/provider-gates.ts';

/** What the doors are built from. */
export interface Services {
  readonly systems: readonly ConnectedSystem[];
  readonly gates: ProviderGates['gates'];
}

export interface WebServices extends Services {
  readonly formTargets: readonly string[];
  readonly identifySystem: (req: Request) => Promise<Actor>;
}

export interface WorkerServices {
  readonly systems: readonly ConnectedSystem[];
}

export async function openWebServices(tools: Tools): Promise<WebServices> {
  const [systems, providers] = await Promise.all([openSystems(tools.config), openProviderGates(tools.config, tools.clock)]);
  return {
    systems,
    gates: providers.gates,
    formTargets: [...providers.origins, new URL(tools.config.exitUrl).origin],
    identifySystem: (req) => callingSystem(tools.database, req.get('authorization')),
  };
}

export async function openWorkerServices(tools: Tools): Promise<WorkerServices> {
  return { systems: await openSystems(tools.config) };
}

const secretPatienceMs = 15_000;

/** The demonstration's systems write their credentials beside our secrets when they are first seeded. */
export async function openSystems(config: Config): Promise<readonly ConnectedSystem[]> {
  return await connectSystems({
    folder: config.descriptionsFolder,
    outgoing: { allowed: config.outgoingAllowed },
    indexesFolder: join(config.dataDir, 'extract-indexes'),
    secret: (name) => waitForSecret(join(config.dataDir, 'secrets', name), Date.now() + secretPatienceMs),
    setting: (name) => config.systemSettings[name],
  });
}

async function waitForSecret(path: string, untilMs: number): Promise<string> {
  const found = await readFile(path, 'utf8').catch(() => '');
  if (found.trim() !== '') return found.trim();
  if (Date.now() > untilMs) throw new Error(`the secret ${basename(path)} is not there; a connection needs it`);
  await pause(200);
  return waitForSecret(path, untilMs);
}
