/** Reads what the provider said of a person at their last sign-in. */

import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { openProfile, type Profile } from './profile.ts';
import { readSealedProfile } from './store.ts';

/** Null when the provider said nothing, or the reader may not see this account. */
export async function readProfile(tools: Pick<Tools, 'keys'>, read: Read, accountId: string): Promise<Profile | null> {
  const sealed = await readSealedProfile(read, accountId);
  return sealed === null ? null : openProfile(await tools.keys.keyFor('portal'), accountId, sealed);
}
