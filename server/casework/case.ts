/** A case: the stages it passes, what blocks it, and the next act. */

export const stages = ['received', 'collecting', 'redacting', 'submitted', 'approved', 'releasing', 'blocked', 'released', 'closed'] as const;

export type Stage = (typeof stages)[number];

/** A case with the facts of its request that every officer's page needs; the shape the policies are asked about. */
export interface Case {
  readonly id: string;
  readonly requestId: string;
  readonly reference: string;
  readonly kind: string;
  readonly stage: Stage;
  readonly version: number;
  /** Empty when nobody owns it: the policies compare with an account and never with nothing. */
  readonly ownerAccountId: string;
  readonly isUnowned: boolean;
  readonly isRestricted: boolean;
  /** Opened by the worker about a planted person; no page ever sees one. */
  readonly isRehearsal: boolean;
  readonly isWithApprover: boolean;
  /** Empty until a data subject is known. */
  readonly dataSubjectId: string;
  /** Empty for a request that did not come from an account. */
  readonly requesterAccountId: string;
  readonly nation: string;
  readonly receivedAt: Date;
  readonly approveByOn: string | null;
  readonly dueOn: string | null;
  /** Services the request names; empty for everything. */
  readonly services: readonly string[];
  /** The team of the service that decides it; empty where officers of information governance do. */
  readonly forTeam: string;
  readonly fromOn: string | null;
  readonly toOn: string | null;
  readonly closedAt: Date | null;
}

const nextStages: Readonly<Record<Stage, readonly Stage[]>> = {
  received: ['collecting', 'closed'],
  collecting: ['redacting', 'closed'],
  redacting: ['collecting', 'submitted', 'closed'],
  submitted: ['redacting', 'approved'],
  approved: ['redacting', 'releasing'],
  releasing: ['released', 'blocked'],
  blocked: ['redacting', 'collecting', 'submitted'],
  released: ['closed'],
  closed: [],
};

export function isStage(word: string): word is Stage {
  return (stages as readonly string[]).includes(word);
}

export function mayMove(from: Stage, to: Stage): boolean {
  return nextStages[from].includes(to);
}

const withApprover: ReadonlySet<Stage> = new Set(['submitted', 'approved', 'releasing', 'released', 'closed']);

/** True from submitting until it is returned or its release fails: nothing of the case may be changed meanwhile. */
export function isWithApprover(stage: Stage): boolean {
  return withApprover.has(stage);
}

export function mayCollect(stage: Stage): boolean {
  return stage === 'received' || mayMove(stage, 'collecting') || stage === 'collecting';
}

/** How far a case has come, in counts. */
export interface Progress {
  readonly systems: number;
  /** Systems asked that have not answered, and that nobody has left out with a reason. */
  readonly unanswered: number;
  readonly stillAsked: number;
  readonly matchesToDecide: number;
  readonly items: number;
  readonly pages: number;
  readonly itemsBeingRead: number;
  /** Infected, or not looked over for want of a scanner, and not left out with a reason. */
  readonly itemsInQuarantine: number;
  readonly decisionsLeft: number;
  readonly pagesToCheck: number;
}

export const noProgress: Progress = { systems: 0, unanswered: 0, stillAsked: 0, matchesToDecide: 0, items: 0, pages: 0, itemsBeingRead: 0, itemsInQuarantine: 0, decisionsLeft: 0, pagesToCheck: 0 };

export type Block = 'no-owner' | 'no-subject' | 'not-collected' | 'matches' | 'unanswered' | 'being-read' | 'quarantine' | 'decisions' | 'page-checks' | 'failed-checks';

/** A reason why the case cannot go to clearance, with its count where it has one. */
export interface BlockFound {
  readonly block: Block;
  readonly count: number;
}

/** Everything that keeps a case from clearance, most pressing first; empty once it is with the approver. */
export function whatBlocks(found: Pick<Case, 'stage' | 'isUnowned' | 'dataSubjectId'> & Partial<Pick<Case, 'kind'>>, progress: Progress): readonly BlockFound[] {
  if (isWithApprover(found.stage)) return [];
  // Nothing is collected to put one item right.
  if (found.kind === 'rectification') return found.isUnowned ? [{ block: 'no-owner', count: 1 }] : [];
  const blocks: BlockFound[] = [
    { block: 'no-owner', count: found.isUnowned ? 1 : 0 },
    { block: 'no-subject', count: found.dataSubjectId === '' ? 1 : 0 },
    { block: 'failed-checks', count: found.stage === 'blocked' ? 1 : 0 },
    { block: 'not-collected', count: found.stage === 'received' ? 1 : 0 },
    { block: 'matches', count: progress.matchesToDecide },
    { block: 'unanswered', count: progress.unanswered },
    { block: 'being-read', count: progress.itemsBeingRead },
    { block: 'quarantine', count: progress.itemsInQuarantine },
    { block: 'decisions', count: progress.decisionsLeft },
    { block: 'page-checks', count: progress.pagesToCheck },
  ];
  return blocks.filter(({ count }) => count > 0);
}

/** True when nothing stands in the way of clearance. Failed checks do not: what they found is mended, and cleared and checked anew. */
export function maySubmit(found: Pick<Case, 'stage' | 'isUnowned' | 'dataSubjectId'>, progress: Progress): boolean {
  return mayMove(found.stage, 'submitted') && whatBlocks(found, progress).every(({ block }) => block === 'failed-checks');
}

export type NextAct = 'take' | 'ask-who' | 'collect' | 'decide-match' | 'see-systems' | 'see-items' | 'wait' | 'mark' | 'check-pages' | 'submit' | 'clear' | 'release' | 'see-report' | 'nothing';

/** The one act that brings the case on. */
export function nextAct(found: Pick<Case, 'stage' | 'isUnowned' | 'dataSubjectId'>, progress: Progress): NextAct {
  switch (found.stage) {
    case 'submitted':
      return 'clear';
    case 'approved':
      return 'release';
    case 'releasing':
    case 'released':
      return 'see-report';
    case 'blocked':
      return progress.decisionsLeft > 0 ? 'mark' : 'see-report';
    case 'closed':
      return 'nothing';
    case 'received':
    case 'collecting':
    case 'redacting': {
      const [first] = whatBlocks(found, progress);
      return first === undefined ? 'submit' : actAgainst(first.block, progress);
    }
  }
}

function actAgainst(block: Block, progress: Progress): NextAct {
  switch (block) {
    case 'no-owner':
      return 'take';
    case 'no-subject':
      return 'ask-who';
    case 'not-collected':
      return 'collect';
    case 'matches':
      return 'decide-match';
    case 'unanswered':
      return progress.stillAsked > 0 ? 'wait' : 'see-systems';
    case 'being-read':
      return 'wait';
    case 'quarantine':
      return 'see-items';
    case 'decisions':
      return 'mark';
    case 'page-checks':
      return 'check-pages';
    case 'failed-checks':
      return 'see-report';
  }
}
