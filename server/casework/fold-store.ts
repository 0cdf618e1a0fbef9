/** The only SQL about which items stand in place of others. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import type { Fold, Foldable, FoldReason } from './folding.ts';

interface FoldableRow {
  readonly id: string;
  readonly number: number;
  readonly kind: 'record' | 'document';
  readonly content_sha256: string;
  readonly byte_count: number;
  readonly state: string;
  readonly kept_apart_by: string | null;
  readonly kept_item_id: string | null;
  readonly folded_because: FoldReason | null;
}

const ofSeen = `
  from items i join system_searches s on s.case_id = i.case_id and s.system_id = i.system_id and s.attempt = i.attempt
  where i.case_id = ? and s.outcome = 'held'`;

const allFoldable = `select i.id, i.number, i.kind, i.content_sha256, i.byte_count, i.state, i.kept_apart_by, i.kept_item_id, i.folded_because ${ofSeen} and i.kind = 'document' order by i.number limit ?`;
const allMessages = `select i.id, i.number, i.sealed_message, i.text_file_id, i.kept_apart_by ${ofSeen}
  and i.sealed_message is not null and i.text_file_id is not null and i.state = 'read' and i.folded_because is distinct from 'same-bytes' order by i.number limit ?`;
const readiness = `select exists (select 1 ${ofSeen} and i.sealed_message is not null) and not exists (select 1 ${ofSeen} and i.state = 'collected' and i.kept_item_id is null) as is_ready`;
const allHashes = `select distinct i.content_sha256 ${ofSeen} and i.kind = 'document' limit ?`;

const mostItems = 20_000;

export async function foldablesOf(read: Read, caseId: string): Promise<readonly Foldable[]> {
  const rows = await read.raw<FoldableRow>(allFoldable, [caseId, mostItems]);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind,
    sha256: row.content_sha256,
    byteCount: row.byte_count,
    isRead: row.state !== 'collected' && row.state !== 'in quarantine',
    isKeptApart: row.kept_apart_by !== null,
    keptItemId: row.kept_item_id,
    because: row.folded_because,
  }));
}

export async function setFolds(change: Change, folds: readonly Fold[]): Promise<void> {
  if (folds.length === 0) return;
  await change.write.raw(
    `update items i set kept_item_id = f.kept, folded_because = f.because
     from unnest(?::text[], ?::text[], ?::text[]) as f (id, kept, because) where i.id = f.id`,
    [folds.map(({ itemId }) => itemId), folds.map(({ keptItemId }) => keptItemId), folds.map(({ because }) => because)],
  );
}

export async function clearFolds(change: Change, itemIds: readonly string[]): Promise<void> {
  if (itemIds.length > 0) await change.write.raw('update items set kept_item_id = null, folded_because = null where id = any(?)', [[...itemIds]]);
}

/** @param by the officer who wants it by itself; null when it may be folded again. */
export async function setKeptApart(change: Change, itemId: string, by: string | null): Promise<void> {
  await change.write.raw('update items set kept_apart_by = ? where id = ?', [by, itemId]);
}

export async function keepMessage(change: Change, itemId: string, sealed: Buffer): Promise<void> {
  await change.write.raw('update items set sealed_message = ? where id = ?', [sealed, itemId]);
}

export interface MessageRow {
  readonly id: string;
  readonly number: number;
  readonly sealed_message: Buffer;
  readonly text_file_id: string;
  readonly kept_apart_by: string | null;
}

const mostMessages = 5_000;

/** Messages that were read and are no copies. */
export async function messagesOf(read: Read, caseId: string): Promise<readonly MessageRow[]> {
  return read.raw<MessageRow>(allMessages, [caseId, mostMessages]);
}

/** True in a case that has messages once everything that is kept was read: threads are looked for after the last. */
export async function isReadyForThreads(read: Read, caseId: string): Promise<boolean> {
  const rows = await read.raw<{ is_ready: boolean }>(readiness, [caseId, caseId]);
  return rows[0]?.is_ready ?? false;
}

/** The hashes of everything collected that is seen, so that an attachment is known to be an item of its own. */
export async function hashesOf(read: Read, caseId: string): Promise<ReadonlySet<string>> {
  const rows = await read.raw<{ content_sha256: string }>(allHashes, [caseId, mostItems]);
  return new Set(rows.map(({ content_sha256: sha256 }) => sha256));
}
