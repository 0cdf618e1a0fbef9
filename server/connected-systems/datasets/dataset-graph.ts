/** Plans how datasets are walked: from the identifiers that are known to everything they lead to, breadth first. */
import type { Collection, Dataset, FieldAddress } from './dataset.ts';

/** One way into a collection: a field of it holds either an identifier of the person or a value found earlier. */
export type Entry =
  | { readonly by: 'identity'; readonly path: string; readonly identity: string }
  | { readonly by: 'reference'; readonly path: string; readonly from: FieldAddress };

export interface Step {
  readonly collection: Collection;
  /** Rows that any of them leads to are wanted. Never empty. */
  readonly entries: readonly Entry[];
}

/** What a person who describes a system has to know of the description. */
export type GraphProblem =
  | { readonly kind: 'no way in'; readonly collection: string }
  | { readonly kind: 'refers to nothing'; readonly field: string; readonly to: string }
  | { readonly kind: 'cycle'; readonly collections: readonly string[] }
  | { readonly kind: 'waits for itself'; readonly collections: readonly string[] };

export interface WalkPlan {
  readonly steps: readonly Step[];
  readonly problems: readonly GraphProblem[];
}

/** Values found in the field `from` are looked for in the field `into`. */
interface Edge {
  readonly from: FieldAddress;
  readonly into: FieldAddress;
}

interface Graph {
  readonly collections: ReadonlyMap<string, Collection>;
  readonly edges: readonly Edge[];
}

export function addressOf({ dataset, name }: Pick<Collection, 'dataset' | 'name'>): string {
  return `${dataset}.${name}`;
}

/** @param known the kinds of identifier there are values for, such as `email` */
export function planWalk(datasets: readonly Dataset[], known: ReadonlySet<string>): WalkPlan {
  const problems: GraphProblem[] = [];
  const graph = graphOf(datasets, problems);
  const steps = reach(graph, known);
  const reached = new Set(steps.map(({ collection }) => addressOf(collection)));
  for (const [address, collection] of graph.collections) {
    if (!reached.has(address) && !collection.isSkipped) problems.push({ kind: 'no way in', collection: address });
  }
  problems.push(...cyclesIn(graph));
  return { steps: inOrder(steps, problems), problems };
}

function graphOf(datasets: readonly Dataset[], problems: GraphProblem[]): Graph {
  const collections = new Map(datasets.flatMap((dataset) => dataset.collections.map((collection) => [addressOf(collection), collection] as const)));
  const edges: Edge[] = [];
  for (const collection of collections.values()) {
    for (const { path, references } of collection.fields) {
      const here = { dataset: collection.dataset, collection: collection.name, path };
      for (const { to, direction } of references) {
        if (!hasField(collections, to)) {
          problems.push({ kind: 'refers to nothing', field: written(here), to: written(to) });
          continue;
        }
        if (direction !== 'from') edges.push({ from: here, into: to });
        if (direction !== 'to') edges.push({ from: to, into: here });
      }
    }
  }
  return { collections, edges };
}

function hasField(collections: ReadonlyMap<string, Collection>, { dataset, collection, path }: FieldAddress): boolean {
  return collections.get(`${dataset}.${collection}`)?.fields.some((field) => field.path === path) ?? false;
}

function written({ dataset, collection, path }: FieldAddress): string {
  return `${dataset}.${collection}.${path}`;
}

function placeOf({ dataset, collection }: FieldAddress): string {
  return `${dataset}.${collection}`;
}

/**
 * Every collection with a way in, in the order in which it is first reached. Each is entered once, from what was reached before it:
 * values never lead back, so that an account leads to its bills and not to whoever else holds it.
 */
function reach({ collections, edges }: Graph, known: ReadonlySet<string>): readonly Step[] {
  const reached = new Map<string, Entry[]>();
  const isOpen = (address: string): boolean => collections.get(address)?.isSkipped === false;
  for (const [address, { fields }] of collections) {
    const entries = fields.flatMap(({ path, identity }): readonly Entry[] => (identity !== undefined && known.has(identity) ? [{ by: 'identity', path, identity }] : []));
    if (entries.length > 0 && isOpen(address)) reached.set(address, [...entries]);
  }
  const left = new Set<string>();
  for (const address of reached.keys()) {
    left.add(address);
    for (const { from, into } of edges) {
      const next = placeOf(into);
      if (placeOf(from) !== address || left.has(next) || !isOpen(next)) continue;
      const entries = reached.get(next) ?? [];
      entries.push({ by: 'reference', path: into.path, from });
      reached.set(next, entries);
    }
  }
  return [...reached].flatMap(([address, entries]) => {
    const collection = collections.get(address);
    return collection === undefined ? [] : [{ collection, entries }];
  });
}

/** What a collection asks to be read after it moves before it, as far as both are reached; the rest keeps its order. */
function inOrder(steps: readonly Step[], problems: GraphProblem[]): readonly Step[] {
  const byAddress = new Map(steps.map((step) => [addressOf(step.collection), step]));
  const ordered = new Map<string, Step>();
  const place = (step: Step, waiting: readonly string[]): void => {
    const address = addressOf(step.collection);
    if (ordered.has(address)) return;
    if (waiting.includes(address)) {
      problems.push({ kind: 'waits for itself', collections: waiting.slice(waiting.indexOf(address)) });
      return;
    }
    for (const earlier of step.collection.after) {
      const first = byAddress.get(earlier);
      if (first !== undefined) place(first, [...waiting, address]);
    }
    ordered.set(address, step);
  };
  for (const step of steps) place(step, []);
  return [...ordered.values()];
}

/** Collections that lead round to themselves by references that are followed one way, each ring once. */
function cyclesIn({ collections, edges }: Graph): readonly GraphProblem[] {
  const leads = new Map<string, Set<string>>();
  const pairs = new Set(edges.map(({ from, into }) => `${written(from)} ${written(into)}`));
  for (const { from, into } of edges) {
    if (pairs.has(`${written(into)} ${written(from)}`)) continue; // followed both ways: no ring, only a way back
    const next = leads.get(placeOf(from)) ?? new Set();
    leads.set(placeOf(from), next.add(placeOf(into)));
  }
  const rings = new Map<string, readonly string[]>();
  const done = new Set<string>();
  const follow = (address: string, path: readonly string[]): void => {
    const back = path.indexOf(address);
    if (back >= 0) {
      const ring = path.slice(back);
      rings.set([...ring].sort().join(' '), ring);
      return;
    }
    if (done.has(address)) return;
    for (const next of leads.get(address) ?? []) follow(next, [...path, address]);
    done.add(address);
  };
  for (const address of collections.keys()) follow(address, []);
  return [...rings.values()].map((ring) => ({ kind: 'cycle', collections: ring }));
}
