/** Folds what is the same: copies when a system has answered, threads when everything was read, and apart again as an officer says. */

import type { StaffActor, WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import { unsealJson } from '../platform/sealing.ts';
import { findCase } from './find-case.ts';
import { clearFolds, foldablesOf, hashesOf, isReadyForThreads, messagesOf, setFolds, setKeptApart, type MessageRow } from './fold-store.ts';
import { foldsAmong, type Fold, type Foldable } from './folding.ts';
import { messageFactsSchema } from './message-facts.ts';
import { caseKeyScope, messagePlace } from './places.ts';
import { itemText } from './read-items.ts';
import { lockCase } from './store.ts';
import { foldsInThread, threadsAmong, type ThreadMessage } from './threads.ts';

/** Inside a change that has locked the case: after a system has answered, and after one is asked again. Whatever must now be read by itself is queued. */
export async function settleCopies(change: Change, caseId: string): Promise<void> {
  const items = await foldablesOf(change.write, caseId);
  await settle(change, { caseId, items, folds: foldsAmong(items) });
}

interface Settle {
  readonly caseId: string;
  readonly items: readonly Foldable[];
  readonly folds: readonly Fold[];
}

async function settle(change: Change, { caseId, items, folds }: Settle): Promise<void> {
  const wanted = new Map(folds.map((fold) => [fold.itemId, fold]));
  await setFolds(change, folds.filter((fold) => items.some(({ id, keptItemId, because }) => id === fold.itemId && (keptItemId !== fold.keptItemId || because !== fold.because))));
  const apart = items.filter(({ id, keptItemId }) => keptItemId !== null && !wanted.has(id));
  await clearFolds(change, apart.map(({ id }) => id));
  await change.enqueueEach('suggest-marks', apart.filter(({ isRead }) => !isRead).map(({ id }) => ({ caseId, itemId: id })));
}

type FoldTools = Pick<Tools, 'database' | 'keys' | 'files'>;

/** Looks for threads once everything kept was read; before that, and twice, it changes nothing. */
export async function foldThreads(tools: FoldTools, actor: StaffActor | WorkerActor, caseId: string): Promise<void> {
  const found = await asActor(tools.database, actor, async (read) => ((await isReadyForThreads(read, caseId)) ? { rows: await messagesOf(read, caseId), hashes: await hashesOf(read, caseId) } : null));
  if (found === null) return;
  const folds = await threadFolds(tools, caseId, found);
  const isSettled = await asActor(tools.database, actor, async (read) => areFolded(await foldablesOf(read, caseId), folds));
  if (isSettled) return;
  await recordedChange(tools.database, { actor, action: 'items.fold', about: { type: 'Case', id: caseId }, caseId, details: { folded: folds.length } }, (change) => keepThreads(change, caseId, folds));
}

function areFolded(items: readonly Foldable[], folds: readonly Fold[]): boolean {
  const now = items.filter(({ because }) => because === 'in-thread');
  return now.length === folds.length && folds.every((fold) => now.some(({ id, keptItemId }) => id === fold.itemId && keptItemId === fold.keptItemId));
}

/** Only what is still there and still apart is folded: a system may have been asked again since the messages were read. */
async function keepThreads(change: Change, caseId: string, folds: readonly Fold[]): Promise<void> {
  await lockCase(change, caseId);
  const items = await foldablesOf(change.write, caseId);
  const found = await findCase(change.write, caseId);
  if (found === null || found.isWithApprover) return;
  const copies = foldsAmong(items.map((item) => (item.because === 'in-thread' ? { ...item, because: null, keptItemId: null } : item)));
  const copied = new Set(copies.map(({ itemId }) => itemId));
  const standing = new Set(items.filter(({ id, isKeptApart }) => !copied.has(id) && !isKeptApart).map(({ id }) => id));
  const present = new Set(items.filter(({ id }) => !copied.has(id)).map(({ id }) => id));
  await settle(change, { caseId, items, folds: [...copies, ...folds.filter(({ itemId, keptItemId }) => standing.has(itemId) && present.has(keptItemId))] });
}

/** One thread's bodies are held at a time. */
async function threadFolds(tools: FoldTools, caseId: string, { rows, hashes }: { readonly rows: readonly MessageRow[]; readonly hashes: ReadonlySet<string> }): Promise<readonly Fold[]> {
  const key = await tools.keys.keyFor(caseKeyScope(caseId));
  const known = rows.map((row) => ({ itemId: row.id, row, ...unsealJson(key, messagePlace(row.id), { sealed: row.sealed_message, schema: messageFactsSchema }) }));
  const folds: Fold[] = [];
  for (const thread of threadsAmong(known)) {
    const messages: ThreadMessage[] = [];
    for (const { row, ...facts } of thread) messages.push({ ...facts, number: row.number, isKeptApart: row.kept_apart_by !== null, body: await bodyOf(tools, caseId, row.text_file_id) });
    folds.push(...foldsInThread(messages, (sha256) => hashes.has(sha256)));
  }
  return folds;
}

/** The text of a message is its headers, an empty line, and its body. */
async function bodyOf(tools: FoldTools, caseId: string, textFileId: string): Promise<string> {
  const { pages } = await itemText(tools, { caseId, textFileId });
  const text = pages.map((page) => page.text).join('\n');
  const from = text.indexOf('\n\n');
  return from < 0 ? '' : text.slice(from + 2);
}

export interface ApartAsked {
  readonly caseId: string;
  readonly itemId: string;
  readonly isApart: boolean;
}

/** An officer reads it by itself, or lets it be folded again. @throws Conflict while the case is with the approver. */
export async function keepApart(tools: FoldTools, actor: StaffActor, { caseId, itemId, isApart }: ApartAsked): Promise<void> {
  const record = { actor, action: isApart ? 'item.keep-apart' : 'item.fold', about: { type: 'Item', id: itemId }, caseId };
  await recordedChange(tools.database, record, async (change) => {
    await lockCase(change, caseId);
    if ((await findCase(change.write, caseId))?.isWithApprover !== false) throw new Conflict('case-changed');
    await setKeptApart(change, itemId, isApart ? actor.accountId : null);
    await settleCopies(change, caseId);
  });
  if (!isApart) await foldThreads(tools, actor, caseId);
}
