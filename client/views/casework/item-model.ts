/** What the pages of a case's items show. */

import type { Case } from '../../../server/casework/case.ts';
import type { FoldReason } from '../../../server/casework/folding.ts';
import type { ItemState } from '../../../server/casework/item.ts';
import type { LeavingOut, LookedOver } from './quarantine.ts';

/** Collected as well, and not worked on by itself. */
export interface FoldedSummary {
  readonly id: string;
  readonly title: string;
  readonly systemName: string;
  readonly because: FoldReason;
}

export interface ItemSummary {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly systemName: string;
  readonly heldOn: string | null;
  readonly kind: 'record' | 'document';
  readonly pageCount: number;
  readonly state: ItemState;
  readonly refusedBecause: string | null;
  readonly decisionsLeft: number;
  /** The number of the item it came attached to. */
  readonly attachedTo: number | null;
  readonly lookedOver: LookedOver;
  /** What it stands for. */
  readonly folded: readonly FoldedSummary[];
}

export interface ItemsModel {
  readonly found: Case;
  readonly ownerName: string | null;
  readonly items: readonly ItemSummary[];
  readonly uncheckedPages: number;
}

export interface ItemModel {
  readonly found: Case;
  readonly ownerName: string | null;
  readonly item: ItemSummary;
  readonly collection: string;
  /** By which the system itself knows it. */
  readonly reference: string;
  readonly askedWith: string;
  readonly collectedOn: string;
  readonly collectedAt: Date;
  readonly sha256: string;
  readonly byteCount: number;
  readonly mediaType: string;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  readonly total: number;
  readonly mayMark: boolean;
  /** Set where another item is worked on in place of this one. */
  readonly standsBehind: { readonly id: string; readonly because: FoldReason } | null;
  readonly isKeptApart: boolean;
  readonly leaving?: LeavingOut;
}
