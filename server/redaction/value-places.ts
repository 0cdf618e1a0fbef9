/** Finds every place of one value in a case, each with its line and the reason to doubt it. */

import { itemsOf, itemText } from '../casework/read-items.ts';
import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { foldedQuote, type Mark } from './mark.ts';
import { openMark } from './open-marks.ts';
import { marksOfCase } from './store.ts';
import { lineAround, placesOfValue, type LineAround } from './text-places.ts';

/** Why a place is not ticked beforehand; a key of locales/.../redaction.json. */
export type Doubt = 'other-form' | 'rejected-here' | 'named-as-staff';

export interface CasePlace {
  /** Names the place in the form. */
  readonly key: string;
  readonly itemId: string;
  readonly itemNumber: number;
  readonly itemTitle: string;
  readonly page: number;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly line: LineAround;
  readonly doubt: Doubt | null;
  /** The mark that lies there already; null where there is none. */
  readonly mark: Mark | null;
}

/** In reading order. Places that are hidden already are left out. */
export async function placesInCase(tools: Pick<Tools, 'keys' | 'files'>, read: Read, asked: { readonly caseId: string; readonly quote: string }): Promise<readonly CasePlace[]> {
  const { caseId, quote } = asked;
  const items = await itemsOf(tools, read, caseId);
  const key = await tools.keys.keyFor(`case:${caseId}`);
  const marks = (await marksOfCase(read, caseId)).map((row) => openMark(key, row));
  const staff = new Set(items.flatMap(({ facts }) => facts.peopleNamed).filter(({ role }) => role === 'staff').map(({ name }) => foldedQuote(name)));
  const found: CasePlace[] = [];
  for (const item of items) {
    const onItem = marks.filter(({ itemId }) => itemId === item.id);
    for (const page of (await itemText(tools, item)).pages) {
      for (const { start, end, isAlike } of placesOfValue(quote, page.text)) {
        const mark = onItem.find((each) => each.page === page.number && 'start' in each.place && each.place.start < end && start < each.place.end) ?? null;
        if (mark?.state === 'accepted') continue;
        const doubt = mark?.state === 'rejected' ? 'rejected-here' : staff.has(foldedQuote(quote)) ? 'named-as-staff' : isAlike ? null : 'other-form';
        found.push({
          key: `${item.id}:${page.number}:${start}:${end}`, itemId: item.id, itemNumber: item.number, itemTitle: item.title, page: page.number,
          start, end, quote: page.text.slice(start, end), line: lineAround(page.text, { start, end }), doubt, mark,
        });
      }
    }
  }
  return found;
}
