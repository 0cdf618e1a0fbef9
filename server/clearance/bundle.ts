/** A bundle: everything of a case that one recipient will get, named by one hash, prepared by one officer and cleared by another. */

import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../disclosure/canonical-json.ts';

export type BundleState = 'submitted' | 'returned' | 'approved' | 'void' | 'released' | 'blocked';

export interface Bundle {
  readonly id: string;
  readonly caseId: string;
  readonly number: number;
  readonly hash: string;
  readonly state: BundleState;
  readonly preparedBy: string;
  readonly submittedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly comments: string;
  readonly version: number;
}

/** Whoever submitted the files, or owns their case and so made the marks, never clears them. */
export function isOwnWork(accountId: string, { preparedBy }: Pick<Bundle, 'preparedBy'>, found: { readonly ownerAccountId: string }): boolean {
  return preparedBy === accountId || found.ownerAccountId === accountId;
}

/** One item as it would be released. */
export interface BundledItem {
  readonly id: string;
  readonly number: number;
  readonly sha256: string;
  readonly state: string;
}

/** One accepted mark as it would be applied. */
export interface BundledMark {
  readonly id: string;
  readonly itemId: string;
  readonly page: number;
  readonly start: number | null;
  readonly end: number | null;
  readonly rect: readonly number[] | null;
  readonly exemption: string;
}

export interface BundleContents {
  readonly caseId: string;
  readonly items: readonly BundledItem[];
  readonly marks: readonly BundledMark[];
}

/** Any change to an item or a mark gives another hash; the order in which they were read does not. */
export function bundleHash({ caseId, items, marks }: BundleContents): string {
  const byId = <Each extends { readonly id: string }>(all: readonly Each[]): readonly Each[] => all.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const form: Json = {
    case: caseId,
    items: byId(items).map(({ id, number, sha256, state }) => ({ id, number, sha256, state })),
    marks: byId(marks).map(({ id, itemId, page, start, end, rect, exemption }) => ({ id, item: itemId, page, start, end, rect: rect === null ? null : [...rect], exemption })),
  };
  return createHash('sha256').update(canonicalJson(form)).digest('hex');
}

export type ChangeOfMark = 'added' | 'removed' | 'moved' | 'other-reason';

export interface MarkChanged {
  readonly mark: BundledMark;
  readonly change: ChangeOfMark;
}

/** What differs from the marks of the bundle the approver saw last; the first time, every mark is new. */
export function changesBetween(before: readonly BundledMark[], now: readonly BundledMark[]): readonly MarkChanged[] {
  const earlier = new Map(before.map((mark) => [mark.id, mark]));
  const later = new Set(now.map(({ id }) => id));
  const changed = now.flatMap((mark): MarkChanged[] => {
    const was = earlier.get(mark.id);
    if (was === undefined) return [{ mark, change: 'added' }];
    if (was.exemption !== mark.exemption) return [{ mark, change: 'other-reason' }];
    return was.page === mark.page && was.start === mark.start && was.end === mark.end && String(was.rect) === String(mark.rect) ? [] : [{ mark, change: 'moved' }];
  });
  const removed = before.filter(({ id }) => !later.has(id)).map((mark): MarkChanged => ({ mark, change: 'removed' }));
  return [...changed, ...removed];
}
