/** Reads what a bundle of a case would hold now, and what an earlier one held. */

import { z } from 'zod';
import { itemsOf } from '../casework/read-items.ts';
import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { sealJson, unsealJson, unsealText, type SealingKey } from '../platform/sealing.ts';
import { acceptedMarks } from '../redaction/marks-of-case.ts';
import type { Bundle, BundleContents } from './bundle.ts';
import type { BundleRow } from './store.ts';

const contentsSchema = z.object({
  caseId: z.string(),
  items: z.array(z.object({ id: z.string(), number: z.number(), sha256: z.string(), state: z.string() })),
  marks: z.array(z.object({
    id: z.string(), itemId: z.string(), page: z.number(), start: z.number().nullable(), end: z.number().nullable(), rect: z.array(z.number()).nullable(), exemption: z.string(),
  })),
});

export async function presentContents(tools: Pick<Tools, 'keys'>, read: Read, caseId: string): Promise<BundleContents> {
  const items = await itemsOf(tools, read, caseId);
  const marks = await acceptedMarks(tools, read, caseId);
  return {
    caseId,
    items: items.map(({ id, number, sha256, state }) => ({ id, number, sha256, state })),
    marks: marks.map(({ id, itemId, page, start, end, rect, exemption }) => ({ id, itemId, page, start: start ?? null, end: end ?? null, rect: rect ?? null, exemption })),
  };
}

export function caseKey(tools: Pick<Tools, 'keys'>, caseId: string): Promise<SealingKey> {
  return tools.keys.keyFor(`case:${caseId}`);
}

export function sealContents(key: SealingKey, bundleId: string, contents: BundleContents): Buffer {
  return sealJson(key, { table: 'bundles', column: 'sealed_contents', id: bundleId }, contents);
}

export function openContents(key: SealingKey, row: Pick<BundleRow, 'id' | 'sealed_contents'>): BundleContents {
  return unsealJson(key, { table: 'bundles', column: 'sealed_contents', id: row.id }, { sealed: row.sealed_contents, schema: contentsSchema });
}

export function commentsPlace(id: string): { table: string; column: string; id: string } {
  return { table: 'bundles', column: 'sealed_comments', id };
}

export function bundleFrom(key: SealingKey, row: BundleRow): Bundle {
  return {
    id: row.id,
    caseId: row.case_id,
    number: row.number,
    hash: row.hash,
    state: row.state,
    preparedBy: row.prepared_by,
    submittedAt: row.submitted_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    comments: row.sealed_comments === null ? '' : unsealText(key, commentsPlace(row.id), row.sealed_comments),
    version: row.version,
  };
}
