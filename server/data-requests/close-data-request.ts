/** Closes the data request of an attempt that an officer leaves out, and with it every link to it. */

import type { Change } from '../platform/recorded-change.ts';
import { endLinks } from './link-store.ts';
import { closeAttempt } from './store.ts';

export interface ClosedAttempt {
  readonly caseId: string;
  readonly systemId: string;
  readonly attempt: number;
  readonly by: string;
  readonly at: Date;
}

/** Part of the change that leaves the system out. False when it was answered meanwhile; a reply that was left lying is no answer. */
export async function closeDataRequest(change: Change, closed: ClosedAttempt): Promise<boolean> {
  const id = await closeAttempt(change, closed);
  if (id === null) return false;
  await endLinks(change, { dataRequestId: id, at: closed.at });
  change.alsoRecord({ action: 'data-request.close', about: { type: 'DataRequest', id }, caseId: closed.caseId, details: { system: closed.systemId } });
  return true;
}
