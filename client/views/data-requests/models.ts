/** What the officers' pages of data requests are drawn from. */

import type { Case } from '../../../server/casework/case.ts';
import type { UploadedFile } from './answer-forms.ts';
import type { Exchange, LookFor } from './reply.ts';

export type DataRequestState = 'waiting' | 'asked back' | 'answered' | 'closed';

/** How a data request stands today. */
export interface Standing {
  readonly state: DataRequestState;
  readonly outcome: 'held' | 'not held' | null;
  readonly dueOn: string;
  readonly lateness: 'in time' | 'late' | 'escalated' | 'overdue';
  readonly daysLate: number;
  readonly chases: number;
  readonly escalatedOn: string | null;
  readonly next: { readonly rung: 'chase' | 'escalation'; readonly on: string } | null;
  /** Then no link is ever sent. */
  readonly isRestricted: boolean;
}

export interface DataRequestRow {
  readonly id: string;
  readonly reference: string;
  readonly caseId: string;
  readonly caseReference: string;
  readonly systemName: string;
  readonly standing: Standing;
  readonly isUndelivered: boolean;
}

export interface ListModel {
  readonly view: 'mine' | 'all';
  readonly state: 'open' | DataRequestState;
  readonly due: 'any' | 'late';
  readonly rows: readonly DataRequestRow[];
  readonly pageNumber: number;
  readonly hasNext: boolean;
}

export interface LetterShown {
  readonly kind: string;
  readonly to: string;
  readonly state: 'waiting' | 'sent' | 'failed' | 'not wanted';
  readonly why: string | null;
  readonly text: string;
  readonly on: string;
  readonly at: Date;
}

export interface DataRequestModel {
  readonly id: string;
  readonly found: Case;
  readonly ownerName: string | null;
  readonly reference: string;
  readonly systemName: string;
  readonly askedOn: string;
  readonly contact: { readonly name: string; readonly email: string } | null;
  readonly standing: Standing;
  readonly lookFor: LookFor;
  readonly exchanges: readonly Exchange[];
  readonly answer: { readonly saidBy: string; readonly lookedIn: string } | null;
  readonly answered: { readonly on: string; readonly at: Date } | null;
  readonly letters: readonly LetterShown[];
  readonly uploads: readonly UploadedFile[];
  readonly mayAct: boolean;
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
  readonly refused: readonly { readonly name: string; readonly why: string }[];
}
