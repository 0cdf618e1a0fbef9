/** How long each kind of record is kept, as data in plain words. Each council confirms it against its own schedule. */

export interface RetentionRule {
  readonly kept: string;
  readonly months: number;
  /** The event from which the months are counted. */
  readonly from: 'answer-sent' | 'case-closed' | 'last-event' | 'complaint-closed';
  /** Holds that lengthen it: none may be shredded while one stands. */
  readonly extendedBy: readonly ('challenge' | 'review' | 'complaint' | 'commissioner' | 'court')[];
}

const untilDisputesEnd = ['challenge', 'review', 'complaint', 'commissioner', 'court'] as const;

/** Working copies and decisions have separate keys, so that one can be shredded without the other. */
export const retention = {
  workingCopies: { kept: 'copies collected to answer a request', months: 6, from: 'answer-sent', extendedBy: untilDisputesEnd },
  decisions: { kept: 'marks, reasons and approvals', months: 6, from: 'answer-sent', extendedBy: untilDisputesEnd },
  caseRecord: { kept: 'the record that a request was made and answered', months: 36, from: 'case-closed', extendedBy: untilDisputesEnd },
  redactionLog: { kept: 'what was left out, and why', months: 36, from: 'case-closed', extendedBy: untilDisputesEnd },
  complaints: { kept: 'complaints about how a request was handled', months: 72, from: 'complaint-closed', extendedBy: ['commissioner', 'court'] },
  consentEvents: { kept: 'what a person agreed to or refused, and the exact words', months: 72, from: 'last-event', extendedBy: ['commissioner', 'court'] },
  consentChecks: { kept: 'which system asked whether it may', months: 24, from: 'last-event', extendedBy: ['commissioner', 'court'] },
  guidanceConfirmations: { kept: 'which guidance a councillor has read', months: 48, from: 'last-event', extendedBy: [] },
} as const satisfies Readonly<Record<string, RetentionRule>>;

/** Copies of documents that prove identity are not kept; the note that a check was made is. */
export const evidenceOfIdentityDays = 28;

/** A sealed file that no record knows of is removed after this long: a database restored from an older copy may not know it yet. */
export const unknownFilesDays = 30;

export type RetentionKind = keyof typeof retention;
