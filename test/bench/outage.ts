/** The database gone for half a minute while people write: how long the longest of them waits for a page, and how soon pages are back. */

import { liveThrough } from '../support/outage.ts';
import type { Figure } from './figure.ts';

const halfMs = 15_000;
const longestWaitAllowedMs = 5_000;

/** @throws Error if anything typed was lost or not kept: then how fast it was does not matter. */
export async function measure(): Promise<readonly Figure[]> {
  const lived = await liveThrough({ silentMs: halfMs, refusedMs: halfMs });
  const { longestWaitMs, firstGoodAfterMs, ...kept } = lived;
  const isWhole = kept.wordsLost === 0 && kept.wordsNotKept === 0 && kept.unhandled === 0 && kept.requestsPerWriter === 1 && kept.isAuditWhole && kept.isWorkTaken && kept.statuses.every((status) => status === 503);
  if (!isWhole) throw new Error(`something was lost: ${JSON.stringify(kept)}`);
  const limit = longestWaitAllowedMs;
  return [
    { name: 'outage', value: longestWaitMs, unit: 'ms', limit, ratio: limit / longestWaitMs },
    { name: 'outage-return', value: firstGoodAfterMs, unit: 'ms', limit, ratio: limit / firstGoodAfterMs },
  ];
}
