/** Shows an officer the answer as it would be released now, made by the same rules and not kept. */

import { NotFound } from '../platform/errors.ts';
import { outlineOf, type AnswerItem, type ItemOutline } from './answer-content.ts';
import { blankKindOf } from './explanations.ts';
import { releasedItem, removedQuotes } from './redacted-item.ts';
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

/** One item is held at a time. */
export async function previewOutline(source: ReleaseSource, caseId: string): Promise<readonly ItemOutline[]> {
  const outline: ItemOutline[] = [];
  for (const [index, heading] of inReadingOrder(await source.headings(caseId)).entries()) {
    outline.push(outlineOf(await made(source, caseId, { heading, number: index + 1 })));
  }
  return outline;
}
