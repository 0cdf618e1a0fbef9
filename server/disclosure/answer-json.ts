/** The answer as data: the same letter, items and explained blanks as the volumes, in the published schema. */

import { z } from 'zod';
import type { AnswerContent, AnswerItem, Explanation, Paragraph } from './answer-content.ts';
import { scheduleOf } from './answer-content.ts';
import { letterPartNames } from './covering-letter.ts';
import { wholeCharacters } from './canonical-json.ts';
import { itemHash } from './manifest.ts';

const run = z.union([z.object({ text: z.string() }), z.object({ leftOut: z.string(), extent: z.enum(['part', 'page', 'document']) })]);
const paragraph = z.array(run).readonly();
const heading = {
  number: z.int().positive(),
  title: paragraph,
  service: z.string(),
  datedOn: z.iso.date().nullable(),
  /** Where the same document is held as well, and how many earlier messages this one quotes in full. */
  standsFor: z.object({ copies: z.array(z.object({ service: z.string(), count: z.int().positive() })).readonly(), messages: z.int().nonnegative() }).exactOptional(),
};

export const answerItemSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('record'), ...heading, fields: z.array(z.object({ label: z.string(), value: paragraph })).readonly() }),
  z.object({ kind: z.literal('document'), ...heading, file: z.string().nullable(), pages: z.array(z.array(paragraph).readonly()).readonly() }),
]);

/** The published schema. Fields are added, never changed: other councils and tools read it. */
export const answerSchema = z.object({
  format: z.literal('fairsight-answer-1'),
  reference: z.string(),
  council: z.string(),
  language: z.string(),
  answeredOn: z.iso.date(),
  letter: z.array(z.object({ part: z.enum(letterPartNames), heading: z.string(), paragraphs: z.array(z.string()).readonly(), lines: z.array(z.string()).readonly() })).readonly(),
  leftOut: z.array(z.object({ label: z.string(), sentence: z.string(), count: z.int().positive() })).readonly(),
  items: z.array(answerItemSchema).readonly(),
});

export type AnswerJson = z.infer<typeof answerSchema>;
export type AnswerJsonItem = z.infer<typeof answerItemSchema>;

type Labels = ReadonlyMap<string, Explanation>;

function jsonParagraph(content: Paragraph, labels: Labels): z.infer<typeof paragraph> {
  return content.map((part) => {
    if ('text' in part) return { text: wholeCharacters(part.text) };
    const explanation = labels.get(part.blank.kind);
    if (explanation === undefined) throw new RangeError(`the blank kind ${part.blank.kind} has no explanation`);
    return { leftOut: explanation.label, extent: part.blank.extent };
  });
}

export function jsonItem(item: AnswerItem, explanations: readonly Explanation[]): AnswerJsonItem {
  const labels = new Map(explanations.map((explanation) => [explanation.kind, explanation]));
  const { number, service, datedOn, standsFor } = item;
  const shared = { number, title: jsonParagraph(item.title, labels), service: wholeCharacters(service), datedOn, ...(standsFor === undefined ? {} : { standsFor }) };
  if (item.kind === 'record') {
    const fields = item.fields.map(({ label, value }) => ({ label: wholeCharacters(label), value: jsonParagraph(value, labels) }));
    return { kind: 'record', ...shared, fields };
  }
  return { kind: 'document', ...shared, file: item.fileName, pages: item.pages.map((page) => page.map((each) => jsonParagraph(each, labels))) };
}

/** The file, item by item, so that no more than one is held; `onItem` is told each item's hash for the manifest. */
export async function* writeAnswerJson(content: AnswerContent, onItem: (item: { readonly number: number; readonly sha256: string }) => void = () => undefined): AsyncGenerator<Buffer> {
  const { letter, explanations } = content;
  const opening = {
    format: 'fairsight-answer-1',
    reference: content.reference,
    council: content.councilName,
    language: content.lang,
    answeredOn: content.answeredOn,
    letter: letterPartNames.map((part) => ({ part, ...letter[part] })),
    leftOut: scheduleOf(content.outline, explanations).map(({ explanation: { label, sentence }, count }) => ({ label, sentence, count })),
  };
  yield Buffer.from(`${JSON.stringify(opening).slice(0, -1)},"items":[`);
  for (const [index, { number }] of content.outline.entries()) {
    const item = jsonItem(await content.readItem(number), explanations);
    onItem({ number, sha256: itemHash(item) });
    yield Buffer.from(`${index === 0 ? '' : ','}\n${JSON.stringify(item)}`);
  }
  yield Buffer.from('\n]}\n');
}
