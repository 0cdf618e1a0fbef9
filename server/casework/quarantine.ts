/** What stands in quarantine and why: a file is let out by a look that found nothing, and by nothing else. */

/** `waiting` until it was looked at; `no answer` while the scanner gives none; `too large` for any scanner, and so never asked about again. */
export type Scan = 'waiting' | 'no answer' | 'too large' | 'clean' | 'not scanned' | 'infected';

/** The look at one item, as officers see it. */
export interface ItemCheck {
  readonly itemId: string;
  readonly scan: Scan;
  /** By its first bytes; null where they say nothing, or before the look. */
  readonly foundType: string | null;
  readonly isOtherType: boolean;
  /** Why an officer leaves it out of the answer; null where nobody did. */
  readonly leftOutBecause: string | null;
  /** Still not looked at after so long that nobody need wait for it. */
  readonly isOverdue: boolean;
}

/** What keeps an item where nobody can open it. */
export type Held = 'waiting' | 'no-answer' | 'too-large' | 'infected';

/** Null for an item that is let out. */
export function heldBecause({ scan }: Pick<ItemCheck, 'scan'>): Held | null {
  switch (scan) {
    case 'waiting':
    case 'infected':
      return scan;
    case 'no answer':
      return 'no-answer';
    case 'too large':
      return 'too-large';
    case 'clean':
    case 'not scanned':
      return null;
  }
}

/** What is still being looked at has its turn first, for a while. */
export function mayLeaveOut({ scan, leftOutBecause, isOverdue }: Pick<ItemCheck, 'scan' | 'leftOutBecause' | 'isOverdue'>): boolean {
  return leftOutBecause === null && (scan === 'infected' || scan === 'no answer' || scan === 'too large' || (scan === 'waiting' && isOverdue));
}

const overdueAfterMinutes = 15;

/** What came before this and was not looked at since is overdue. */
export function overdueBefore(now: Date): Date {
  return new Date(now.getTime() - overdueAfterMinutes * 60_000);
}

/** How long after a scanner gave no answer it is asked again. */
export const askAgainAfterMinutes = 5;
