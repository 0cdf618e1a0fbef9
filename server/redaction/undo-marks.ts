/** Takes back an officer's own last act on the marks of a case, however many marks it changed. */

import type { Case } from '../casework/case.ts';
import type { StaffActor } from '../platform/actor.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { sealJson } from '../platform/sealing.ts';
import { MarksChanged } from './decide-marks.ts';
import { refuseWhileWithApprover } from './locked.ts';
import { detector } from './mark.ts';
import { openMark } from './open-marks.ts';
import { notePlace } from './places.ts';
import { lastActOf, restoreMark, versionsOf, type MarkVersion } from './store.ts';

const undone = 'undo:';

/** What stands of a mark's history once every undoing has taken its act away; oldest first. */
export function standingVersions(versions: readonly MarkVersion[]): readonly MarkVersion[] {
  const standing: MarkVersion[] = [];
  for (const version of versions) {
    if (version.changed_by.startsWith(undone)) standing.pop();
    else standing.push(version);
  }
  return standing;
}

/** Returns how many marks went back. Never undoes another's act: a mark that somebody else decided since is not touched. */
export async function undoLastAct(tools: Pick<Tools, 'database' | 'keys'>, actor: StaffActor, found: Case): Promise<number> {
  const key = await tools.keys.keyFor(`case:${found.id}`);
  const record = { actor, action: 'mark.undo', about: { type: 'Case', id: found.id }, caseId: found.id };
  return recordedChange(tools.database, record, async (change) => {
    await refuseWhileWithApprover(change, found.id);
    const rows = await lastActOf(change.write, found.id, actor.accountId);
    for (const row of rows) {
      const before = standingVersions(await versionsOf(change.write, row.id)).at(-2);
      const byPerson = before !== undefined && before.changed_by !== detector;
      const { note } = openMark(key, row);
      const isRestored = await restoreMark(change, {
        id: row.id,
        version: row.version,
        // A mark that was drawn has nothing before it: it is gone, and its history stays.
        state: before?.state ?? 'rejected',
        exemption: before?.exemption ?? null,
        sealedReason: sealJson(key, notePlace(row.id), { ...note, rejectedFor: null, awaits: '' }),
        decidedBy: byPerson ? before.changed_by : null,
        decidedAt: byPerson ? before.changed_at : null,
        by: `${undone}${actor.accountId}`,
      });
      if (!isRestored) throw new MarksChanged([row.id]);
    }
    return rows.length;
  });
}
