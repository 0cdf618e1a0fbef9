/** Says what is wrong in the files of every connected system, without reading a secret or asking anybody. */
import { join } from 'node:path';
import { z } from 'zod';
import { DescriptionRefused, inWords, parsed, readDescribedSystem } from '../datasets/read-description.ts';
import { readConnections } from '../register.ts';
import { readSaasConfig } from '../rest/read-saas-config.ts';
import { restKind } from '../rest-connector.ts';
import { connectionEnding, type Connection } from './connection.ts';
import { connectorKinds } from './kinds.ts';

export interface Checked {
  readonly systems: readonly string[];
  /** Sentences, each with its file and place. */
  readonly problems: readonly string[];
  /** What the files ask for and is not done, where nothing is wrong with that. */
  readonly notes: readonly string[];
}

export function problemsOf(folder: string): Checked {
  const connections = gathered(() => readConnections(folder));
  if (!connections.isRead) return { systems: [], problems: [connections.problem], notes: [] };
  const services = connections.value.map((connection) => checkService(folder, connection));
  const problems = connections.value.flatMap((connection) => [...problemsOfConnection(folder, connection), ...problemsOfDescription(folder, connection)]);
  return { systems: connections.value.map(({ system }) => system), problems: [...problems, ...services.flatMap((each) => each.problems)], notes: services.flatMap(({ notes }) => notes) };
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

/** The `saas_config` of a REST service: what is wrong with it, and what of it is not done. */
function checkService(folder: string, { system, connector, settings }: Connection): Pick<Checked, 'problems' | 'notes'> {
  const { config_file: named = `${system}.saas.yml` } = settings;
  if (connector !== restKind.kind || typeof named !== 'string') return { problems: [], notes: [] };
  const file = join(folder, named);
  try {
    return { problems: [], notes: readSaasConfig(parsed(file)).notDone.map(({ kind, place, what }) => `${file}: ${place}: ${kind}: ${what}`) };
  } catch (error) {
    if (error instanceof DescriptionRefused) return { problems: [error.message], notes: [] };
    if (error instanceof z.ZodError) return { problems: error.issues.map((issue) => `${file}: ${inWords(issue)}`), notes: [] };
    throw error;
  }
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
