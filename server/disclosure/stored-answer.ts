/** Reads an answer back from its sealed columns and files, one item at a time. */

import { z } from 'zod';
import type { Tools } from '../platform/house.ts';
import { sealJson, unsealJson, type Place, type SealingKey } from '../platform/sealing.ts';
import type { AnswerContent, AnswerItem, Explanation, ItemOutline } from './answer-content.ts';
import { letterPartNames, type CoveringLetter } from './covering-letter.ts';
import type { ItemTerms } from './removed-terms.ts';
import type { AnswerRow, FileRow } from './release-store.ts';
import type { VolumesPlan } from './volumes/volume-plan.ts';

const blank = z.object({ id: z.string(), kind: z.string(), extent: z.enum(['part', 'page', 'document']) });
const paragraph = z.array(z.union([z.object({ text: z.string() }), z.object({ blank })]));
const standsFor = z.object({ copies: z.array(z.object({ service: z.string(), count: z.int() })), messages: z.int() }).exactOptional();
const heading = { number: z.int(), title: paragraph, service: z.string(), datedOn: z.string().nullable(), standsFor };

const itemSchema: z.ZodType<AnswerItem> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('record'), ...heading, fields: z.array(z.object({ label: z.string(), value: paragraph })) }),
  z.object({ kind: z.literal('document'), ...heading, pages: z.array(z.array(paragraph)), fileName: z.string().nullable() }),
]);

const outlineSchema: z.ZodType<readonly ItemOutline[]> = z.array(
  z.object({ kind: z.enum(['record', 'document']), ...heading, fileName: z.string().nullable(), pageCount: z.int(), leftOutPageCount: z.int(), blankCounts: z.record(z.string(), z.int()) }),
);

const letterPart = z.object({ heading: z.string(), paragraphs: z.array(z.string()), lines: z.array(z.string()) });
const letterSchema: z.ZodType<CoveringLetter> = z.record(z.enum(letterPartNames), letterPart);

const range = z.object({ sectionId: z.string(), from: z.int(), to: z.int() });
const planSchema = z.object({
  pageCount: z.int(),
  volumes: z.array(z.object({ number: z.int(), firstPage: z.int(), pageCount: z.int(), ranges: z.array(range) })),
  places: z.array(z.tuple([z.string(), z.object({ volume: z.int(), page: z.int() })])),
});

const termsSchema: z.ZodType<ItemTerms> = z.object({ number: z.int(), removed: z.array(z.object({ id: z.string(), text: z.string() })), kept: z.array(z.string()) });

type SealedColumn = 'sealed_letter' | 'sealed_outline' | 'sealed_plan';

function columnPlace(answerId: string, column: SealedColumn): Place {
  return { table: 'answers', column, id: answerId };
}

function termsPlace(answerId: string, part: number): Place {
  return { table: 'release_parts', column: 'sealed_terms', id: `${answerId}/${String(part)}` };
}

/** Seals and opens what belongs to one answer, with the key of its case. */
export class AnswerSeal {
  readonly #key: SealingKey;
  readonly #answerId: string;

  constructor(key: SealingKey, answerId: string) {
    this.#key = key;
    this.#answerId = answerId;
  }

  letter(letter: CoveringLetter): Buffer {
    return sealJson(this.#key, columnPlace(this.#answerId, 'sealed_letter'), letter);
  }

  outline(outline: readonly ItemOutline[]): Buffer {
    return sealJson(this.#key, columnPlace(this.#answerId, 'sealed_outline'), outline);
  }

  plan({ pageCount, volumes, places }: VolumesPlan): Buffer {
    return sealJson(this.#key, columnPlace(this.#answerId, 'sealed_plan'), { pageCount, volumes, places: [...places] });
  }

  terms(part: number, terms: ItemTerms): Buffer {
    return sealJson(this.#key, termsPlace(this.#answerId, part), terms);
  }

  openLetter({ sealed_letter: sealed }: AnswerRow): CoveringLetter {
    return unsealJson(this.#key, columnPlace(this.#answerId, 'sealed_letter'), { sealed, schema: letterSchema });
  }

  /** Empty until the answer was planned. */
  openOutline({ sealed_outline: sealed }: AnswerRow): readonly ItemOutline[] {
    return sealed === null ? [] : unsealJson(this.#key, columnPlace(this.#answerId, 'sealed_outline'), { sealed, schema: outlineSchema });
  }

  openPlan({ sealed_plan: sealed }: AnswerRow): VolumesPlan {
    if (sealed === null) throw new Error('the answer has not been planned');
    const plan = unsealJson(this.#key, columnPlace(this.#answerId, 'sealed_plan'), { sealed, schema: planSchema });
    return { ...plan, places: new Map(plan.places) };
  }

  openTerms(part: number, sealed: Buffer): ItemTerms {
    return unsealJson(this.#key, termsPlace(this.#answerId, part), { sealed, schema: termsSchema });
  }
}

export async function answerSeal(tools: Pick<Tools, 'keys'>, { id, case_id: caseId }: Pick<AnswerRow, 'id' | 'case_id'>): Promise<AnswerSeal> {
  return new AnswerSeal(await tools.keys.keyFor(`case:${caseId}`), id);
}

export function itemBytes(item: AnswerItem): Buffer {
  return Buffer.from(JSON.stringify(item));
}

export async function readItemFile(tools: Pick<Tools, 'keys' | 'files'>, file: Pick<FileRow, 'case_id' | 'file_id'>): Promise<AnswerItem> {
  const key = await tools.keys.keyFor(`case:${file.case_id}`);
  const bytes = await tools.files.readAll(key, file.file_id);
  return itemSchema.parse(JSON.parse(bytes.toString('utf8')));
}

export interface Reading {
  readonly answer: AnswerRow;
  readonly outline: readonly ItemOutline[];
  readonly textFiles: readonly FileRow[];
  readonly explanations: readonly Explanation[];
  readonly councilName: string;
}

/** The answer as volumes and data are made from it. */
export async function contentOf(tools: Pick<Tools, 'keys' | 'files'>, { answer, outline, textFiles, explanations, councilName }: Reading): Promise<AnswerContent> {
  const seal = await answerSeal(tools, answer);
  const files = new Map(textFiles.map((file) => [file.item_number, file]));
  return {
    reference: answer.reference,
    lang: 'en-GB',
    councilName,
    answeredOn: answer.answered_on,
    letter: seal.openLetter(answer),
    explanations,
    outline,
    readItem: async (number) => {
      const file = files.get(number);
      if (file === undefined) throw new RangeError(`item ${String(number)} has not been made`);
      return readItemFile(tools, file);
    },
  };
}
