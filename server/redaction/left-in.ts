/** What was suggested for hiding and is left in: the other half of what an approver approves. */

import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { unsealText } from '../platform/sealing.ts';
import { quotePlace } from './places.ts';
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
  const key = await tools.keys.keyFor(`case:${caseId}`);
  const byWords = new Map<string, LeftIn>();
  for (const row of rows) {
    const words = row.sealed_quote === null ? '' : unsealText(key, quotePlace(row.id), row.sealed_quote).replace(/\s+/gu, ' ').trim();
    const known = byWords.get(words.toLowerCase());
    byWords.set(words.toLowerCase(), known === undefined ? { words, placeCount: 1, itemId: row.item_id, page: row.page } : { ...known, placeCount: known.placeCount + 1 });
  }
  return [...byWords.values()].sort((one, other) => other.placeCount - one.placeCount || one.words.localeCompare(other.words, 'en'));
}
