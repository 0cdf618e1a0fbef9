/** A place the detector would hide, and what it knows of the case when it looks. */

export const suggestionTypes = [
  'PERSON', 'PHONE', 'EMAIL', 'ADDRESS', 'DATETIME', 'NINO', 'NHS', 'UTR', 'BANK', 'PASSPORT', 'DL', 'VRM', 'URL', 'CODE', 'DEM', 'HEALTH', 'ORG', 'LOC', 'MISC', 'QUANTITY',
] as const;

export type SuggestionType = (typeof suggestionTypes)[number];

/** Keys of the sentences that tell an officer why. */
export type SuggestionWhy =
  | 'known-third-party' | 'kin-of-somebody' | 'named-with-title' | 'looks-like-a-name' | 'first-name' | 'label-before' | 'same-name-elsewhere' | 'number-with-valid-check'
  | 'number-with-failed-check' | 'number-with-context' | 'contact-detail' | 'address-of-another' | 'date-of-birth' | 'personal-detail' | 'identifies-the-case';

export interface Suggestion {
  /** UTF-16 offsets; `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly type: SuggestionType;
  /** 0 to 1. */
  readonly score: number;
  readonly why: SuggestionWhy;
  /** The exemption it proposes, an id of the policy's list. */
  readonly exemption: string;
}

export interface SubjectKnown {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Identifiers of the subject as the case holds them; these are never suggested. */
  readonly values: readonly string[];
}

export interface CaseKnown {
  readonly subject: SubjectKnown | null;
  /** Staff acting in role, who are kept. */
  readonly staff: readonly string[];
  readonly thirdParties: readonly string[];
}

/** What a recogniser reports; whether it is hidden is decided afterwards, with the case in hand. */
export type Finding = Omit<Suggestion, 'exemption'>;
