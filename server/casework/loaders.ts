/** Loads the thing a staff route is about, asks the stronger sign-in that a restricted case needs, and notes each look. */

import { asActor } from '../platform/database.ts';
import type { StaffActor } from '../platform/actor.ts';
import { StepUpNeeded } from '../platform/errors.ts';
import type { House } from '../platform/house.ts';
import type { Seek } from '../platform/permit.ts';
import type { Case } from './case.ts';
import { findMatch } from './decide-match.ts';
import { findCase } from './find-case.ts';
import type { Match } from './match.ts';
import { findItem, type CollectedItem } from './read-items.ts';

/** An item with the facts of its case, as the policies ask about it. */
export interface ItemThing extends Pick<Case, 'ownerAccountId' | 'isUnowned' | 'isRestricted' | 'isWithApprover'> {
  readonly id: string;
  readonly found: Case;
  readonly item: CollectedItem;
}

export async function loadCase(seek: Seek<'staff'>): Promise<Case | null> {
  const found = await asActor(seek.house.database, seek.actor, (read) => findCase(read, seek.params['case'] ?? ''));
  if (found !== null) askForRestricted(seek, found);
  return found;
}

export async function loadItem(seek: Seek<'staff'>): Promise<ItemThing | null> {
  const found = await loadCase(seek);
  if (found === null) return null;
  const { house, actor, params } = seek;
  const item = await asActor(house.database, actor, (read) => findItem(house, read, { caseId: found.id, itemId: params['item'] ?? '' }));
  if (item === null) return null;
  const { ownerAccountId, isUnowned, isRestricted, isWithApprover } = found;
  return { id: item.id, found, item, ownerAccountId, isUnowned, isRestricted, isWithApprover };
}

export async function loadMatch(seek: Seek<'staff'>): Promise<Match | null> {
  const found = await loadCase(seek);
  if (found === null) return null;
  const { house, actor, params } = seek;
  return asActor(house.database, actor, (read) => findMatch(house, read, { found, matchId: params['match'] ?? '' }));
}

/** Every route about a case asks this of the sign-in; a restricted case asks for more, in `askForRestricted`. */
export const workOnCase = { act: 'work-on-case', object: () => '' } as const;

/** Only after the database let this reader see the case, so that it tells nobody else of it. */
function askForRestricted({ house, actor, req }: Seek<'staff'>, found: Case): void {
  if (!found.isRestricted) return;
  const act = 'work-on-protected-case';
  const needed = house.stepUp({ act, object: found.id }, { actor, session: req.session }, house.clock.now());
  if (needed === null) return;
  const returnTo = req.method === 'GET' ? req.originalUrl : `/officer/cases/${found.id}`;
  throw new StepUpNeeded({ act, object: found.id, returnTo, ...needed });
}

export interface LookAt {
  readonly what: 'case' | 'people' | 'items' | 'item' | 'original' | 'match' | 'page' | 'page-image';
  readonly aboutId?: string;
}

/** Durable before the answer goes out. */
export async function noteLook(house: Pick<House, 'usage'>, actor: StaffActor, { found, look }: { readonly found: Case; readonly look: LookAt }): Promise<void> {
  if (found.dataSubjectId === '') return;
  await house.usage.note({ actor, dataSubjectId: found.dataSubjectId, caseId: found.id, why: 'request', ...look });
}

/** The owner works on a case; on a restricted one, the safeguarding lead. */
export function isWorkedOnBy(actor: StaffActor, found: Case): boolean {
  return found.ownerAccountId === actor.accountId || (found.isRestricted && actor.roles.includes('safeguarding-lead'));
}
