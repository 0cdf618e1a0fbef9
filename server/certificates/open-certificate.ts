/** Opens the search certificate of one's own request, or says that the search is still going on. */

import { signingKeyFrom } from '../disclosure/signing-key.ts';
import { signingSeed } from '../disclosure/signing-seed.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { asActor, type Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { certificateFor, signCertificate, type SignedCertificate } from './search-certificate.ts';
import { certificateOfRequest, requestSearched } from './store.ts';

export type OpenedCertificate =
  | { readonly state: 'not begun' }
  | { readonly state: 'searching'; readonly begunOn: string }
  | { readonly state: 'finished'; readonly signed: SignedCertificate };

/** The request whose search a case was; null where no certificate was begun, or it is somebody else's. */
export function requestOfSearch(read: Read, caseId: string): Promise<string | null> {
  return requestSearched(read, caseId);
}

export async function openCertificate(tools: Pick<Tools, 'database' | 'config'>, actor: ResidentActor, request: { readonly id: string; readonly reference: string }): Promise<OpenedCertificate> {
  const row = await asActor(tools.database, actor, (read) => certificateOfRequest(read, request.id));
  if (row === null) return { state: 'not begun' };
  if (row.last_on === null) return { state: 'searching', begunOn: row.first_on };
  const certificate = certificateFor({
    council: tools.config.council.name,
    reference: request.reference,
    services: row.services,
    askedServices: row.asked_services,
    notSearched: row.not_searched,
    firstOn: row.first_on,
    lastOn: row.last_on,
  });
  return { state: 'finished', signed: signCertificate(certificate, signingKeyFrom(await signingSeed(tools.config))) };
}
