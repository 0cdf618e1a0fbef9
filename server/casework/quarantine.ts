/** What stands in quarantine and why: a file is let out by a look that found nothing, and by nothing else. */

/** `waiting` until it was looked at; `no answer` while the scanner gives none. */
export type Scan = 'waiting' | 'no answer' | 'clean' | 'not scanned' | 'infected';

/** The look at one item, as officers see it. */
export interface ItemCheck {
  readonly itemId: string;
  readonly scan: Scan;
  /** By its first bytes; null where they say nothing, or before the look. */
  readonly foundType: string | null;
  readonly isOtherType: boolean;
  /** Why an officer leaves it out of the answer; null where nobody did. */
  readonly leftOutBecause: string | null;
}

/** What keeps an item where nobody can open it. */
export type Held = 'waiting' | 'no-answer' | 'infected';

/** Null for an item that is let out. */
export function heldBecause({ scan }: Pick<ItemCheck, 'scan'>): Held | null {
  switch (scan) {
    case 'waiting':
    case 'infected':
      return scan;
    case 'no answer':
      return 'no-answer';
    case 'clean':
    case 'not scanned':
      return null;
  }
}

/** What is still being looked at has its turn first. */
export function mayLeaveOut(check: Pick<ItemCheck, 'scan' | 'leftOutBecause'>): boolean {
  return check.leftOutBecause === null && (check.scan === 'infected' || check.scan === 'no answer');
}

/** How long after a scanner gave no answer it is asked again. */
export const askAgainAfterMinutes = 5;
