/** What the page of holdings shows of what the systems answered. */

import { createHmac } from 'node:crypto';
import type { Summary } from '../connected-systems/ask-system.ts';
import type { CollectionDescription, RecordItem, SystemDescription } from '../connected-systems/connector.ts';
import type { SealingKey } from '../platform/sealing.ts';
import type { HoldingsItem, HoldingsService, ServiceState } from '../../client/views/holdings/holdings.ts';
import type { Gathered } from './gather-holdings.ts';

/** An address for one item: a keyed hash, so that it tells nothing and cannot be guessed. */
export function itemAddress(key: SealingKey, dataSubjectId: string, item: { readonly system: string; readonly reference: string }): string {
  return createHmac('sha256', key.bytes).update(`item|${dataSubjectId}|${item.system}|${item.reference}`).digest().subarray(0, 16).toString('base64url');
}

export interface ModelOf {
  readonly key: SealingKey;
  readonly dataSubjectId: string;
}

export function serviceModel({ system, summary, askedAt }: Gathered, about: ModelOf): HoldingsService {
  const description = system.describe();
  const records = summary?.outcome === 'held' ? summary.records : [];
  return {
    key: system.key,
    name: description.plainName,
    state: stateOf(summary),
    askedAt,
    isCutShort: summary?.outcome === 'held' && summary.isCutShort,
    collections: description.collections
      .filter(({ isFreeText }) => isFreeText !== true)
      .map((collection) => ({ ...factsOf(collection), items: records.filter((record) => record.collection === collection.key).toSorted(newestFirst).map((record) => itemModel(record, description, about)) }))
      .filter(({ items }) => items.length > 0),
  };
}

function newestFirst(one: RecordItem, other: RecordItem): number {
  return (other.heldOn ?? '').localeCompare(one.heldOn ?? '');
}

function stateOf(summary: Summary | null): ServiceState {
  if (summary === null) return 'looking';
  switch (summary.outcome) {
    case 'held':
      return summary.records.length === 0 ? 'nothing' : 'answered';
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

function factsOf({ key, plainName, whyHeld, source, recipients, retention }: CollectionDescription): { key: string; name: string; why: string; source: string; recipients: string; retention: string } {
  return { key, name: plainName, why: whyHeld, source, recipients: recipients.join(', '), retention };
}

function itemModel(record: RecordItem, description: SystemDescription, { key, dataSubjectId }: ModelOf): HoldingsItem {
  return {
    address: itemAddress(key, dataSubjectId, { system: description.key, reference: record.reference }),
    title: record.title,
    heldOn: record.heldOn,
    fields: record.fields,
  };
}
