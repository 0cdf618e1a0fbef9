/** Opens the case in which officers answer a request, inside the change that files it. */

import type { Change } from '../platform/recorded-change.ts';
import { insertCase } from './store.ts';

export interface OpenCase {
  readonly caseId: string;
  readonly requestId: string;
  /** True for a protected person: only the safeguarding lead sees the case until it is given to somebody. */
  readonly isRestricted: boolean;
  readonly dueOn: string | null;
  readonly approveByOn: string | null;
  /** A planted person's: the worker's alone, and destroyed when it ends. */
  readonly isRehearsal?: boolean;
}

export async function openCase(change: Change, { caseId, requestId, isRestricted, dueOn, approveByOn, isRehearsal = false }: OpenCase): Promise<void> {
  await insertCase(change, { id: caseId, request_id: requestId, stage: 'received', is_restricted: isRestricted, due_on: dueOn, approve_by_on: approveByOn, is_rehearsal: isRehearsal });
  change.alsoRecord({ action: 'case.open', about: { type: 'Case', id: caseId }, caseId });
}
