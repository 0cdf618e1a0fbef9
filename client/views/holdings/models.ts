/** What the pages of holdings are drawn from. */

import type { ItemChange } from '../../../server/holdings/seen-holdings.ts';
import type { WereTold } from '../../../server/holdings/were-you-told.ts';

/** `unshown`: something is held, and an officer reads it before anyone is shown it. */
export type ServiceState = 'answered' | 'nothing' | 'unshown' | 'looking' | 'failed' | 'officer';

/** What the law lets a person know of anything held about them.   Source: UK GDPR Art. 13, 14 and 15(1). */
export interface HoldingFacts {
  readonly why: string;
  readonly basis: string;
  readonly source: string;
  readonly told: WereTold;
  readonly recipients: readonly string[];
  readonly retention: string;
}

export interface HoldingsItem {
  readonly address: string;
  readonly title: string;
  readonly heldOn: string | null;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  /** Since the visit before; null where it is as it was, or there was none. */
  readonly change: ItemChange | null;
}

export interface HoldingsCollection {
  readonly key: string;
  readonly name: string;
  readonly facts: HoldingFacts;
  readonly items: readonly HoldingsItem[];
  /** How many items of the visit before are there no longer. */
  readonly gone: number;
}

export interface HoldingsService {
  readonly key: string;
  readonly name: string;
  readonly state: ServiceState;
  readonly askedAt: Date;
  readonly isCutShort: boolean;
  readonly facts: HoldingFacts;
  /** Parts that are never shown here, for anyone. */
  readonly readFirst: readonly string[];
  /** The day of the visit before; null on the first, or while the service has not answered in full. */
  readonly comparedWithOn: string | null;
  readonly collections: readonly HoldingsCollection[];
}

export interface OneItem {
  readonly service: HoldingsService;
  readonly collection: HoldingsCollection;
  readonly item: HoldingsItem;
}
