/** The bundles of a case as officers see them, newest first, with what the earlier ones held. */

import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { changesBetween, type Bundle, type MarkChanged } from './bundle.ts';
import { bundleFrom, caseKey, openContents } from './contents.ts';
import { bundlesOf, findBundleRow } from './store.ts';

export async function latestBundle(tools: Pick<Tools, 'keys'>, read: Read, caseId: string): Promise<Bundle | null> {
  const [row] = await bundlesOf(read, caseId);
  return row === undefined ? null : bundleFrom(await caseKey(tools, caseId), row);
}

export async function findBundle(tools: Pick<Tools, 'keys'>, read: Read, id: string): Promise<Bundle | null> {
  const row = await findBundleRow(read, id);
  return row === null ? null : bundleFrom(await caseKey(tools, row.case_id), row);
}

export interface BundleLook {
  readonly bundle: Bundle;
  /** Since the last bundle that somebody decided; all marks when there was none. */
  readonly changes: readonly MarkChanged[];
  readonly isFirstLook: boolean;
  readonly itemCount: number;
  readonly markCount: number;
  readonly earlier: readonly Bundle[];
}

export async function lookAtBundle(tools: Pick<Tools, 'keys'>, read: Read, caseId: string): Promise<BundleLook | null> {
  const [latest, ...earlier] = await bundlesOf(read, caseId);
  if (latest === undefined) return null;
  const key = await caseKey(tools, caseId);
  const contents = openContents(key, latest);
  const before = earlier.find(({ state }) => state === 'returned' || state === 'blocked' || state === 'released');
  return {
    bundle: bundleFrom(key, latest),
    changes: changesBetween(before === undefined ? [] : openContents(key, before).marks, contents.marks),
    isFirstLook: before === undefined,
    itemCount: contents.items.length,
    markCount: contents.marks.length,
    earlier: earlier.map((row) => bundleFrom(key, row)),
  };
}
