/** Reads collected items for officers and for the answer: titles opened, text by page, bytes as they came. */

import { z } from 'zod';
import type { Read } from '../platform/database.ts';
import { NotFound } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { unsealJson, unsealText, type SealingKey } from '../platform/sealing.ts';
import { itemFactsSchema, type ItemFacts } from './item-facts.ts';
import type { FoldReason } from './folding.ts';
import { foldedItemsOf, pageChecksOf, seenItem, seenItemsOf, type ItemRow, type PageCheck } from './item-store.ts';
import type { ItemState, ReviewNote } from './item.ts';
import { caseKeyScope, factsPlace, titlePlace } from './places.ts';

/** A collected item with its words opened. */
export interface CollectedItem {
  readonly id: string;
  readonly caseId: string;
  readonly systemId: string;
  /** Dense over what is kept within the case, from 1. */
  readonly number: number;
  readonly kind: 'record' | 'document';
  readonly parentItemId: string | null;
  readonly mediaType: string;
  readonly title: string;
  readonly facts: ItemFacts;
  readonly heldOn: string | null;
  readonly byteCount: number;
  readonly pageCount: number;
  readonly sha256: string;
  readonly originalFileId: string;
  readonly textFileId: string | null;
  readonly state: ItemState;
  readonly refusedBecause: string | null;
  readonly collectedAt: Date;
  /** A PDF made for review; null where the original itself is read. */
  readonly reviewFileId: string | null;
  readonly reviewNote: ReviewNote | null;
  /** The item that is worked on and released in place of this one; null for one that stands for itself. */
  readonly keptItemId: string | null;
  readonly foldedBecause: FoldReason | null;
  /** An officer wants it by itself, whatever it is the same as. */
  readonly isKeptApart: boolean;
}

/** Those whose search has ended as held, in their order; copies and messages that another stands for are not among them. */
export async function itemsOf(tools: Pick<Tools, 'keys'>, read: Read, caseId: string): Promise<readonly CollectedItem[]> {
  const rows = await seenItemsOf(read, caseId);
  if (rows.length === 0) return [];
  const key = await tools.keys.keyFor(caseKeyScope(caseId));
  return rows.map((row) => opened(key, row));
}

/** What another item stands for, with the number of that one. */
export async function foldedItems(tools: Pick<Tools, 'keys'>, read: Read, caseId: string): Promise<readonly CollectedItem[]> {
  const rows = await foldedItemsOf(read, caseId);
  if (rows.length === 0) return [];
  const key = await tools.keys.keyFor(caseKeyScope(caseId));
  return rows.map((row) => opened(key, row));
}

export async function findItem(tools: Pick<Tools, 'keys'>, read: Read, asked: { readonly caseId: string; readonly itemId: string }): Promise<CollectedItem | null> {
  const row = await seenItem(read, asked.caseId, asked.itemId);
  return row === null ? null : opened(await tools.keys.keyFor(caseKeyScope(asked.caseId)), row);
}

const pageSchema = z.object({
  number: z.number().int().positive(),
  /** In points of the unrotated page; 0 for text that has no pages of its own. */
  width: z.number(),
  height: z.number(),
  text: z.string(),
  isImageOnly: z.boolean(),
  needsCheck: z.boolean(),
  /** Where each word stands on the page of a PDF, six numbers a word: start and end in the text, then x0, y0, x1, y1 in unrotated points. */
  words: z.array(z.number()).exactOptional(),
});

export const itemTextSchema = z.object({ pages: z.array(pageSchema) });

export type ItemPage = z.infer<typeof pageSchema>;

/** The text of an item, page by page; what a machine could not read has an empty text and `needsCheck`. */
export interface ItemText {
  readonly pages: readonly ItemPage[];
}

/** No pages until the item was read, and none of one that was refused. */
export async function itemText(tools: Pick<Tools, 'keys' | 'files'>, item: Pick<CollectedItem, 'caseId' | 'textFileId'>): Promise<ItemText> {
  if (item.textFileId === null) return { pages: [] };
  const key = await tools.keys.keyFor(caseKeyScope(item.caseId));
  const bytes = await tools.files.readAll(key, item.textFileId);
  return itemTextSchema.parse(JSON.parse(bytes.toString('utf8')));
}

/** What officers see, the engine reads and the answer is made from: the copy made for review where there is one. @throws NotFound for what is in quarantine */
export async function* reviewBytes(tools: Pick<Tools, 'keys' | 'files'>, item: Pick<CollectedItem, 'caseId' | 'originalFileId' | 'reviewFileId' | 'state'>): AsyncGenerator<Buffer> {
  if (item.state === 'in quarantine') throw new NotFound('an item in quarantine is not opened');
  yield* itemBytes(tools, { caseId: item.caseId, originalFileId: item.reviewFileId ?? item.originalFileId });
}

/** The media type of what `reviewBytes` gives. What is in quarantine has none: nothing may be drawn from it. */
export function reviewType(item: Pick<CollectedItem, 'mediaType' | 'reviewFileId' | 'state'>): string {
  if (item.state === 'in quarantine') return 'application/octet-stream';
  return item.reviewFileId === null ? item.mediaType : 'application/pdf';
}

/** The original as it came, streamed part by part. */
export async function* itemBytes(tools: Pick<Tools, 'keys' | 'files'>, item: Pick<CollectedItem, 'caseId' | 'originalFileId'>): AsyncGenerator<Buffer> {
  const key = await tools.keys.keyFor(caseKeyScope(item.caseId));
  yield* tools.files.read(key, item.originalFileId);
}

export function pageChecks(read: Read, caseId: string): Promise<readonly PageCheck[]> {
  return pageChecksOf(read, caseId);
}

function opened(key: SealingKey, row: ItemRow): CollectedItem {
  return {
    id: row.id,
    caseId: row.case_id,
    systemId: row.system_id,
    number: row.number,
    kind: row.kind,
    parentItemId: row.parent_item_id,
    mediaType: row.media_type,
    title: unsealText(key, titlePlace(row.id), row.sealed_title),
    facts: row.sealed_facts === null ? { reference: '', collection: '', fields: [], peopleNamed: [] } : unsealJson(key, factsPlace(row.id), { sealed: row.sealed_facts, schema: itemFactsSchema }),
    heldOn: row.held_on,
    byteCount: row.byte_count,
    pageCount: row.page_count,
    sha256: row.content_sha256,
    originalFileId: row.original_file_id,
    textFileId: row.text_file_id,
    state: row.state,
    refusedBecause: row.refused_because,
    collectedAt: row.collected_at,
    reviewFileId: row.review_file_id,
    reviewNote: row.review_note,
    keptItemId: row.kept_item_id,
    foldedBecause: row.folded_because,
    isKeptApart: row.is_kept_apart,
  };
}
