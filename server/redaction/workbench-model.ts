/** Gathers what one page of the workbench shows, as it stands now. */

import type { WorkbenchMark, WorkbenchModel } from '../../client/views/redaction/workbench-model.ts';
import { isWorkedOnBy, type ItemThing } from '../casework/loaders.ts';
import { reviewBytes, itemText, pageChecks, type ItemPage } from '../casework/read-items.ts';
import { officerNames } from '../casework/officer-names.ts';
import type { StaffActor } from '../platform/actor.ts';
import type { Read } from '../platform/database.ts';
import { gathered } from '../platform/gathered.ts';
import type { Tools } from '../platform/house.ts';
import { cellName, gridColumns, gridRows } from './grid.ts';
import type { Mark } from './mark.ts';
import { openMark } from './open-marks.ts';
import { openPages, type OpenPage } from './open-pages.ts';
import { areaOnPicture, pageFrame, type PageFrame } from './page-areas.ts';
import { marksOnPage, rectsOf, textPieces } from './page-marks.ts';
import { reasonsFor } from './reasons.ts';
import { lastActOf, marksOfItem } from './store.ts';

const wholeGrid = {
  columns: gridColumns,
  rows: gridRows,
  cellNames: Array.from({ length: gridColumns * gridRows }, (_, index) => cellName({ column: index % gridColumns, row: Math.floor(index / gridColumns) })),
};

/** One page with its marks opened: what the form is read against and the view is drawn from. */
export interface OpenedPage {
  readonly thing: ItemThing;
  readonly page: ItemPage;
  readonly pageCount: number;
  readonly marks: readonly Mark[];
}

/** Null when the item has no such page. */
export async function openPage(tools: Pick<Tools, 'keys' | 'files'>, read: Read, asked: { readonly thing: ItemThing; readonly number: number }): Promise<OpenedPage | null> {
  const { thing, number } = asked;
  const text = await itemText(tools, thing.item);
  const page = text.pages.find((each) => each.number === number);
  if (page === undefined) return null;
  const key = await tools.keys.keyFor(`case:${thing.found.id}`);
  const marks = (await marksOfItem(read, thing.id)).map((row) => openMark(key, row));
  return { thing, page, pageCount: text.pages.length, marks: marksOnPage(marks, number) };
}

/** True where the page has a picture of its own that can be marked. */
export function hasPicture({ page }: Pick<OpenedPage, 'page'>): boolean {
  return page.width > 0 && page.height > 0;
}

export async function frameOf(tools: Pick<Tools, 'keys' | 'files'>, opened: OpenedPage): Promise<PageFrame | null> {
  if (!hasPicture(opened)) return null;
  return pageFrame(await gathered(reviewBytes(tools, opened.thing.item)), opened.page.number);
}

export async function workbenchModel(tools: Pick<Tools, 'keys' | 'files'>, read: Read, { opened, actor }: { readonly opened: OpenedPage; readonly actor: StaffActor }): Promise<WorkbenchModel> {
  const { thing, page, pageCount, marks } = opened;
  const { found, item } = thing;
  const frame = await frameOf(tools, opened);
  const open = await openPages(read, found.id);
  const checks = await pageChecks(read, found.id);
  const names = await officerNames(tools, read, [found.ownerAccountId]);
  const mayMark = isWorkedOnBy(actor, found) && !found.isWithApprover;
  return {
    found,
    ownerName: names.get(found.ownerAccountId) ?? null,
    itemId: item.id,
    itemNumber: item.number,
    itemTitle: item.title,
    heldOn: item.heldOn,
    pageNumber: page.number,
    pageCount,
    pieces: textPieces(page.text, marks),
    marks: marks.map((mark) => shown(mark, page, frame)),
    picture: hasPicture(opened) ? { width: page.width, height: page.height, ...wholeGrid } : null,
    reasons: reasonsFor(found.nation).map(({ id, label, boxCode }) => ({ id, label, boxCode })),
    decisionsLeft: open.reduce((sum, { count }) => sum + count, 0),
    uncheckedPages: checks.filter(({ checkedBy }) => checkedBy === null).length,
    isUnread: checks.some(({ itemId, page: number, checkedBy }) => itemId === item.id && number === page.number && checkedBy === null),
    mayMark,
    mayUndo: mayMark && (await lastActOf(read, found.id, actor.accountId)).length > 0,
    previous: page.number > 1 ? { itemId: item.id, page: page.number - 1 } : null,
    next: page.number < pageCount ? { itemId: item.id, page: page.number + 1 } : null,
    nextOpen: nextOpenAfter(open, { itemId: item.id, page: page.number }),
  };
}

function shown(mark: Mark, page: ItemPage, frame: PageFrame | null): WorkbenchMark {
  const areas = frame === null ? [] : rectsOf(mark, page).map((rect) => areaOnPicture(frame, rect));
  return {
    id: mark.id,
    state: mark.state,
    version: mark.version,
    exemption: mark.exemption,
    why: mark.why,
    score: mark.score,
    quote: mark.quote,
    person: mark.note.person,
    rejectedFor: mark.note.rejectedFor,
    isArea: 'rect' in mark.place,
    areas,
  };
}

/** The next page with an open decision in the order of the case; from the start again when none follows. */
export function nextOpenAfter(open: readonly OpenPage[], here: { readonly itemId: string; readonly page: number }): { readonly itemId: string; readonly page: number } | null {
  const others = open.filter(({ itemId, page }) => itemId !== here.itemId || page !== here.page);
  const sameItem = others.find(({ itemId, page }) => itemId === here.itemId && page > here.page);
  const position = open.findIndex(({ itemId }) => itemId === here.itemId);
  const following = position === -1 ? undefined : open.slice(position).find(({ itemId }) => itemId !== here.itemId);
  const found = sameItem ?? following ?? others[0];
  return found === undefined ? null : { itemId: found.itemId, page: found.page };
}
