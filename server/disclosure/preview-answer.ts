/** Shows an officer the answer as it would be released now, made by the same rules and not kept. */

import { NotFound } from '../platform/errors.ts';
import type { AnswerItem, ItemOutline } from './answer-content.ts';
import { blankKindOf } from './explanations.ts';
import { outlineOfMarked, releasedItem, removedQuotes } from './redacted-item.ts';
import { inReadingOrder, type ReleaseSource, type SourceHeading } from './release-source.ts';

export interface PreviewedItem {
  readonly item: AnswerItem;
  readonly itemCount: number;
  readonly sourceItemId: string;
}

async function made(source: ReleaseSource, caseId: string, { heading, number }: { readonly heading: SourceHeading; readonly number: number }): Promise<AnswerItem> {
  const { item } = await source.item(caseId, heading.itemId);
  return releasedItem(item, { number, answerId: caseId, kindOf: blankKindOf, removed: removedQuotes(item) });
}

/** @throws NotFound for a number that the answer would not have. */
export async function previewItem(source: ReleaseSource, caseId: string, number: number): Promise<PreviewedItem> {
  const headings = inReadingOrder(await source.headings(caseId));
  const heading = headings[number - 1];
  if (heading === undefined) throw new NotFound('no such item');
  return { item: await made(source, caseId, { heading, number }), itemCount: headings.length, sourceItemId: heading.itemId };
}

/** Counted from the marks alone: opening the texts of a thick file would take longer than anybody waits. */
export async function previewOutline(source: ReleaseSource, caseId: string): Promise<readonly ItemOutline[]> {
  const marked = (await source.markedItems(caseId)).map((item) => ({ ...item, itemId: item.id }));
  return inReadingOrder(marked).map((item, index) => outlineOfMarked(item, { number: index + 1, answerId: caseId, kindOf: blankKindOf }));
}
