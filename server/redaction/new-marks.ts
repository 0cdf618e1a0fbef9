/** Makes new marks of what a form added: words by their place in the text, areas by their place on the page. */

import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import type { NewMark } from './add-marks.ts';
import { rectOnPage } from './page-areas.ts';
import type { WorkbenchForm } from './workbench-form.ts';
import { frameOf, type OpenedPage } from './workbench-model.ts';

/** @throws Conflict for an area on a page that has no picture. */
export async function newMarksOf(tools: Pick<Tools, 'keys' | 'files'>, opened: OpenedPage, form: Pick<WorkbenchForm, 'words' | 'areas'>): Promise<readonly NewMark[]> {
  const on = { itemId: opened.thing.id, page: opened.page.number, person: '' };
  const words = form.words.map(({ place, reason }): NewMark => ({ ...on, place, quote: opened.page.text.slice(place.start, place.end), exemption: reason }));
  if (form.areas.length === 0) return words;
  const frame = await frameOf(tools, opened);
  if (frame === null) throw new Conflict('no-picture');
  return [...words, ...form.areas.map(({ area, reason }): NewMark => ({ ...on, place: { rect: rectOnPage(frame, area) }, quote: '', exemption: reason }))];
}
