/** Finds a disclosed answer for its recipient, and opens its parts as they are read. */

import { isAnsweredByOfficer } from '../data-subjects/answered-by-officer.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { asActor, type Read } from '../platform/database.ts';
import { NotFound } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import type { AnswerItem, ItemOutline } from './answer-content.ts';
import type { Sensitivity } from './answer.ts';
import type { CoveringLetter } from './covering-letter.ts';
import { disclosureOf, type DisclosureRow } from './reading-store.ts';
import { answerOfId, fileNamed, filesOf, type AnswerRow, type FileRow } from './release-store.ts';
import { answerSeal, readItemFile } from './stored-answer.ts';
import { textFileName } from './file-names.ts';

/** What the policies are asked about. Closed answers are found too: they have a page of their own. */
export interface DisclosedAnswer {
  readonly id: string;
  readonly caseId: string;
  readonly accountId: string;
  readonly sensitivity: Sensitivity;
  readonly isClosed: boolean;
  readonly closesAt: Date;
}

export async function disclosedAnswer(tools: Tools, actor: ResidentActor, answerId: string): Promise<DisclosedAnswer | null> {
  const found = await asActor(tools.database, actor, (read) => disclosureNow(read, answerId));
  if (found === null) return null;
  const { row, sensitivity } = found;
  const isClosed = row.recalled_at !== null || row.closes_at <= tools.clock.now();
  return { id: row.answer_id, caseId: row.case_id, accountId: row.account_id, sensitivity, isClosed, closesAt: row.closes_at };
}

/** Whoever was protected after the release is protected: the sensitivity it was released with is only the least it has. */
async function disclosureNow(read: Read, answerId: string): Promise<{ readonly row: DisclosureRow; readonly sensitivity: Sensitivity } | null> {
  const [row, answer] = await Promise.all([disclosureOf(read, answerId), answerOfId(read, answerId)]);
  if (row === null) return null;
  // A closed answer is not seen any more, and its page tells nothing of it.
  const isProtected = answer !== null && (await isAnsweredByOfficer(read, answer.data_subject_id));
  return { row, sensitivity: isProtected ? 'protected' : row.sensitivity };
}

/** @throws NotFound if it was closed in the meantime. */
async function rowOf(read: Read, answerId: string): Promise<AnswerRow> {
  const row = await answerOfId(read, answerId);
  if (row === null) throw new NotFound('the answer is closed');
  return row;
}

export async function outlineOfAnswer(tools: Tools, actor: ResidentActor, answerId: string): Promise<readonly ItemOutline[]> {
  const row = await asActor(tools.database, actor, (read) => rowOf(read, answerId));
  return (await answerSeal(tools, row)).openOutline(row);
}

export async function letterOfAnswer(tools: Tools, actor: ResidentActor, answerId: string): Promise<CoveringLetter> {
  const row = await asActor(tools.database, actor, (read) => rowOf(read, answerId));
  return (await answerSeal(tools, row)).openLetter(row);
}

export interface OpenedItem {
  readonly item: AnswerItem;
  readonly itemCount: number;
}

/** @throws NotFound for a number that is not in the answer. */
export async function itemOfAnswer(tools: Tools, actor: ResidentActor, asked: { readonly answerId: string; readonly number: number }): Promise<OpenedItem> {
  const { answerId, number } = asked;
  if (!Number.isInteger(number) || number < 1) throw new NotFound('no such item');
  const { file, row } = await asActor(tools.database, actor, async (read) => ({ row: await rowOf(read, answerId), file: await fileNamed(read, answerId, textFileName(number)) }));
  if (file === null) throw new NotFound('no such item');
  return { item: await readItemFile(tools, file), itemCount: row.item_count };
}

export async function downloadsOfAnswer(tools: Tools, actor: ResidentActor, answerId: string): Promise<readonly FileRow[]> {
  return asActor(tools.database, actor, (read) => filesOf(read, answerId, ['volume', 'document', 'data', 'manifest']));
}

export interface OpenedFile {
  readonly file: FileRow;
  readonly bytes: () => AsyncGenerator<Buffer>;
}

/** @throws NotFound for a name that is not offered. */
export async function downloadOfAnswer(tools: Tools, actor: ResidentActor, asked: { readonly answerId: string; readonly name: string }): Promise<OpenedFile> {
  const file = await asActor(tools.database, actor, (read) => fileNamed(read, asked.answerId, asked.name));
  if (file === null || file.kind === 'text') throw new NotFound('no such file');
  const key = await tools.keys.keyFor(`case:${file.case_id}`);
  return { file, bytes: () => tools.files.read(key, file.file_id) };
}
