/** Whose holdings may be shown to a resident: their own, once they are bound, and unless an officer goes through them instead. */

import { isAnsweredByOfficer } from '../data-subjects/answered-by-officer.ts';
import { readIdentity, type Identity } from '../data-subjects/identity.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { NotFound } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { unsealJson, type SealingKey } from '../platform/sealing.ts';
import { seenSchema, type Seen } from './seen-holdings.ts';
import { decidedForResidents, type DecidedSystems } from '../system-watch/as-decided.ts';
import { findSeen } from './store.ts';

export interface Subject {
  readonly dataSubjectId: string;
  readonly identity: Identity;
  /** What this account saw last; empty on the first visit. */
  readonly seen: Seen;
  /** The person's own key: once it is shredded, what they saw cannot be told either. */
  readonly key: SealingKey;
  /** Which systems rest, and what else officers decided is read of them. */
  readonly decided: DecidedSystems;
}

export function seenPlace({ accountId, dataSubjectId }: { readonly accountId: string; readonly dataSubjectId: string }): { table: string; column: string; id: string } {
  return { table: 'seen_holdings', column: 'sealed_seen', id: `${accountId}|${dataSubjectId}` };
}

/** @throws NotFound when the person cannot be read any more */
export async function ownSubject(tools: Pick<Tools, 'database' | 'keys' | 'clock'>, actor: ResidentActor): Promise<Subject | 'not bound' | 'with an officer'> {
  const { accountId, dataSubjectId } = actor;
  if (dataSubjectId === null) {
    // Any transaction finds out whether the account was bound since this session was read, and then the visit begins anew.
    await asActor(tools.database, actor, () => Promise.resolve());
    return 'not bound';
  }
  const whose = { accountId, dataSubjectId };
  const known = await asActor(tools.database, actor, async (read) => {
    const [isWithOfficer, identity, sealed, decided] = await Promise.all([isAnsweredByOfficer(read, dataSubjectId), readIdentity(tools, read, dataSubjectId), findSeen(read, whose), decidedForResidents(read, tools.clock.now())]);
    return { isWithOfficer, identity, sealed, decided };
  });
  if (known.isWithOfficer) return 'with an officer';
  if (known.identity === null) throw new NotFound('no such data subject');
  const key = await tools.keys.keyFor(`subject:${dataSubjectId}`);
  const seen = known.sealed === null ? {} : unsealJson(key, seenPlace(whose), { sealed: known.sealed, schema: seenSchema });
  return { dataSubjectId, identity: known.identity, seen, key, decided: known.decided };
}
