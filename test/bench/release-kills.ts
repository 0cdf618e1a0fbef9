/** How many releases come through fifty processes that are killed at any moment, and how often a half one could be seen. */

import { newId } from '../../server/platform/ids.ts';
import { openCouncil } from '../support/release.ts';
import { releaseThroughKills } from '../support/release-killed.ts';
import type { Figure } from './figure.ts';

const wanted = 50;

export async function measure(): Promise<readonly Figure[]> {
  const council = await openCouncil();
  try {
    const seed = newId();
    const { kills, releases, halfSeen } = await releaseThroughKills(council, { kills: wanted, seed });
    return [{ name: 'release-kills', value: halfSeen, unit: 'half-released answers seen', limit: 0, ratio: halfSeen === 0 && kills === wanted ? 1 : 0, kills, releases, seed }];
  } finally {
    await council.close();
  }
}
