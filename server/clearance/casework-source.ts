/** Gives the release what it needs of a case: the approved bundle, its items with their marks, and the facts of the letter. */

import type { Case } from '../casework/case.ts';
import { findCase } from '../casework/find-case.ts';
import { moveCase } from '../casework/move-case.ts';
import { findItem, foldedItems, itemsOf, itemText, reviewBytes, reviewType, type CollectedItem, type ItemText } from '../casework/read-items.ts';
import { searchesOf } from '../casework/searches.ts';
import type { CollectionDescription, ConnectedSystem, SystemDescription } from '../connected-systems/connector.ts';
import type { StandsFor } from '../disclosure/answer-content.ts';
import type { Sensitivity } from '../disclosure/answer.ts';
import type { LetterFacts, ServiceFacts } from '../disclosure/covering-letter.ts';
import type { AcceptedMark as AppliedMark } from '../disclosure/redacted-item.ts';
import type { ReleaseSource } from '../disclosure/release-source.ts';
import { mayBeShownLive } from '../holdings/shown-live.ts';
import type { Actor, WorkerActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor, type Read } from '../platform/database.ts';
import { gathered } from '../platform/gathered.ts';
import type { Tools } from '../platform/house.ts';
import { protectedValuesOf } from '../protection/protected-values.ts';
import { acceptedMarks, acceptedMarksOfItem, keptWords, type AcceptedMark } from '../redaction/marks-of-case.ts';
import { placesUnder } from '../redaction/page-marks.ts';
import { bundleHash } from './bundle.ts';
import { findBundle } from './case-bundles.ts';
import { presentContents } from './contents.ts';
import { settleBundle, voidBundle } from './store.ts';

/** @param readAs who reads: the worker that releases, unless an officer previews what it would release. */
export function caseworkSource(tools: Tools, systems: readonly ConnectedSystem[], readAs: (caseId: string) => Actor = workerOn): ReleaseSource {
  const described = new Map(systems.map((system) => [system.key, system.describe()]));
  const inCase = <T>(caseId: string, work: (read: Read) => Promise<T>): Promise<T> => asActor(tools.database, readAs(caseId), work);
  const protectedValues = (caseId: string): ReturnType<ReleaseSource['protectedValues']> => inCase(caseId, (read) => protectedValuesOf(tools, read, caseId));
  const serviceOf = (item: CollectedItem): string => described.get(item.systemId)?.plainName ?? item.systemId;
  return {
    bundle: (caseId, bundleId) => inCase(caseId, async (read) => {
      const found = await findCase(read, caseId);
      const bundle = await findBundle(tools, read, bundleId);
      if (found === null || bundle?.caseId !== caseId) return null;
      const items = await everyItem(tools, read, caseId);
      return {
        id: bundle.id,
        caseId,
        requestId: found.requestId,
        hash: bundle.hash,
        isApproved: bundle.state === 'approved',
        accountId: found.requesterAccountId,
        dataSubjectId: found.dataSubjectId,
        reference: found.reference,
        sensitivity: sensitivityOf(found, items, described),
      };
    }),
    presentHash: (caseId) => inCase(caseId, async (read) => bundleHash(await presentContents(tools, read, caseId))),
    headings: (caseId) => inCase(caseId, async (read) => {
      const items = await itemsOf(tools, read, caseId);
      return items.map((item) => ({ itemId: item.id, kind: item.kind, service: serviceOf(item), heldOn: item.heldOn }));
    }),
    item: (caseId, itemId) => inCase(caseId, (read) => sourceItem(tools, read, { caseId, itemId, serviceOf })),
    markedItems: (caseId) => inCase(caseId, (read) => markedItems(tools, read, { caseId, serviceOf })),
    letterFacts: (caseId) => inCase(caseId, (read) => letterFacts(tools, read, { caseId, described })),
    protectedValues,
    presentProtectedValues: protectedValues,
    settle: async (change, bundle, wanted) => {
      const found = await findCase(change.write, bundle.caseId);
      if (found === null) throw new Error('the case of a bundle is missing');
      const isSettled = await settleBundle(change, bundle.id, wanted);
      if (!isSettled) await voidBundle(change, bundle.id);
      // The row itself is the last look at the approval: without it nothing is released, whatever was found a moment before.
      const outcome = isSettled ? wanted : 'blocked';
      await moveCase(change, { caseId: found.id, version: found.version, from: 'releasing', to: outcome });
      return outcome;
    },
  };
}

/** With what others stand for: a copy in a system is held there, and told where everything held is told. */
async function everyItem(tools: Tools, read: Read, caseId: string): Promise<readonly CollectedItem[]> {
  return [...(await itemsOf(tools, read, caseId)), ...(await foldedItems(tools, read, caseId))];
}

function workerOn(caseId: string): WorkerActor {
  return { kind: 'worker', job: 'release', caseId };
}

/** A protected person's answer opens only by the strongest way; any social-care item makes the whole answer sensitive. */
function sensitivityOf(found: Case, items: readonly CollectedItem[], described: ReadonlyMap<string, SystemDescription>): Sensitivity {
  if (found.isRestricted) return 'protected';
  const isSensitive = ({ systemId }: CollectedItem): boolean => {
    const system = described.get(systemId);
    return system === undefined || !mayBeShownLive(system);
  };
  return items.some(isSensitive) ? 'sensitive' : 'ordinary';
}

interface ItemAsked {
  readonly caseId: string;
  readonly itemId: string;
  readonly serviceOf: (item: CollectedItem) => string;
}

