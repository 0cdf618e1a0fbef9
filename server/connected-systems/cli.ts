/** What the commands for connected systems do, each printing one line of JSON. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Writable } from 'node:stream';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { checkSystem, compareWithDescription } from './ask-system.ts';
import { usualLimits, type ConnectedSystem } from './connector.ts';
import { connectorKinds } from './connections/kinds.ts';
import { writeDraft, type DraftWanted } from './drafting/write-draft.ts';
import type { Dataset } from './datasets/dataset.ts';
import { planWalk } from './datasets/dataset-graph.ts';
import { describeSystem, inOnePlace } from './datasets/describe-system.ts';
import { readDatasets, readSarDescription } from './datasets/read-description.ts';

interface Outcome {
  readonly exitStatus: 0 | 1;
}

interface Counted {
  readonly collections: number;
  readonly fields: number;
  readonly identities: readonly string[];
}

function countOf(datasets: readonly Dataset[]): Counted {
  const collections = datasets.flatMap((dataset) => dataset.collections);
  const fields = collections.flatMap((collection) => collection.fields);
  return { collections: collections.length, fields: fields.length, identities: [...new Set(fields.flatMap(({ identity }) => (identity === undefined ? [] : [identity])))] };
}

export interface CheckFiles {
  readonly datasetFile: string;
  /** Without it the dataset is checked as Fides would walk it, from every identity it names. */
  readonly sarFile: string | null;
  readonly output: Writable;
}

/** Prints `{valid, problems, collections, fields, identities}`; a problem is a sentence with its place. @throws DescriptionRefused */
export function checkDescription({ datasetFile, sarFile, output }: CheckFiles): Promise<Outcome> {
  const datasets = readDatasets(datasetFile);
  const counted = countOf(datasets);
  const found = sarFile === null ? planWalk(datasets, new Set(counted.identities)).problems.map(inOnePlace) : describeSystem(datasets, readSarDescription(sarFile)).problems;
  const problems = found.map(({ kind, place }) => `${kind}: ${place}`);
  output.write(`${JSON.stringify({ valid: problems.length === 0, problems, ...counted })}\n`);
  return Promise.resolve({ exitStatus: problems.length === 0 ? 0 : 1 });
}

/** Prints a dataset as JSON, which is YAML that Fides reads as it is. @throws DescriptionRefused */
export function exportDataset({ datasetFile, output }: Omit<CheckFiles, 'sarFile'>): Promise<Outcome> {
  readDatasets(datasetFile);
  output.write(`${JSON.stringify(parse(readFileSync(datasetFile, 'utf8')))}\n`);
  return Promise.resolve({ exitStatus: 0 });
}

export interface ImportFile {
  readonly datasetFile: string;
  readonly intoFolder: string;
  readonly output: Writable;
}

/**
 * Puts a dataset beside the council's others, with the file to be filled in: every collection and field is named there, and none is decided.
 * @throws DescriptionRefused; Error when a system of that name is there already
 */
export function importDataset({ datasetFile, intoFolder, output }: ImportFile): Promise<Outcome> {
  const datasets = readDatasets(datasetFile);
  const name = basename(datasetFile).replace(/\.ya?ml$/, '').replace(/\.dataset$/, '').replaceAll('_', '-').toLowerCase();
  const [dataset, sar] = [join(intoFolder, `${name}.dataset.yml`), join(intoFolder, `${name}.sar.yml`)];
  if (existsSync(dataset) || existsSync(sar)) throw new Error(`There is a system called ${name} already; nothing was written.`);
  writeFileSync(dataset, readFileSync(datasetFile));
  writeFileSync(sar, `# To be filled in: words a resident can read, and who each row is about. “fairsight systems check” says what is missing.\n${stringify(emptyDescription(name, datasets), { lineWidth: 0 })}`);
  output.write(`${JSON.stringify({ written: [dataset, sar] })}\n`);
  return Promise.resolve({ exitStatus: 0 });
}

function emptyDescription(name: string, datasets: readonly Dataset[]): object {
  const collections = datasets.flatMap((dataset) => dataset.collections);
  const empty = { plain_name: '', why_held: '', lawful_basis: '', source_of_data: '', recipients: [], retention: '' };
  return {
    system: name,
    kind: '',
    service: '',
    owner_team: '',
    ...empty,
    sensitivity: 'highly sensitive',
    show_in_my_data: false,
    datasets: datasets.map(({ key }) => key),
    person: { collection: '', former_names: [], addresses: [] },
    parts: { records: empty },
    tables: Object.fromEntries(collections.map((collection) => [collection.name, { table: '', part: 'records', title: '' }])),
    fields: Object.fromEntries(collections.flatMap((collection) => collection.fields.map(({ path }) => [`${collection.name}.${path}`, {}]))),
  };
}

/** Prints every kind of connector with its settings as a JSON Schema. */
export function listKinds(output: Writable): Promise<Outcome> {
  const kinds = connectorKinds.map(({ kind, isExperimental, settings }) => ({ kind, ...(isExperimental === undefined ? {} : { isExperimental }), settings: z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }) }));
  output.write(`${JSON.stringify(kinds)}\n`);
  return Promise.resolve({ exitStatus: 0 });
}

/** Prints `{written, leftOut}`. @throws SystemFault; RangeError; Error when there is a system of that name already */
export async function draftSystem({ output, ...wanted }: DraftWanted & { readonly output: Writable }): Promise<Outcome> {
  output.write(`${JSON.stringify(await writeDraft(wanted))}\n`);
  return { exitStatus: 0 };
}

/** Prints `{valid, problems, notes, systems}` for every connection of a folder; no secret is read and nobody is asked. */
export async function checkFolder({ folder, output }: { readonly folder: string; readonly output: Writable }): Promise<Outcome> {
  const { problemsOf } = await import('./connections/check-connections.ts');
  const { systems, problems, notes } = problemsOf(folder);
  output.write(`${JSON.stringify({ valid: problems.length === 0, problems, notes, systems })}\n`);
  return { exitStatus: problems.length === 0 ? 0 : 1 };
}

export interface TestAsked {
  readonly name: string;
  readonly systems: readonly ConnectedSystem[];
  readonly output: Writable;
}

/** Prints `{outcome, reason?, milliseconds, drift?}`. @throws RangeError naming the systems there are */
export async function testSystem({ name, systems, output }: TestAsked): Promise<Outcome> {
  const system = systems.find(({ key }) => key === name);
  if (system === undefined) throw new RangeError(`There is no system called ${name}; there are ${systems.map(({ key }) => key).join(', ')}.`);
  const asked = { signal: AbortSignal.timeout(usualLimits.idleMs), limits: usualLimits };
  const beganAtMs = performance.now();
  const answer = await checkSystem(system, asked);
  const milliseconds = Math.round(performance.now() - beganAtMs);
  const drift = answer.outcome === 'reachable' ? await compareWithDescription(system, asked) : null;
  output.write(`${JSON.stringify({ ...answer, milliseconds, ...(drift?.outcome === 'compared' ? { drift: drift.drift } : {}) })}\n`);
  return { exitStatus: answer.outcome === 'reachable' ? 0 : 1 };
}
