/** How many releases come through fifty processes that are killed at any moment, and how often a half one could be seen. */

import { openCouncil } from '../support/release.ts';
import { releaseThroughKills } from '../support/release-killed.ts';
import type { Figure } from './figure.ts';

const kills = 50;

export async function measure(): Promise<readonly Figure[]> {
  const council = await openCouncil();
  try {
    const { releases, halfSeen } = await releaseThroughKills(council, kills);
    return [{ name: 'release-kills', value: halfSeen, unit: 'half-released answers seen', limit: 0, ratio: halfSeen === 0 ? 1 : 0, kills, releases }];
  } finally {
    await council.close();
  }
}
