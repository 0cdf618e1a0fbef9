/** An answer on its way to its recipient: the parts it is built in, what may block it, and when it closes. */

/** In the order in which they are done. Publishing is last, and is one row. */
export const partKinds = ['item', 'plan', 'volume', 'data', 'check', 'seal', 'publish'] as const;

export type PartKind = (typeof partKinds)[number];

export interface PartToDo {
  readonly kind: PartKind;
  /** An item number, a volume number or a file name. */
  readonly subject: string;
}

/** The first parts of an answer: each item by itself, then the plan of the volumes, which adds the rest. */
export function openingParts(itemCount: number): readonly PartToDo[] {
  const items = Array.from({ length: itemCount }, (_, index): PartToDo => ({ kind: 'item', subject: String(index + 1) }));
  return [...items, { kind: 'plan', subject: '' }];
}

/** What follows the plan: volumes and data are made, every file is read again and attacked, and only then sealed and published. */
export function closingParts(volumeNames: readonly string[], documentNames: readonly string[], dataName: string): readonly PartToDo[] {
  const volumes = volumeNames.map((_, index): PartToDo => ({ kind: 'volume', subject: String(index + 1) }));
  const checks = [...documentNames, ...volumeNames, dataName].map((name): PartToDo => ({ kind: 'check', subject: name }));
  return [...volumes, { kind: 'data', subject: dataName }, ...checks, { kind: 'seal', subject: '' }, { kind: 'publish', subject: '' }];
}

export type Sensitivity = 'ordinary' | 'sensitive' | 'protected';

export type AnswerState = 'building' | 'blocked' | 'released';

/** How long a released answer stays open before it has to be asked for again. */
export const openForDays = 28;

const dayMs = 24 * 60 * 60 * 1_000;

export function closesAt(releasedAt: Date): Date {
  return new Date(releasedAt.getTime() + openForDays * dayMs);
}

/** The row of policies/step-up that opening an answer must meet, and the one that reading on must. */
export function actsFor(sensitivity: Sensitivity): { readonly open: 'open-answer' | 'open-sensitive-answer' | 'open-protected-answer'; readonly read: 'read-answer' | 'read-sensitive-answer' | 'open-protected-answer' } {
  switch (sensitivity) {
    case 'ordinary':
      return { open: 'open-answer', read: 'read-answer' };
    case 'sensitive':
      return { open: 'open-sensitive-answer', read: 'read-sensitive-answer' };
    case 'protected':
      return { open: 'open-protected-answer', read: 'open-protected-answer' };
  }
}

/** A challenge is answered within one month, by another officer. Council policy, as no statute fixes a day. */
export const challengeMonths = 1;

/** The same day of the next month, or that month's last day. */
export function challengeAnswerBy(askedOn: string): string {
  const [year = 0, month = 1, day = 1] = askedOn.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + challengeMonths, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + challengeMonths, Math.min(day, lastDay))).toISOString().slice(0, 10);
}
