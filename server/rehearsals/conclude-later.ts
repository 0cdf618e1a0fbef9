/** Looks again later at a rehearsal whose systems have not all answered. */

import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';

/** How soon it is looked again at a rehearsal whose systems have not all answered. */
export const lookAgainMs = 60_000;

export async function concludeLater(tools: Pick<Tools, 'database' | 'clock'>, caseId: string): Promise<void> {
  const record = { actor: { kind: 'worker', job: 'rehearse', caseId }, action: 'rehearsal.wait', about: { type: 'Case', id: caseId }, caseId } as const;
  await recordedChange(tools.database, record, (change) => change.enqueue('conclude-rehearsal', { caseId }, { startAfter: new Date(tools.clock.now().getTime() + lookAgainMs) }));
}
