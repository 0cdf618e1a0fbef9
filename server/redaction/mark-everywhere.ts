/** Hides every place of one value that an officer ticked; places beyond the page of the preview become suggestions still to be seen. */

import type { Case } from '../casework/case.ts';
import type { StaffActor } from '../platform/actor.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { sealJson } from '../platform/sealing.ts';
import { newRow } from './add-marks.ts';
import { MarksChanged } from './decide-marks.ts';
import { refuseWhileWithApprover } from './locked.ts';
import { detector, emptyNote, problemOfReason } from './mark.ts';
import { notePlace } from './places.ts';
import { reasonIdsFor } from './reasons.ts';
import { insertMarks, updateMark, type MarkRow } from './store.ts';
import type { CasePlace } from './value-places.ts';

export interface MarkEverywhere {
  readonly found: Case;
  /** Shown with their lines and ticked: seen. */
  readonly ticked: readonly CasePlace[];
  /** Found but not shown on the page: suggested, so that clearance waits for them. */
  readonly unseen: readonly CasePlace[];
  readonly exemption: string;
}

/** One act, and so one step to undo. @throws MarksChanged, or Conflict for a reason that cannot apply. */
export async function markEverywhere(tools: Pick<Tools, 'database' | 'keys' | 'clock'>, actor: StaffActor, asked: MarkEverywhere): Promise<void> {
  const { found, ticked, unseen, exemption } = asked;
  const problem = problemOfReason(exemption, reasonIdsFor(found.nation));
  if (problem !== null) throw new Conflict(problem);
  const key = await tools.keys.keyFor(`case:${found.id}`);
  const at = tools.clock.now();
  const making = { found, key, actor, at };
  const record = { actor, action: 'mark.everywhere', about: { type: 'Case', id: found.id }, caseId: found.id, details: { accepted: ticked.length, to_be_seen: unseen.length } };
  await recordedChange(tools.database, record, async (change) => {
    await refuseWhileWithApprover(change, found.id);
    const drawn = ticked.filter(({ mark }) => mark === null).map((place) => newRow({ itemId: place.itemId, page: place.page, place, quote: place.quote, exemption, person: '' }, making));
    const toSee = unseen.filter(({ mark }) => mark === null).map((place) => suggestedRow(newRow({ itemId: place.itemId, page: place.page, place, quote: place.quote, exemption, person: '' }, making)));
    await insertMarks(change, [...drawn, ...toSee]);
    for (const { mark } of ticked) {
      if (mark === null) continue;
      const note = { ...emptyNote, person: mark.note.person };
      const written = await updateMark(change, { id: mark.id, version: mark.version, state: 'accepted', exemption, sealedReason: sealJson(key, notePlace(mark.id), note), by: actor.accountId, at });
      if (written === null) throw new MarksChanged([mark.id]);
    }
  });
}

function suggestedRow(row: MarkRow): MarkRow {
  return { ...row, state: 'suggested', suggested_why: 'same-name-elsewhere', score: 0.9, proposed_by: detector, decided_by: null, decided_at: null };
}
