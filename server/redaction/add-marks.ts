/** Adds marks that an officer made: words of a page, a selection, or an area of its picture. */

import type { Case } from '../casework/case.ts';
import type { StaffActor } from '../platform/actor.ts';
import { Conflict } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Change } from '../platform/recorded-change.ts';
import { sealJson, sealText, type SealingKey } from '../platform/sealing.ts';
import { emptyNote, problemOfReason, type MarkPlace } from './mark.ts';
import { notePlace, quotePlace } from './places.ts';
import { reasonIdsFor } from './reasons.ts';
import { insertMarks, marksOfItem, type MarkRow } from './store.ts';

export interface NewMark {
  readonly itemId: string;
  readonly page: number;
  readonly place: MarkPlace;
  /** The words under it; empty for an area. */
  readonly quote: string;
  readonly exemption: string;
  readonly person: string;
}

export interface AddIn {
  readonly found: Case;
  readonly key: SealingKey;
  readonly actor: StaffActor;
  readonly at: Date;
}

/** Inside a change that holds the case's row. A mark that is there already is not made again, so that a form sent twice adds nothing the second time.
 *  @throws Conflict for a reason that cannot apply */
export async function addMarks(change: Change, making: AddIn, marks: readonly NewMark[]): Promise<void> {
  const offered = reasonIdsFor(making.found.nation);
  for (const mark of marks) {
    const problem = problemOfReason(mark.exemption, offered);
    if (problem !== null) throw new Conflict(problem);
    const there = await marksOfItem(change.write, mark.itemId);
    if (!there.some((row) => row.page === mark.page && row.state === 'accepted' && liesAt(row, mark.place))) await insertMarks(change, [newRow(mark, making)]);
  }
}

function liesAt({ start_at: start, end_at: end, rect }: MarkRow, place: MarkPlace): boolean {
  if ('start' in place) return start === place.start && end === place.end;
  return rect !== null && place.rect.every((side, index) => Math.abs(side - (rect[index] ?? Number.NaN)) < 0.5);
}

export function newRow(mark: NewMark, { found, key, actor, at }: AddIn): MarkRow {
  const id = newId();
  const { place } = mark;
  return {
    id,
    case_id: found.id,
    item_id: mark.itemId,
    page: mark.page,
    start_at: 'start' in place ? place.start : null,
    end_at: 'start' in place ? place.end : null,
    rect: 'rect' in place ? place.rect : null,
    state: 'accepted',
    exemption: mark.exemption,
    suggested_why: null,
    score: null,
    sealed_quote: mark.quote === '' ? null : sealText(key, quotePlace(id), mark.quote),
    sealed_reason: sealJson(key, notePlace(id), { ...emptyNote, person: mark.person }),
    proposed_by: actor.accountId,
    decided_by: actor.accountId,
    decided_at: at,
    version: 1,
  };
}
