/** Files the request of a planted person, as the worker: nobody's account, nobody's clock, and a case that no page sees. */

import { openCase } from '../casework/open-case.ts';
import type { Nation } from '../../policies/bank-holidays.ts';
import { newReference } from '../platform/ids.ts';
import type { Change } from '../platform/recorded-change.ts';
import { insertRequest } from './store.ts';

export interface FileRehearsal {
  readonly requestId: string;
  readonly caseId: string;
  readonly dataSubjectId: string;
  readonly nation: Nation;
  readonly at: Date;
}

/** The case comes first: the wall lets the worker file nothing but what belongs to a rehearsal. */
export async function fileRehearsal(change: Change, { requestId, caseId, dataSubjectId, nation, at }: FileRehearsal): Promise<void> {
  await openCase(change, { caseId, requestId, isRestricted: false, dueOn: null, approveByOn: null, isRehearsal: true });
  await insertRequest(change, {
    id: requestId,
    case_id: caseId,
    draft_id: null,
    reference: newReference(),
    kind: 'access',
    account_id: null,
    data_subject_id: dataSubjectId,
    state: 'received',
    nation,
    received_at: at,
    due_on: null,
    target_on: null,
    services: [],
    from_on: null,
    to_on: null,
    for_team: null,
    sealed_help: null,
  });
}
