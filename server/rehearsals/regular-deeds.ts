/** Rehearses every night. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { Tools } from '../platform/house.ts';
import type { RegularDeed } from '../platform/timetable.ts';
import { concludeLater } from './conclude-later.ts';
import { readPlanted, type Planted } from './planted.ts';
import { asActor } from '../platform/database.ts';
import { isOverdue } from './rehearsal.ts';
import { beginRehearsal, concludeRehearsal } from './rehearse.ts';
import { latestRehearsals } from './store.ts';

/** Before anybody works, and after the extracts of the night have come. */
const fromHour = 4;

export function rehearsalDeeds(tools: Tools, systems: readonly ConnectedSystem[]): readonly RegularDeed[] {
  return [{ name: 'rehearse', every: { dayFromHour: fromHour }, run: () => rehearseTonight(tools, systems) }];
}

/** Nothing is rehearsed where nobody is planted. */
export async function rehearseTonight(tools: Tools, systems: readonly ConnectedSystem[]): Promise<void> {
  const planted = await readPlanted(tools.config.descriptionsFolder);
  if (planted === null) return;
  await concludeWhatWasLeft(tools, planted);
  await concludeLater(tools, await beginRehearsal(tools, { systems, planted, isNightly: true }));
}

/** A rehearsal whose process ended half way: what it collected is destroyed all the same. */
async function concludeWhatWasLeft(tools: Tools, planted: Planted): Promise<void> {
  const latest = await asActor(tools.database, { kind: 'worker', job: 'rehearse', caseId: null }, (read) => latestRehearsals(read, 30));
  for (const { caseId, begunAt, endedAt } of latest) if (endedAt === null && isOverdue(begunAt, tools.clock.now())) await concludeRehearsal(tools, planted, caseId);
}
