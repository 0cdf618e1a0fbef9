/** What the pages about choices are told. */

import type { NoticeWords } from '../../../policies/purposes.ts';

/** An instant as people read it: the day it was in the United Kingdom (YYYY-MM-DD), and the time. */
export interface Moment {
  readonly on: string;
  readonly at: Date;
}

/** The exact words of a notice, in the language they were written in. */
export interface Wording extends NoticeWords {
  readonly version: number;
  readonly language: string;
  readonly sha256: string;
}

/** How an answer stands: a yes that counts, a yes that no longer does, a no, or none. */
export type Standing = 'yes' | 'wording-changed' | 'review-due' | 'no' | 'none';

export interface ChoiceRow {
  readonly purposeId: string;
  readonly name: string;
  readonly question: string;
  readonly standing: Standing;
  readonly since: Moment | null;
  readonly receiptId: string | null;
  /** Who has asked about it, and when last. */
  readonly askings: readonly { readonly systemName: string; readonly last: Moment }[];
}

export interface ChoicesModel {
  /** False until evidence has bound the account to one person. */
  readonly isKnownPerson: boolean;
  /** In the order yes, no, not answered. */
  readonly rows: readonly ChoiceRow[];
}

export interface QuestionModel {
  readonly purposeId: string;
  readonly wording: Wording;
  readonly isKnownPerson: boolean;
  readonly standing: Standing;
  readonly since: Moment | null;
  /** The form came back without an answer. */
  readonly isAnswerMissing: boolean;
  /** Other words were shown when the form was sent; nothing was saved. */
  readonly hasWordingChanged: boolean;
}

export type AnswerKind = 'given' | 'refused' | 'reaffirmed' | 'withdrawn' | 'requested' | 'expired' | 'invalidated';

export interface ReceiptModel {
  readonly receiptId: string;
  readonly purposeId: string;
  readonly kind: AnswerKind;
  readonly when: Moment;
  readonly wording: Wording;
  /** The day before which we do not ask again; only after a no. */
  readonly askAgainOn: string;
}

export interface StoppedModel {
  readonly purposeId: string;
  readonly act: string;
  readonly when: Moment;
  readonly isToday: boolean;
  readonly receiptId: string;
  /** The systems that ask us about this purpose. */
  readonly systems: readonly string[];
}

export interface HistoryModel {
  readonly purposeId: string;
  readonly name: string;
  readonly now: Wording;
  /** Newest first. */
  readonly entries: readonly {
    readonly receiptId: string;
    readonly kind: AnswerKind;
    readonly when: Moment;
    readonly wording: Wording;
    readonly isSameAsNow: boolean;
  }[];
}
