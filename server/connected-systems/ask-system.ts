/** Asks one system under limits, so that a hung, huge or broken one is a named outcome and harms nothing else. */
import { SystemFault, usualLimits } from './connector.ts';
import type {
  AskingLimits,
  ConnectedSystem,
  DocumentItem,
  Drift,
  FaultReason,
  FoundPerson,
  Freshness,
  HoldingPart,
  Item,
  MatchCandidate,
  RecordItem,
  SubjectIdentifiers,
} from './connector.ts';
import { isStale } from './freshness.ts';
import { startWatch } from './watch.ts';
import type { Watch } from './watch.ts';

/** The ways of not answering; `suspended` and `errored` leave the question open. */
export type NoHolding =
  | { readonly outcome: 'not held' }
  | { readonly outcome: 'identifier not supported' }
  | { readonly outcome: 'suspended'; readonly sinceOn: string }
  | { readonly outcome: 'errored'; readonly reason: FaultReason };

/** Not an outcome of asking yet: an officer compares the records and decides. */
export interface MatchToDecide {
  readonly outcome: 'match to decide';
  readonly candidates: readonly MatchCandidate[];
}

export type FindAnswer = { readonly outcome: 'found'; readonly person: FoundPerson } | MatchToDecide | NoHolding;
export type CollectAnswer = { readonly outcome: 'held'; readonly itemCount: number } | NoHolding;
export type Summary =
  | { readonly outcome: 'held'; readonly person: FoundPerson; readonly records: readonly RecordItem[]; readonly isCutShort: boolean }
  | MatchToDecide
  | NoHolding;
/** `stale` is set where an extract is older than it should be: it is answered from all the same. */
export type CheckAnswer = { readonly outcome: 'reachable'; readonly stale?: Freshness } | Extract<NoHolding, { outcome: 'suspended' | 'errored' }>;

/** When to stop. `limits` are the usual ones unless given. */
export interface AskedWith {
  readonly signal: AbortSignal;
  readonly limits?: AskingLimits;
}

export interface CollectWith extends AskedWith {
  readonly part: HoldingPart;
  /** What was received in an earlier asking; it comes and counts again, without what it carries. */
  readonly isKnown?: (reference: string) => boolean;
  /** Called once an item, in order, awaited; open a document's bytes inside it. What it throws is thrown to the caller. */
  readonly receive: (item: Item) => Promise<void>;
}

/** Who in this system is the data subject. @throws whatever the caller's signal was aborted with */
export async function findPerson(system: ConnectedSystem, who: SubjectIdentifiers, asked: AskedWith): Promise<FindAnswer> {
  return await watched<FindAnswer>(system, asked, async (watch) => await findUnder(watch, system, who));
}

/** Hands over every item of one found person. @throws what `receive` throws, and the caller's abort reason */
export async function collectItems(system: ConnectedSystem, personReference: string, asked: CollectWith): Promise<CollectAnswer> {
  return await watched<CollectAnswer>(system, asked, async (watch) => {
    const asking = { ...watch.asking, ...(asked.isKnown === undefined ? {} : { isKnown: asked.isKnown }) };
    let itemCount = 0;
    for await (const item of watch.stream(system.fetch(personReference, asked.part, asking))) {
      await asked.receive(limited(item, watch));
      itemCount += 1;
    }
    return itemCount > 0 ? { outcome: 'held', itemCount } : { outcome: 'not held' };
  });
}

/** Find and collect in one: for a person found for certain. A match still to be decided collects nothing. */
export async function askSystem(system: ConnectedSystem, who: SubjectIdentifiers, asked: CollectWith): Promise<CollectAnswer | MatchToDecide> {
  const answer = await findPerson(system, who, asked);
  return answer.outcome === 'found' ? await collectItems(system, answer.person.reference, asked) : answer;
}

const maxRecordsInSummary = 500;

/** The records alone, for *What we hold*: no document is opened. Cut short at 500 records or at the size limit of one. */
export async function summarise(system: ConnectedSystem, who: SubjectIdentifiers, asked: AskedWith): Promise<Summary> {
  return await watched<Summary>(system, asked, async (watch) => {
    const answer = await findUnder(watch, system, who);
    if (answer.outcome !== 'found') return answer;
    const { person } = answer;
    const records: RecordItem[] = [];
    let bytes = 0;
    for await (const item of watch.stream(system.fetch(person.reference, 'records', watch.asking))) {
      if (item.kind !== 'record') continue;
      bytes += recordBytes(item);
      if (records.length === maxRecordsInSummary || bytes > watch.asking.limits.maxRecordBytes) {
        return { outcome: 'held', person, records, isCutShort: true };
      }
      records.push(item);
    }
    // Somebody the system knows is held there, even where all of it is documents.
    return { outcome: 'held', person, records, isCutShort: false };
  });
}