/** What else each kept item was collected as; by its id. */
async function standing(tools: Tools, read: Read, { caseId, serviceOf }: Omit<ItemAsked, 'itemId'>): Promise<(itemId: string) => { readonly standsFor?: StandsFor }> {
  const beside = await foldedItems(tools, read, caseId);
  return (itemId) => {
    const own = beside.filter(({ keptItemId }) => keptItemId === itemId);
    if (own.length === 0) return {};
    const copies = own.filter(({ foldedBecause }) => foldedBecause === 'same-bytes').map(serviceOf);
    const counted = [...new Set(copies)].sort().map((service) => ({ service, count: copies.filter((other) => other === service).length }));
    return { standsFor: { copies: counted, messages: own.length - copies.length } };
  };
}

async function sourceItem(tools: Tools, read: Read, { caseId, itemId, serviceOf }: ItemAsked): ReturnType<ReleaseSource['item']> {
  const item = await findItem(tools, read, { caseId, itemId });
  if (item === null) throw new Error('an item of the bundle is missing');
  const marks = await acceptedMarksOfItem(tools, read, { caseId, itemId });
  const text = await itemText(tools, item);
  const standsFor = await standing(tools, read, { caseId, serviceOf });
  return {
    item: {
      ...standsFor(item.id),
      id: item.id,
      kind: item.kind,
      mediaType: reviewType(item),
      service: serviceOf(item),
      heldOn: item.heldOn,
      title: item.title,
      pages: text.pages.map((page) => page.text),
      marks: marks.map((mark) => asApplied(mark, text)),
      keptWords: await keptWords(tools, read, { caseId, itemId }),
    },
    original: () => gathered(reviewBytes(tools, item)),
  };
}

/** An area takes the words under it along: the answer is read as text too. */
function asApplied({ id, page: number, start, end, rect, exemption }: AcceptedMark, { pages }: ItemText): AppliedMark {
  const applied = { id, page: number, text: start === undefined || end === undefined ? null : { startAt: start, endAt: end }, rect: rect ?? null, exemption };
  const page = pages.find((each) => each.number === number);
  if (rect === undefined || page === undefined) return applied;
  return { ...applied, covers: placesUnder(rect, page).map((place) => ({ startAt: place.start, endAt: place.end })) };
}

async function markedItems(tools: Tools, read: Read, { caseId, serviceOf }: Omit<ItemAsked, 'itemId'>): ReturnType<ReleaseSource['markedItems']> {
  const items = await itemsOf(tools, read, caseId);
  const standsFor = await standing(tools, read, { caseId, serviceOf });
  const marks = new Map<string, AcceptedMark[]>();
  for (const mark of await acceptedMarks(tools, read, caseId)) {
    const ofItem = marks.get(mark.itemId);
    if (ofItem === undefined) marks.set(mark.itemId, [mark]);
    else ofItem.push(mark);
  }
  return Promise.all(items.map(async (item) => {
    const own = marks.get(item.id) ?? [];
    // Only an area has to know the words under it.
    const text = own.some(({ rect }) => rect !== undefined) ? await itemText(tools, item) : { pages: [] };
    return {
      ...standsFor(item.id),
      id: item.id,
      kind: item.kind,
      service: serviceOf(item),
      heldOn: item.heldOn,
      title: item.title,
      pageCount: item.pageCount,
      marks: own.map((mark) => asApplied(mark, text)),
      removed: own.flatMap(({ id, quote, exemption }) => (quote.trim() === '' ? [] : [{ id, text: quote.trim(), exemption }])),
    };
  }));
}

interface LetterAsked {
  readonly caseId: string;
  readonly described: ReadonlyMap<string, SystemDescription>;
}

async function letterFacts(tools: Tools, read: Read, { caseId, described }: LetterAsked): Promise<Omit<LetterFacts, 'council' | 'formatDay'>> {
  const items = await everyItem(tools, read, caseId);
  const searches = await searchesOf(read, caseId);
  const held = new Set(items.map(({ systemId }) => systemId));
  const holdings = [...described.values()].filter(({ key }) => held.has(key)).map((system) => factsOf(system, items));
  const searched = searches.flatMap(({ systemId, outcome, endedAt }) => {
    if (endedAt === null || (outcome !== 'held' && outcome !== 'not held')) return [];
    return [{ service: described.get(systemId)?.plainName ?? systemId, searchedOn: civilDay(endedAt), isHeld: outcome === 'held' }];
  });
  return { holdings, searched, automatedDecisions: [], transfers: [] };
}

/** Only the collections that something came from are described. */
function factsOf(system: SystemDescription, items: readonly CollectedItem[]): ServiceFacts {
  const used = new Set(items.filter(({ systemId }) => systemId === system.key).map(({ facts }) => facts.collection));
  const collections: readonly CollectionDescription[] = system.collections.filter(({ key }) => used.has(key));
  const each = (list: (collection: CollectionDescription) => readonly string[]): readonly string[] => [...new Set(collections.flatMap(list))];
  return {
    service: system.plainName,
    purposes: [system.whyHeld, ...each(({ whyHeld }) => [whyHeld])].map(withoutFullStop),
    categories: collections.length === 0 ? [system.plainName] : each(({ plainName }) => [plainName]),
    recipients: collections.length === 0 ? system.recipients : each(({ recipients }) => recipients),
    retention: collections.length === 0 ? system.retention : each(({ retention }) => [retention]).join('; '),
    source: collections.length === 0 ? system.source : each(({ source }) => [source]).join('; '),
  };
}

/** Reasons are listed one behind another. */
function withoutFullStop(reason: string): string {
  return reason.replace(/\.$/, '');
}
