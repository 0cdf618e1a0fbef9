/** Sends one letter with a link that is made as it leaves, so that the link stands nowhere but in the letter. */

import { findCase } from '../casework/find-case.ts';
import { deliverLetter, settle, waitingLetter, type WaitingLetter } from '../correspondence/deliver-letter.ts';
import type { Post } from '../correspondence/send-notice.ts';
import type { WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { newId } from '../platform/ids.ts';
import type { JobPayload } from '../platform/jobs.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { isOpen } from './data-request.ts';
import { endIdleLinks, insertLink } from './link-store.ts';
import { hashOfSecret, linkExpiry, newSecret } from './reply-link.ts';
import { findDataRequest } from './store.ts';

/** Run again after a crash it sends the letter once more, with a new link; the one before is good no longer. */
export async function sendLetter(tools: Tools, post: Post, payload: JobPayload<'send-letter'>): Promise<void> {
  const letter = await waitingLetter(tools, payload);
  if (letter === null) return;
  const actor: WorkerActor = { kind: 'worker', job: 'send-letter', caseId: payload.caseId };
  const { found, dataRequest } = await asActor(tools.database, actor, async (read) => ({ found: await findCase(read, letter.caseId), dataRequest: await findDataRequest(read, letter.aboutId) }));
  // A person may have been protected since it was written: then no link leaves.
  if (found === null || found.isRestricted) await settle(tools, letter, { state: 'not wanted', why: 'restricted' });
  else if (dataRequest === null || !isOpen(dataRequest) || found.closedAt !== null) await settle(tools, letter, { state: 'not wanted', why: 'not-open' });
  else await deliverLetter(tools, post, { letter, link: await makeLink(tools, actor, letter) });
}

/** The last one to an addressee is the one that works, and whoever is answering by the one before is not cut off; the contact's and that of the head of service stand beside each other. */
async function makeLink(tools: Tools, actor: WorkerActor, { aboutId, caseId, sentTo }: WaitingLetter): Promise<string> {
  const [id, secret, now] = [newId(), newSecret(), tools.clock.now()];
  await recordedChange(tools.database, { actor, action: 'reply-link.make', about: { type: 'DataRequest', id: aboutId }, caseId, details: { to: sentTo } }, async (change) => {
    await endIdleLinks(change, { dataRequestId: aboutId, sentTo, at: now });
    await insertLink(change, { id, data_request_id: aboutId, case_id: caseId, sent_to: sentTo, token_hash: hashOfSecret(secret), made_at: now, expires_at: linkExpiry(now) });
  });
  return `${tools.config.publicUrl}/reply/${secret}`;
}
