/** Decides what the release gate seeks in which file, from what was removed and what an officer chose to leave in. */

import type { RemovedTerm } from './gate/output-file.ts';

/** What one item adds to the search. */
export interface ItemTerms {
  readonly number: number;
  readonly removed: readonly { readonly id: string; readonly text: string }[];
  /** Words an officer looked at in this item and left visible, such as a colleague of the same name. */
  readonly kept: readonly string[];
}

function key(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** Several words, or a number: such terms mean one person wherever they stand. */
function isTelling(text: string): boolean {
  return /\s/u.test(text.trim()) || /\d{4}/.test(text.replace(/\s/gu, ''));
}

/** What the council prints of itself on every answer: a removed word that stands there would be found in each, whatever was done. */
export interface Seeking {
  readonly protectedValues: readonly { readonly id: string; readonly text: string }[];
  readonly ownWords: readonly string[];
}

/** One term for each text. What was kept somewhere, or is a single word, is sought only in the items it was removed from, unless it was kept there as well. */
export function termsToSeek(items: readonly ItemTerms[], { protectedValues, ownWords }: Seeking): readonly RemovedTerm[] {
  const printed = ownWords.map(key);
  const kept = new Set(items.flatMap((item) => item.kept.map(key)));
  const keptIn = new Map(items.map((item) => [item.number, new Set(item.kept.map(key))]));
  const terms = new Map<string, { id: string; text: string; items: number[] }>();
  for (const { number, removed } of items) {
    for (const { id, text } of removed) {
      if (printed.some((words) => words.includes(key(text)))) continue;
      const known = terms.get(key(text));
      if (known === undefined) terms.set(key(text), { id, text, items: [number] });
      else if (known.items.at(-1) !== number) known.items.push(number);
    }
  }
  const sought = [...terms].flatMap(([word, { id, text, items: numbers }]): readonly RemovedTerm[] => {
    if (isTelling(text) && !kept.has(word)) return [{ id, text, isProtected: false }];
    const onlyInItems = numbers.filter((number) => keptIn.get(number)?.has(word) !== true);
    return onlyInItems.length === 0 ? [] : [{ id, text, isProtected: false, onlyInItems }];
  });
  return [...protectedValues.map(({ id, text }) => ({ id, text, isProtected: true })), ...sought];
}
