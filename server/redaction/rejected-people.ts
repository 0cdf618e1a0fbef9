/** Remembers whom an officer of this case decided to leave visible everywhere, so that they are not suggested again. */

import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { foldedQuote } from './mark.ts';
import { openMark } from './open-marks.ts';
import { rejectedOfCase } from './store.ts';

/** Folded words; never those of another case. */
export async function rejectedPeople(tools: Pick<Tools, 'keys'>, read: Read, caseId: string): Promise<ReadonlySet<string>> {
  const rows = await rejectedOfCase(read, caseId);
  if (rows.length === 0) return new Set();
  const key = await tools.keys.keyFor(`case:${caseId}`);
  const marks = rows.map((row) => openMark(key, row)).filter(({ note }) => note.rejectedFor === 'person');
  return new Set(marks.map(({ quote }) => foldedQuote(quote)));
}
