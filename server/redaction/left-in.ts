/** What was suggested for hiding and is left in: the other half of what an approver approves. */

import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { foldedQuote, isRemoved } from './mark.ts';
import { openMark } from './open-marks.ts';
import { rejectedOfCase } from './store.ts';

/** The same words wherever they stand in the case, with one place to look at them. */
export interface LeftIn {
  readonly words: string;
  readonly placeCount: number;
  readonly itemId: string;
  readonly page: number;
}

/** The most frequent first. Places without words, such as areas of a picture, stand together under no words. */
export async function leftInOf(tools: Pick<Tools, 'keys'>, read: Read, caseId: string): Promise<readonly LeftIn[]> {
  const rows = await rejectedOfCase(read, caseId);
  if (rows.length === 0) return [];
  const key = await tools.keys.keyFor(`case:${caseId}`);
  const byWords = new Map<string, LeftIn>();
  for (const mark of rows.map((row) => openMark(key, row))) {
    if (isRemoved(mark)) continue;
    const words = foldedQuote(mark.quote);
    const known = byWords.get(words);
    byWords.set(words, known === undefined ? { words: mark.quote, placeCount: 1, itemId: mark.itemId, page: mark.page } : { ...known, placeCount: known.placeCount + 1 });
  }
  return [...byWords.values()].sort((one, other) => other.placeCount - one.placeCount || one.words.localeCompare(other.words, 'en'));
}
