/** What a release asks of the casework: the approved bundle, its items one at a time, and the facts of the letter. */

import type { Change } from '../platform/recorded-change.ts';
import type { LetterFacts } from './covering-letter.ts';
import type { MarkedItem, SourceItem } from './redacted-item.ts';
import type { Sensitivity } from './answer.ts';

export interface ApprovedBundle {
  readonly id: string;
  readonly caseId: string;
  readonly requestId: string;
  readonly hash: string;
  readonly isApproved: boolean;
  readonly accountId: string;
  readonly dataSubjectId: string;
  readonly reference: string;
  readonly sensitivity: Sensitivity;
}

/** Enough to number an item without reading it. */
export interface SourceHeading {
  readonly itemId: string;
  readonly kind: 'record' | 'document';
  readonly service: string;
  readonly heldOn: string | null;
}

export interface SourceBytes {
  readonly item: SourceItem;
  /** The bytes as collected; read only for what has a file. */
  readonly original: () => Promise<Uint8Array>;
}

/** What must never leave, whatever was marked. */
export interface ProtectedValue {
  readonly id: string;
  readonly text: string;
}

export interface ReleaseSource {
  bundle(caseId: string, bundleId: string): Promise<ApprovedBundle | null>;
  /** The hash of the bundle as it stands now; an approval holds only while it is the same. */
  presentHash(caseId: string): Promise<string>;
  headings(caseId: string): Promise<readonly SourceHeading[]>;
  item(caseId: string, itemId: string): Promise<SourceBytes>;
  /** Every item with its marks, in one look and without their texts: for counting. */
  markedItems(caseId: string): Promise<readonly MarkedItem[]>;
  letterFacts(caseId: string): Promise<Omit<LetterFacts, 'council' | 'formatDay'>>;
  protectedValues(caseId: string): Promise<readonly ProtectedValue[]>;
  /** As they stand now, never remembered; what was checked without one of them is not checked. */
  presentProtectedValues(caseId: string): Promise<readonly ProtectedValue[]>;
  /** Part of the change that blocks or publishes the answer. Returns how it ended: blocked, too, when the approval is gone by now. */
  settle(change: Change, bundle: ApprovedBundle, wanted: 'blocked' | 'released'): Promise<'blocked' | 'released'>;
}

/** The order in which a resident meets the items: records, then documents, each by service and by date. */
export function inReadingOrder<Heading extends SourceHeading>(headings: readonly Heading[]): readonly Heading[] {
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const undated = '9999';
  return headings.toSorted(
    (a, b) => order(b.kind, a.kind) || order(a.service, b.service) || order(a.heldOn ?? undated, b.heldOn ?? undated) || order(a.itemId, b.itemId),
  );
}

/** Reads the headings and the protected values once for each job. The headings do not change while its approval holds; sealing asks anew for both. */
export function rememberingSource(source: ReleaseSource): ReleaseSource {
  const headings = remembered((caseId) => source.headings(caseId));
  const protectedValues = remembered((caseId) => source.protectedValues(caseId));
  return { ...source, headings, protectedValues };
}

function remembered<T>(read: (caseId: string) => Promise<T>): (caseId: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (caseId) => {
    const found = known.get(caseId) ?? read(caseId);
    known.set(caseId, found);
    return found;
  };
}
