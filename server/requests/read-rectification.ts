/** Opens what was said to be wrong, for the person who said it and for those who put it right. */

import { z } from 'zod';
import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { KeyShredded } from '../platform/keys.ts';
import { unsealJson, type SealingKey } from '../platform/sealing.ts';
import { rectificationPlace } from './file-rectification.ts';
import { findRectification } from './rectification-store.ts';
import { attachedItemSchema, decisionSchema, rectificationWordsSchema, type AttachedItem, type RectificationDecision, type RectificationWords } from './rectification.ts';

export interface SaidWrong {
  readonly item: AttachedItem;
  readonly words: RectificationWords;
}

export interface Rectification extends SaidWrong {
  readonly systemId: string;
  readonly decision: RectificationDecision | null;
}

/** Null once its case was shredded. */
async function caseKey({ keys }: Pick<Tools, 'keys'>, caseId: string): Promise<SealingKey | null> {
  try {
    return await keys.keyFor(`case:${caseId}`);
  } catch (error) {
    if (error instanceof KeyShredded) return null;
    throw error;
  }
}

interface Sealed {
  readonly requestId: string;
  readonly item: Uint8Array;
  readonly words: Uint8Array;
}

function opened(key: SealingKey, { requestId, item, words }: Sealed): SaidWrong {
  return {
    item: unsealJson(key, rectificationPlace('sealed_item', requestId), { sealed: item, schema: attachedItemSchema }),
    words: unsealJson(key, rectificationPlace('sealed_words', requestId), { sealed: words, schema: rectificationWordsSchema }),
  };
}

/** Null when there is none, the reader may not see it, or it was shredded. */
export async function readRectification(tools: Pick<Tools, 'keys'>, read: Read, { id, caseId }: { readonly id: string; readonly caseId: string }): Promise<Rectification | null> {
  const row = await findRectification(read, id);
  const key = row === null ? null : await caseKey(tools, caseId);
  if (row === null || key === null) return null;
  const decision = row.sealed_decision === null ? null : unsealJson(key, rectificationPlace('sealed_decision', id), { sealed: row.sealed_decision, schema: decisionSchema });
  return { ...opened(key, { requestId: id, item: row.sealed_item, words: row.sealed_words }), systemId: row.system_id, decision };
}

const base64 = z.string().transform((text) => Buffer.from(text, 'base64'));
const sealedSchema = z.object({ item: base64, words: base64 }).nullable();

/** From what the statement of the tracker brought along. */
export async function openSaidWrong(tools: Pick<Tools, 'keys'>, row: { readonly id: string; readonly case_id: string; readonly rectification: unknown }): Promise<SaidWrong | null> {
  const sealed = sealedSchema.parse(row.rectification ?? null);
  const key = sealed === null ? null : await caseKey(tools, row.case_id);
  return sealed === null || key === null ? null : opened(key, { requestId: row.id, ...sealed });
}
