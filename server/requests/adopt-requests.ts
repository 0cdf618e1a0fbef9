/** Gives the requests that an account made before it was bound their data subject, so that they can be answered. */

import { restrictCase } from '../casework/restrict-case.ts';
import { isToBeRestricted } from '../data-subjects/answered-by-officer.ts';
import type { Change } from '../platform/recorded-change.ts';
import { giveSubject, requestsWithoutSubject } from './store.ts';

/** Part of the change that binds the account. */
export async function adoptRequests(change: Change, accountId: string, dataSubjectId: string): Promise<void> {
  const isRestricted = await isToBeRestricted(change, dataSubjectId);
  for (const request of await requestsWithoutSubject(change.write, accountId)) {
    // While the request still lacks its subject, this deed can see its case.
    if (isRestricted) await restrictCase(change, request.case_id);
    await giveSubject(change, request.id, dataSubjectId);
    change.alsoRecord({ action: 'request.adopt', about: { type: 'request', id: request.id }, caseId: request.case_id });
  }
}
