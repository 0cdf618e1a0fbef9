/** Says what is wrong in the files of every connected system, without reading a secret or asking anybody. */
import { join } from 'node:path';
import type { z } from 'zod';
import { DescriptionRefused, inWords, readDescribedSystem } from '../datasets/read-description.ts';
import { readConnections } from '../register.ts';
import { connectionEnding, type Connection } from './connection.ts';
import { connectorKinds } from './kinds.ts';

export interface Checked {
  readonly systems: readonly string[];
  /** Sentences, each with its file and place. */
  readonly problems: readonly string[];
}

export function problemsOf(folder: string): Checked {
  const connections = gathered(() => readConnections(folder));
  if (!connections.isRead) return { systems: [], problems: [connections.problem] };
  const problems = connections.value.flatMap((connection) => [...problemsOfConnection(folder, connection), ...problemsOfDescription(folder, connection)]);
  return { systems: connections.value.map(({ system }) => system), problems };
}

function problemsOfConnection(folder: string, { system, connector, settings }: Connection): readonly string[] {
  const file = join(folder, `${system}${connectionEnding}`);
  const kind = connectorKinds.find((candidate) => candidate.kind === connector);
  if (kind === undefined) return [`${file}: there is no connector called ${connector}`];
  const parsed = kind.settings.safeParse(settings);
  if (parsed.success) return [];
  // What is named elsewhere is not read here, and so cannot be judged.
  const named = new Set(Object.entries(settings).flatMap(([key, value]) => (typeof value === 'object' && value !== null ? [key] : [])));
  return parsed.error.issues.filter(({ path }) => !named.has(String(path[0]))).map((issue: z.core.$ZodIssue) => `${file}: ${inWords(issue)}`);
}

function problemsOfDescription(folder: string, { system }: Connection): readonly string[] {
  const described = gathered(() => readDescribedSystem(folder, system));
  return described.isRead ? [] : [described.problem];
}

type Gathered<Value> = { readonly isRead: true; readonly value: Value } | { readonly isRead: false; readonly problem: string };

function gathered<Value>(read: () => Value): Gathered<Value> {
  try {
    return { isRead: true, value: read() };
  } catch (error) {
    if (error instanceof DescriptionRefused) return { isRead: false, problem: error.message };
    throw error;
  }
}
