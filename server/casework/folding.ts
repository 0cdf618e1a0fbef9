/** What is worked on once although it was collected more than once: copies of the same bytes, and messages that a later one quotes in full. */

export const foldReasons = ['same-bytes', 'in-thread'] as const;

export type FoldReason = (typeof foldReasons)[number];

/** One item stands in place of another. Nothing is lost: the other stays, is listed, and can be taken apart again. */
export interface Fold {
  readonly itemId: string;
  readonly keptItemId: string;
  readonly because: FoldReason;
}

export interface Foldable {
  readonly id: string;
  /** In the order in which they came. */
  readonly number: number;
  readonly kind: 'record' | 'document';
  readonly sha256: string;
  readonly byteCount: number;
  readonly isRead: boolean;
  /** An officer wants it by itself. */
  readonly isKeptApart: boolean;
  readonly keptItemId: string | null;
  readonly because: FoldReason | null;
}

/** Two records may say the same and be two events; two documents of the same bytes are one. What was read already is kept, so that no work is done twice. */
export function copiesAmong(items: readonly Foldable[]): readonly Fold[] {
  const keepers = new Set(items.flatMap(({ keptItemId }) => (keptItemId === null ? [] : [keptItemId])));
  const byBytes = new Map<string, Foldable[]>();
  for (const item of items) if (item.kind === 'document' && item.byteCount > 0) byBytes.set(item.sha256, [...(byBytes.get(item.sha256) ?? []), item]);
  return [...byBytes.values()].flatMap((same) => {
    const [kept, ...others] = same.toSorted((a, b) => rank(a, keepers) - rank(b, keepers) || a.number - b.number);
    return kept === undefined ? [] : others.filter(({ isKeptApart }) => !isKeptApart).map(({ id }): Fold => ({ itemId: id, keptItemId: kept.id, because: 'same-bytes' }));
  });
}

function rank(item: Foldable, keepers: ReadonlySet<string>): number {
  if (item.isKeptApart) return 3;
  if (keepers.has(item.id)) return 0;
  return item.isRead && item.keptItemId === null ? 1 : 2;
}

/** The folds that hold for these items: copies anew, and threads as they were found as long as both messages are there. */
export function foldsAmong(items: readonly Foldable[]): readonly Fold[] {
  const copies = copiesAmong(items);
  const copyOf = new Map(copies.map(({ itemId, keptItemId }) => [itemId, keptItemId]));
  const present = new Set(items.map(({ id }) => id));
  const inThread = items.flatMap(({ id, keptItemId, because, isKeptApart }): Fold[] => {
    if (because !== 'in-thread' || keptItemId === null || isKeptApart || copyOf.has(id) || !present.has(keptItemId)) return [];
    return [{ itemId: id, keptItemId: copyOf.get(keptItemId) ?? keptItemId, because }];
  });
  return [...copies, ...inThread.filter(({ itemId, keptItemId }) => itemId !== keptItemId)];
}