/** Whether the system can be reached and may be read. */
export async function checkSystem(system: ConnectedSystem, asked: AskedWith): Promise<CheckAnswer> {
  return await watched<CheckAnswer>(system, asked, async (watch) => {
    await watch.waitFor(() => system.check(watch.asking));
    const freshness = await watch.waitFor(async () => await system.freshness?.(watch.asking));
    return freshness !== undefined && isStale(freshness, new Date()) ? { outcome: 'reachable', stale: freshness } : { outcome: 'reachable' };
  });
}

export type DriftAnswer = { readonly outcome: 'compared'; readonly drift: Drift } | { readonly outcome: 'cannot tell' } | Errored;

/** What the system has that is not described, where it can tell. */
export async function compareWithDescription(system: ConnectedSystem, asked: AskedWith): Promise<DriftAnswer> {
  if (system.drift === undefined) return { outcome: 'cannot tell' };
  return await watched<DriftAnswer>(system, asked, async (watch) => {
    const { unknown, gone } = await watch.waitFor(async () => (await system.drift?.(watch.asking)) ?? { unknown: [], gone: [] });
    const { notPersonal = [] } = system.describe();
    return { outcome: 'compared', drift: { unknown: unknown.filter((place) => !notPersonal.some((pattern) => isMeantBy(pattern, place))), gone } };
  });
}

function isMeantBy(pattern: string, place: string): boolean {
  return pattern.endsWith('*') ? place.startsWith(pattern.slice(0, -1)) : place === pattern;
}

type Errored = Extract<NoHolding, { outcome: 'suspended' | 'errored' }>;

async function watched<Answer>(system: ConnectedSystem, asked: AskedWith, ask: (watch: Watch) => Promise<Answer>): Promise<Answer | Errored> {
  if (system.suspended !== undefined) return { outcome: 'suspended', sinceOn: system.suspended.sinceOn };
  const watch = startWatch(asked.signal, asked.limits ?? usualLimits);
  try {
    return await ask(watch);
  } catch (fault) {
    if (fault instanceof SystemFault) return { outcome: 'errored', reason: fault.reason };
    throw fault;
  } finally {
    watch.end();
  }
}

async function findUnder(watch: Watch, system: ConnectedSystem, who: SubjectIdentifiers): Promise<FindAnswer> {
  const result = await watch.waitFor(() => system.find(who, watch.asking));
  switch (result.found) {
    case 'certain':
      return { outcome: 'found', person: result.person };
    case 'probable':
      return { outcome: 'match to decide', candidates: result.candidates };
    case 'none':
      return { outcome: 'not held' };
    case 'identifier not supported':
      return { outcome: 'identifier not supported' };
  }
}

function limited(item: Item, watch: Watch): Item {
  if (item.kind === 'document') return limitedDocument(item, watch);
  if (recordBytes(item) > watch.asking.limits.maxRecordBytes) throw new SystemFault('too-large', 'a record passed the size limit');
  return { ...item, attachments: item.attachments.map((attachment) => limitedDocument(attachment, watch)) };
}

function limitedDocument(item: DocumentItem, watch: Watch): DocumentItem {
  return {
    ...item,
    attachments: item.attachments.map((attachment) => limitedDocument(attachment, watch)),
    open: () => limitedBytes(item, watch),
  };
}

async function* limitedBytes(item: DocumentItem, watch: Watch): AsyncGenerator<Uint8Array, void, undefined> {
  const { maxRecordBytes } = watch.asking.limits;
  if ((item.byteLength ?? 0) > maxRecordBytes) throw new SystemFault('too-large', 'a document declares more than the size limit');
  let received = 0;
  for await (const part of watch.stream(item.open())) {
    received += part.byteLength;
    if (received > maxRecordBytes) throw new SystemFault('too-large', 'a document passed the size limit');
    yield part;
  }
  if (item.byteLength !== null && received !== item.byteLength) {
    throw new SystemFault('wrong-length', 'a document is not as long as declared');
  }
}

function recordBytes(item: RecordItem): number {
  return item.fields.reduce((bytes, field) => bytes + Buffer.byteLength(field.value), 0);
}
