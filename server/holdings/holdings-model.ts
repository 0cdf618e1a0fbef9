/** What the page of holdings shows of what the systems answered. */

import { createHmac } from 'node:crypto';
import type { Summary } from '../connected-systems/ask-system.ts';
import type { CollectionDescription, ConnectedSystem, RecordItem, SystemDescription } from '../connected-systems/connector.ts';
import { civilDay } from '../platform/clock.ts';
import type { SealingKey } from '../platform/sealing.ts';
import type { HoldingFacts, HoldingsCollection, HoldingsItem, HoldingsService, ServiceState } from '../../client/views/holdings/models.ts';
import type { Gathered } from './gather-holdings.ts';
import { seenParts } from './remember-seen.ts';
import { changeOf, goneFrom, tagOf, type ItemChange, type Seen, type SeenParts, type Snapshot } from './seen-holdings.ts';
import { partMayBeShownLive, recordsShownLive } from './shown-live.ts';
import { wereTold } from './were-you-told.ts';

/** An address for one item: a keyed hash, so that it tells nothing and cannot be guessed. */
export function itemAddress(key: SealingKey, dataSubjectId: string, item: { readonly system: string; readonly reference: string }): string {
  return createHmac('sha256', key.bytes).update(`item|${dataSubjectId}|${item.system}|${item.reference}`).digest().subarray(0, 16).toString('base64url');
}

export interface ModelOf {
  /** The portal's, for addresses. */
  readonly key: SealingKey;
  readonly dataSubjectId: string;
  /** The person's own, under which what they saw is tagged. */
  readonly personKey: SealingKey;
  readonly seen: Seen;
}

export function serviceModel(gathered: Gathered, about: ModelOf): HoldingsService {
  const { system, summary, askedAt } = gathered;
  const description = system.describe();
  const shown = description.collections.filter(partMayBeShownLive);
  const records = summary?.outcome === 'held' ? recordsShownLive(description, summary.records) : [];
  const since = comparison(gathered, about);
  return {
    key: system.key,
    name: description.plainName,
    state: stateOf(summary, records.length),
    askedAt,
    isCutShort: summary?.outcome === 'held' && summary.isCutShort,
    facts: factsOf(description, description),
    readFirst: description.collections.filter((collection) => !partMayBeShownLive(collection)).map(({ plainName }) => plainName),
    comparedWithOn: since === null ? null : civilDay(new Date(since.before.at)),
    collections: shown
      .map((collection) => collectionModel(collection, { system, description, about, since, records: records.filter((record) => record.collection === collection.key) }))
      .filter(({ items, gone }) => items.length > 0 || gone > 0),
  };
}

interface Since {
  readonly before: Snapshot;
  readonly now: SeenParts;
}

/** Null on the first visit, and where the system has not answered in full. */
function comparison(gathered: Gathered, { personKey, seen }: ModelOf): Since | null {
  const before = seen[tagOf(personKey, 'system', gathered.system.key)]?.before ?? null;
  const now = before === null ? null : seenParts(personKey, gathered);
  return before === null || now === null ? null : { before, now };
}

interface Within {
  readonly system: ConnectedSystem;
  readonly description: SystemDescription;
  readonly about: ModelOf;
  readonly since: Since | null;
  readonly records: readonly RecordItem[];
}

function collectionModel(collection: CollectionDescription, within: Within): HoldingsCollection {
  const { system, description, about, since, records } = within;
  const part = tagOf(about.personKey, 'part', system.key, collection.key);
  return {
    key: collection.key,
    name: collection.plainName,
    facts: factsOf(collection, description),
    gone: since === null ? 0 : goneFrom(since.before.parts, since.now, part),
    items: records.toSorted(newestFirst).map((record) => itemModel(record, part, within)),
  };
}

function newestFirst(one: RecordItem, other: RecordItem): number {
  return (other.heldOn ?? '').localeCompare(one.heldOn ?? '');
}

function stateOf(summary: Summary | null, shown: number): ServiceState {
  if (summary === null) return 'looking';
  switch (summary.outcome) {
    case 'held':
      return shown === 0 ? 'unshown' : 'answered';
    case 'not held':
      return 'nothing';
    case 'match to decide':
      return 'officer';
    case 'identifier not supported':
      return 'officer';
    case 'suspended':
    case 'errored':
      return 'failed';
  }
}

type Described = Pick<CollectionDescription, 'whyHeld' | 'source' | 'recipients' | 'retention' | 'lawfulBasis' | 'obtainedFrom' | 'privacyNotice'>;

function factsOf(described: Described, system: SystemDescription): HoldingFacts {
  const { whyHeld: why, source, recipients, retention, lawfulBasis: basis } = described;
  return { why, source, recipients, retention, basis, told: wereTold(described, system) };
}

function itemModel(record: RecordItem, part: string, { system, about, since }: Within): HoldingsItem {
  const { key, dataSubjectId } = about;
  return {
    address: itemAddress(key, dataSubjectId, { system: system.key, reference: record.reference }),
    title: record.title,
    heldOn: record.heldOn,
    fields: record.fields,
    change: since === null ? null : changeSince(since, part, tagOf(about.personKey, 'item', system.key, record.reference)),
  };
}

function changeSince({ before, now }: Since, part: string, item: string): ItemChange | null {
  return changeOf(before.parts, { part, item, content: now[part]?.[item] ?? '' });
}
