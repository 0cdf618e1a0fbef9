/** Moves a case on to redacting once every system that was asked is settled. */

import { finishCertificate } from '../certificates/keep-certificate.ts';
import type { Change } from '../platform/recorded-change.ts';
import { findCase } from './find-case.ts';
import { moveCase } from './move-case.ts';
import { searchesOf } from './search-store.ts';
import { lockCase } from './store.ts';
import { isAnswer, isCollected, standingOf } from './system-search.ts';

/** Two systems may end at once: the case is locked, so that one of them sees both. */
export async function finishIfCollected(change: Change, caseId: string): Promise<void> {
  await lockCase(change, caseId);
  const found = await findCase(change.write, caseId);
  if (found?.stage !== 'collecting') return;
  const searches = await searchesOf(change.write, caseId);
  if (!isCollected(searches)) return;
  await moveCase(change, { caseId, version: found.version, from: 'collecting', to: 'redacting' });
  await finishCertificate(change, caseId, searches.map((search) => ({ service: search.service, isAnswered: isAnswer(standingOf(search)), endedAt: search.endedAt })));
}
