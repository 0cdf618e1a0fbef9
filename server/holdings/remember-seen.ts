/** Remembers what a resident was shown, so that the next visit can say what has changed. */

import type { ResidentActor } from '../platform/actor.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { sealJson, type SealingKey } from '../platform/sealing.ts';
import type { Gathered } from './gather-holdings.ts';
import { seenPlace, type Subject } from './own-subject.ts';
import { afterLooking, contentTag, tagOf, type Seen, type SeenOfSystem, type SeenParts } from './seen-holdings.ts';
import { recordsShownLive } from './shown-live.ts';
import { keepSeen } from './store.ts';

/** What was shown of one system; null where it did not answer in full, so that silence is never taken for a change. */
export function seenParts(key: SealingKey, { system, summary }: Pick<Gathered, 'system' | 'summary'>): SeenParts | null {
  if (summary?.outcome === 'not held') return {};
  if (summary?.outcome !== 'held' || summary.isCutShort) return null;
  const description = system.describe();
  const records = recordsShownLive(description, summary.records);
  const parts = description.collections.map((collection) => {
    const items = records.filter((record) => record.collection === collection.key);
    return [tagOf(key, 'part', system.key, collection.key), Object.fromEntries(items.map((item) => [tagOf(key, 'item', system.key, item.reference), contentTag(key, item)]))] as const;
  });
  return Object.fromEntries(parts.filter(([, items]) => Object.keys(items).length > 0));
}

export interface Looked {
  readonly subject: Subject;
  readonly gathered: readonly Gathered[];
}

/** What the person compares with from now on. Writes nothing while it stays the same. */
export async function rememberSeen(tools: Pick<Tools, 'database' | 'clock'>, actor: ResidentActor, { subject, gathered }: Looked): Promise<Seen> {
  const at = tools.clock.now().toISOString();
  const news: Record<string, SeenOfSystem> = {};
  for (const each of gathered) {
    const parts = seenParts(subject.key, each);
    if (parts === null) continue;
    const tag = tagOf(subject.key, 'system', each.system.key);
    const known = subject.seen[tag];
    const next = afterLooking(known, { at, parts });
    if (next !== known) news[tag] = next;
  }
  const seen = { ...subject.seen, ...news };
  if (Object.keys(news).length > 0) await keep(tools, actor, { subject, seen });
  return seen;
}

async function keep(tools: Pick<Tools, 'database'>, actor: ResidentActor, { subject, seen }: { readonly subject: Subject; readonly seen: Seen }): Promise<void> {
  const whose = { accountId: actor.accountId, dataSubjectId: subject.dataSubjectId };
  const sealed = sealJson(subject.key, seenPlace(whose), seen);
  const record = { actor, action: 'holdings.remember', about: { type: 'SeenHoldings', id: actor.accountId } };
  await recordedChange(tools.database, record, (change) => keepSeen(change, { account_id: whose.accountId, data_subject_id: whose.dataSubjectId, sealed_seen: sealed }));
}
