/** Swaps a one-time link for a short session, once. */

import { LinkEnded } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { swapLink } from './link-store.ts';
import { hashOfSecret, newSecret, sessionEnd } from './reply-link.ts';
import { contactOfSecret } from './reply-session.ts';

/** The secret of the session. @throws LinkEnded for a link that is used, old, replaced, or of a data request that is not open. */
export async function startReply(tools: Pick<Tools, 'database' | 'clock'>, token: string): Promise<string> {
  const actor = await contactOfSecret(tools, { of: 'link', secret: token });
  if (actor === null) throw new LinkEnded('no such link');
  const secret = newSecret();
  const at = tools.clock.now();
  await recordedChange(tools.database, { actor, action: 'reply.start', about: { type: 'DataRequest', id: actor.dataRequestId }, caseId: actor.caseId }, async (change) => {
    const isSwapped = await swapLink(change, { linkId: actor.linkId, sessionHash: hashOfSecret(secret), at, endsAt: sessionEnd(at) });
    if (!isSwapped) throw new LinkEnded('this link was used at the same moment');
  });
  return secret;
}
