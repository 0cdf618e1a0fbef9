/** What every part of building an answer is given, and what it gives back to be saved in one change. */

import type { RedactionOrder, RedactionOutcome } from '../../redaction/engine/pdf/redaction-order.ts';
import type { WorkerActor } from '../../platform/actor.ts';
import { asActor, type Read } from '../../platform/database.ts';
import type { Tools } from '../../platform/house.ts';
import type { SealingKey } from '../../platform/sealing.ts';
import { dayWords, translatorFor } from '../../platform/words.ts';
import type { AnswerContent, Explanation, ItemOutline } from '../answer-content.ts';
import type { PartToDo } from '../answer.ts';
import { explanationsIn } from '../explanations.ts';
import type { PdfCheck } from '../gate/attack-output.ts';
import type { GateFailure } from '../gate/gate-report.ts';
import { pageHashesOf } from '../page-hashes.ts';
import type { ReleaseSource } from '../release-source.ts';
import { filesOf, type AnswerProgress, type AnswerRow, type FileKind, type FileRow, type PartRow } from '../release-store.ts';
import type { ItemTerms } from '../removed-terms.ts';
import { contentOf, type AnswerSeal } from '../stored-answer.ts';

export interface ReleaseTools extends Tools {
  readonly source: ReleaseSource;
  readonly redactPdf: (order: RedactionOrder) => Promise<RedactionOutcome>;
  readonly checkPdf: PdfCheck;
}

export interface Build {
  readonly tools: ReleaseTools;
  readonly answer: AnswerRow;
  readonly part: PartRow;
  readonly seal: AnswerSeal;
  readonly key: SealingKey;
  readonly actor: WorkerActor;
  readonly signal: AbortSignal;
}

export interface PartOutcome {
  readonly files?: readonly FileRow[];
  readonly failures?: readonly GateFailure[];
  readonly terms?: ItemTerms;
  readonly more?: readonly PartToDo[];
  readonly progress?: AnswerProgress;
  readonly ends?: 'blocked' | 'released';
}

/** The words of an answer are English until a resident can choose; staff settings never reach it. */
export const answerWords = { t: translatorFor('en'), formatDay: dayWords('en'), lang: 'en-GB' } as const;

export const answerExplanations: readonly Explanation[] = explanationsIn(answerWords.t);

interface NewFile {
  readonly name: string;
  readonly kind: FileKind;
  readonly itemNumber?: number;
  readonly sourceItemId?: string;
  /** A file that is not a PDF may be written as it is made. */
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
}

/** Seals a finished file. It counts only when the part that made it is saved. */
export async function sealFile({ tools, answer, key }: Build, { name, kind, itemNumber, sourceItemId, bytes }: NewFile): Promise<FileRow> {
  const { fileId, byteCount, sha256 } = await tools.files.write(key, bytes instanceof Uint8Array ? [bytes] : bytes);
  return {
    answer_id: answer.id,
    case_id: answer.case_id,
    name,
    kind,
    item_number: itemNumber ?? null,
    source_item_id: sourceItemId ?? null,
    file_id: fileId,
    byte_count: byteCount,
    sha256,
    page_hashes: bytes instanceof Uint8Array && name.endsWith('.pdf') ? await pageHashesOf(bytes) : [],
  };
}

export function reading<T>({ tools, actor }: Build, read: (read: Read) => Promise<T>): Promise<T> {
  return asActor(tools.database, actor, read);
}

/** The answer as it has been made so far. */
export async function contentSoFar(build: Build, outline: readonly ItemOutline[] = build.seal.openOutline(build.answer)): Promise<AnswerContent> {
  const { tools, answer } = build;
  const textFiles = await reading(build, (read) => filesOf(read, answer.id, ['text']));
  return contentOf(tools, { answer, outline, textFiles, explanations: answerExplanations, councilName: tools.config.council.name });
}
