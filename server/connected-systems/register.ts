/** The systems this council has connected, one for each connection file of a folder. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ConnectedSystem } from './connector.ts';
import { connectionEnding, readConnection } from './connections/connection.ts';
import type { Connection } from './connections/connection.ts';
import type { OutgoingRules } from './connections/connector-kind.ts';
import { fillSettings } from './connections/fill-settings.ts';
import type { SettingSources } from './connections/fill-settings.ts';
import { connectorKinds } from './connections/kinds.ts';
import { DescriptionRefused, inWords, readDescribedSystem } from './datasets/read-description.ts';
import { checkRules } from './outgoing.ts';

export interface ConnectingWith extends SettingSources {
  /** Where the files lie that connect and describe systems. */
  readonly folder: string;
  readonly outgoing: OutgoingRules;
  /** In the data folder; without one, no index of an extract is kept. */
  readonly indexesFolder?: string;
}

/** In the order in which residents and officers see them. Reads files and connects to nothing yet. @throws DescriptionRefused; RangeError naming an outgoing address that is none */
export async function connectSystems(connecting: ConnectingWith): Promise<readonly ConnectedSystem[]> {
  checkRules(connecting.outgoing);
  const connections = readConnections(connecting.folder);
  const systems = await Promise.all(connections.map(async (connection) => ({ connection, system: await open(connection, connecting) })));
  const byPosition = systems.toSorted((one, other) => one.connection.position - other.connection.position || nameOf(one.system).localeCompare(nameOf(other.system)));
  return byPosition.map(({ system }) => system);
}

/** Every connection of a folder, by name. @throws DescriptionRefused */
export function readConnections(folder: string): readonly Connection[] {
  const names = readdirSync(folder).filter((file) => file.endsWith(connectionEnding)).map((file) => file.slice(0, -connectionEnding.length));
  return names.sort().map((name) => readConnection(folder, name));
}

async function open(connection: Connection, { folder, outgoing, indexesFolder, ...sources }: ConnectingWith): Promise<ConnectedSystem> {
  const file = join(folder, `${connection.system}${connectionEnding}`);
  const kind = connectorKinds.find((candidate) => candidate.kind === connection.connector);
  if (kind === undefined) throw new DescriptionRefused(file, [`there is no connector called ${connection.connector}; there are ${connectorKinds.map((each) => each.kind).join(', ')}`]);
  const { description, database } = readDescribedSystem(folder, connection.system);
  const suspended = connection.suspended_since === undefined ? {} : { suspended: { sinceOn: connection.suspended_since } };
  try {
    const settings = await fillSettings(connection.settings, sources);
    return kind.open(settings, { description, tables: database, outgoing, descriptionsFolder: folder, ...suspended, ...(indexesFolder === undefined ? {} : { indexesFolder }) });
  } catch (error) {
    throw new DescriptionRefused(file, error instanceof z.ZodError ? error.issues.map(inWords) : [error instanceof Error ? error.message : String(error)], { cause: error });
  }
}

function nameOf(system: ConnectedSystem): string {
  return system.describe().plainName;
}
