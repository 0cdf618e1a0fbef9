/** What a person saw last of each system, as keyed hashes that tell nothing by themselves, and what has changed since. */

import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { SealingKey } from '../platform/sealing.ts';

/** By the tag of a part: by the tag of an item, the hash of what it said. */
const partsSchema = z.record(z.string(), z.record(z.string(), z.string()));
const snapshotSchema = z.object({ at: z.iso.datetime(), parts: partsSchema });
const seenOfSystemSchema = z.object({ before: snapshotSchema.nullable(), last: snapshotSchema });

/** By the tag of a system. */
export const seenSchema = z.record(z.string(), seenOfSystemSchema);

export type SeenParts = Readonly<Record<string, Readonly<Record<string, string>>>>;
export interface Snapshot {
  readonly at: string;
  readonly parts: SeenParts;
}
/** `before` is what the person compares with for as long as this visit lasts; null on the first. */
export interface SeenOfSystem {
  readonly before: Snapshot | null;
  readonly last: Snapshot;
}
export type Seen = Readonly<Record<string, SeenOfSystem>>;

/** Looking again within this time is the same visit, so that a page read twice does not call everything old. */
export const sameVisitHours = 4;

const tagBytes = 12;

/** @param key the person's own, so that nobody can compare one person's hashes with another's */
export function tagOf(key: SealingKey, ...words: readonly string[]): string {
  return createHmac('sha256', key.bytes).update(JSON.stringify(['seen', ...words])).digest().subarray(0, tagBytes).toString('base64url');
}

interface ItemSaid {
  readonly title: string;
  readonly heldOn: string | null;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
}

/** The hash of what an item says. */
export function contentTag(key: SealingKey, { title, heldOn, fields }: ItemSaid): string {
  return tagOf(key, 'content', title, heldOn ?? '', ...fields.flatMap(({ label, value }) => [label, value]));
}

/** What is to be remembered after a look; the very same object when that is known already. */
export function afterLooking(known: SeenOfSystem | undefined, now: Snapshot): SeenOfSystem {
  if (known === undefined) return { before: null, last: now };
  const sinceMs = Date.parse(now.at) - Date.parse(known.last.at);
  if (sinceMs >= sameVisitHours * 3_600_000) return { before: known.last, last: now };
  return areSame(known.last.parts, now.parts) ? known : { before: known.before, last: { at: known.last.at, parts: now.parts } };
}

function areSame(one: SeenParts, other: SeenParts): boolean {
  return inOrder(one) === inOrder(other);
}

function inOrder(parts: SeenParts): string {
  const sorted = Object.entries(parts).map(([part, items]) => [part, Object.entries(items).sort(([one], [other]) => (one < other ? -1 : 1))] as const);
  return JSON.stringify(sorted.filter(([, items]) => items.length > 0).sort(([one], [other]) => (one < other ? -1 : 1)));
}

export type ItemChange = 'new' | 'changed';

/** What became of one item since; null where it is as it was. */
export function changeOf(before: SeenParts, { part, item, content }: { readonly part: string; readonly item: string; readonly content: string }): ItemChange | null {
  const was = before[part]?.[item];
  if (was === undefined) return 'new';
  return was === content ? null : 'changed';
}

/** How many items of one part are there no longer. */
export function goneFrom(before: SeenParts, now: SeenParts, part: string): number {
  return Object.keys(before[part] ?? {}).filter((item) => now[part]?.[item] === undefined).length;
}
