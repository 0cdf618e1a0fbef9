/** Keeps what was read in an item: its text sealed beside the original, its state, and the pages a person has to read. */

import type { SealedFile } from '../platform/sealed-files.ts';
import type { Tools } from '../platform/house.ts';
import type { Change } from '../platform/recorded-change.ts';
import { insertPageChecks, keepReading } from './item-store.ts';
import type { ItemState, ReviewNote } from './item.ts';
import { caseKeyScope } from './places.ts';
import type { CollectedItem, ItemText } from './read-items.ts';

export interface Reading {
  /** How the copy for review was made, for what has one or would have one. */
  readonly reviewNote?: ReviewNote;
  readonly state: Exclude<ItemState, 'collected'>;
  /** A closed word: why an item that was refused cannot be shown. */
  readonly refusedBecause: string | null;
  readonly text: ItemText;
  readonly checks: readonly { readonly page: number; readonly why: string }[];
}

/** Writes the text to its sealed file; visible only once `keepText` names it in a change. */
export async function sealText(tools: Pick<Tools, 'keys' | 'files'>, caseId: string, text: ItemText): Promise<SealedFile> {
  const key = await tools.keys.keyFor(caseKeyScope(caseId));
  return tools.files.write(key, [Buffer.from(JSON.stringify(text), 'utf8')]);
}

/** False when the item was read already; then nothing of this reading is kept. */
export async function keepText(change: Change, kept: { readonly item: Pick<CollectedItem, 'id' | 'caseId'>; readonly reading: Reading; readonly textFileId: string; readonly reviewFileId?: string | null }): Promise<boolean> {
  const { item, reading, textFileId } = kept;
  const isKept = await keepReading(change, {
    itemId: item.id,
    state: reading.state,
    refusedBecause: reading.refusedBecause,
    pageCount: reading.text.pages.length,
    textFileId,
    reviewFileId: kept.reviewFileId ?? null,
    reviewNote: reading.reviewNote ?? null,
  });
  if (isKept) await insertPageChecks(change, item.caseId, reading.checks.map(({ page, why }) => ({ itemId: item.id, page, why })));
  return isKept;
}
