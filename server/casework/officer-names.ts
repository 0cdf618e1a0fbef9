/** Names officers to one another by what the council's own sign-in calls them. */

import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { openProfile } from '../sign-in/profile.ts';
import { profilesOf } from './store.ts';

/** By account id; an account without a name, or of a resident, is not in it. */
export async function officerNames(tools: Pick<Tools, 'keys'>, read: Read, accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(accountIds)].filter((id) => id !== '');
  const rows = await profilesOf(read, wanted);
  if (rows.length === 0) return new Map();
  const key = await tools.keys.keyFor('portal');
  const named = rows.flatMap(({ id, sealed_profile: sealed }) => {
    const name = sealed === null ? null : openProfile(key, id, sealed).name;
    return name === null ? [] : [[id, name] as const];
  });
  return new Map(named);
}
