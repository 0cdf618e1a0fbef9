/** Records that a councillor has read an entry, in the words it stood in. */
import type { GuidanceEntry } from '../../policies/guidance.ts';
import type { StaffActor } from '../platform/actor.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { newId } from '../platform/ids.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { guidanceWording } from './guidance-wording.ts';
import { insertConfirmation } from './store.ts';

/** @param shownWording the hash that travelled with the form
 *  @throws Conflict `guidance-changed` if the entry has other words by now; nothing is recorded. */
export async function confirmGuidance(
  tools: Pick<Tools, 'database' | 'clock'>,
  confirming: { readonly actor: StaffActor; readonly entry: GuidanceEntry; readonly shownWording: string },
): Promise<void> {
  const { actor, entry } = confirming;
  const wording = guidanceWording(entry);
  if (wording.sha256 !== confirming.shownWording) throw new Conflict('guidance-changed');
  await recordedChange(
    tools.database,
    { actor, action: 'guidance.confirm', about: { type: 'Guidance', id: entry.id }, details: { wording: wording.sha256 } },
    (change) => insertConfirmation(change, { id: newId(), accountId: actor.accountId, wording, at: tools.clock.now() }),
  );
}
