/** Decides marks of a case: accepts with a reason, rejects in one place or for one person, or leaves for later. */

import type { Case } from '../casework/case.ts';
import type { StaffActor } from '../platform/actor.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import { sealJson, type SealingKey } from '../platform/sealing.ts';
import { addMarks, type NewMark } from './add-marks.ts';
import { decided, foldedQuote, isUndecided, problemOf, type Decided, type Mark, type MarkDecision } from './mark.ts';
import { refuseWhileWithApprover } from './locked.ts';
import { openMark } from './open-marks.ts';
import { notePlace } from './places.ts';
import { reasonIdsFor } from './reasons.ts';
import { findMarkRow, marksOfCase, updateMark } from './store.ts';

export interface MarkToDecide {
  readonly markId: string;
  /** The version that was on the screen. */
  readonly version: number;
  readonly decision: MarkDecision;
}

/** Another officer, or another tab, decided one of the marks meanwhile; nothing of the form was saved. */
export class MarksChanged extends Conflict {
  readonly markIds: readonly string[];

  constructor(markIds: readonly string[]) {
    super('marks-changed');
    this.markIds = markIds;
  }
}

interface Deciding {
  readonly change: Change;
  readonly key: SealingKey;
  readonly actor: StaffActor;
  readonly at: Date;
  readonly offered: ReadonlySet<string>;
}

export type MarkTools = Pick<Tools, 'database' | 'keys' | 'clock'>;

export interface SaveMarks {
  readonly found: Case;
  readonly decisions: readonly MarkToDecide[];
  readonly additions: readonly NewMark[];
}

/** All of a page's form in one change, or none of it. What already stands as decided is left alone, so that a form sent twice does nothing the second time.
 *  @throws MarksChanged, or Conflict while the case is with the approver */
export async function saveMarks(tools: MarkTools, actor: StaffActor, { found, decisions, additions }: SaveMarks): Promise<void> {
  if (decisions.length + additions.length === 0) return;
  const key = await tools.keys.keyFor(`case:${found.id}`);
  const at = tools.clock.now();
  const action = decisions.length > 0 ? 'mark.decide' : 'mark.add';
  const record = { actor, action, about: { type: 'Case', id: found.id }, caseId: found.id, details: { decided: decisions.length, added: additions.length } };
  await recordedChange(tools.database, record, async (change) => {
    await refuseWhileWithApprover(change, found.id);
    await decideIn({ change, key, actor, at, offered: reasonIdsFor(found.nation) }, found.id, decisions);
    await addMarks(change, { found, key, actor, at }, additions);
  });
}

async function decideIn(deciding: Deciding, caseId: string, wanted: readonly MarkToDecide[]): Promise<void> {
  const changed: string[] = [];
  for (const each of wanted) {
    const row = await findMarkRow(deciding.change.write, caseId, each.markId);
    if (row === null) throw new Conflict('marks-changed');
    const mark = openMark(deciding.key, row);
    if (stands(mark, each.decision)) continue;
    if (mark.version !== each.version) changed.push(mark.id);
    else await decideOne(deciding, mark, each.decision);
  }
  if (changed.length > 0) throw new MarksChanged(changed);
}

/** True when the mark says this already. */
export function stands(mark: Pick<Mark, 'state' | 'exemption' | 'note'>, decision: MarkDecision): boolean {
  if (mark.state !== decision.to) return false;
  switch (decision.to) {
    case 'accepted':
      return mark.exemption === decision.exemption && mark.note.person === decision.person;
    case 'rejected':
      return mark.note.rejectedFor === decision.scope;
    case 'needs decision':
      return mark.note.awaits === decision.awaits;
  }
}

async function decideOne(deciding: Deciding, mark: Mark, decision: MarkDecision): Promise<void> {
  const problem = problemOf(mark, decision, deciding.offered);
  if (problem !== null) throw new Conflict(problem);
  await write(deciding, mark, decided(mark, decision));
  if (decision.to === 'rejected' && decision.scope === 'person') await rejectSamePerson(deciding, mark, decision);
}

/** The same words elsewhere in this case that nobody has decided yet; never those of another person of that name in another case. */
async function rejectSamePerson(deciding: Deciding, mark: Mark, decision: MarkDecision): Promise<void> {
  const wanted = foldedQuote(mark.quote);
  if (wanted === '') return;
  for (const row of await marksOfCase(deciding.change.write, mark.caseId)) {
    if (row.id === mark.id || !isUndecided(row.state)) continue;
    const other = openMark(deciding.key, row);
    if (foldedQuote(other.quote) === wanted) await write(deciding, other, decided(other, decision));
  }
}

async function write({ change, key, actor, at }: Deciding, mark: Mark, { state, exemption, note }: Decided): Promise<void> {
  const written = await updateMark(change, { id: mark.id, version: mark.version, state, exemption, sealedReason: sealJson(key, notePlace(mark.id), note), by: actor.accountId, at });
  if (written === null) throw new MarksChanged([mark.id]);
}
