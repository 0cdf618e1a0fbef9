/** Keeps the ID token of a session under seal, read only when the person signs out at the provider too. */

import type { Request } from 'express';
import type { House } from '../platform/house.ts';
import { sealText, unsealText } from '../platform/sealing.ts';
import { hashOf } from '../platform/session.ts';

type Keeping = Pick<House, 'keys' | 'sessions'>;

function placeOf(sessionId: string): { table: string; column: string; id: string } {
  return { table: 'sessions', column: 'sealed_id_token', id: hashOf(sessionId) };
}

/** The session must be stored already. */
export async function keepIdToken({ keys, sessions }: Keeping, { sessionID }: Request, idToken: string): Promise<void> {
  await sessions.keepSealedIdToken(sessionID, sealText(await keys.keyFor('portal'), placeOf(sessionID), idToken));
}

/** Null when the session has ended, or never had one. */
export async function readIdToken({ keys, sessions }: Keeping, { sessionID }: Request): Promise<string | null> {
  const sealed = await sessions.sealedIdToken(sessionID);
  return sealed === null ? null : unsealText(await keys.keyFor('portal'), placeOf(sessionID), sealed);
}
