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
  const parts: Record<string, Record<string, string>> = {};
  for (const record of recordsShownLive(system.describe(), summary.records)) {
    const part = (parts[tagOf(key, 'part', system.key, record.collection)] ??= {});
    part[tagOf(key, 'item', system.key, record.reference)] = contentTag(key, record);
  }
  return parts;
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
