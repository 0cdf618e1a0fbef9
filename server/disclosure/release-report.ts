/** Tells officers how a release stands: parts done, each check, and where one failed. */

import type { CheckShown, ReleaseShown } from '../../client/views/disclosure/release-report.ts';
import type { StaffActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { documentFileName } from './file-names.ts';
import { gateChecks } from './gate/gate-report.ts';
import { disclosureOf } from './reading-store.ts';
import { filesOf, latestAnswerOfCase, partsOf, type AnswerRow, type FileRow, type PartRow } from './release-store.ts';

/** Null until a release was begun. */
export async function releaseOf(tools: Tools, actor: StaffActor, caseId: string): Promise<ReleaseShown | null> {
  const found = await asActor(tools.database, actor, async (read) => {
    const answer = await latestAnswerOfCase(read, caseId);
    if (answer === null) return null;
    return { answer, parts: await partsOf(read, answer.id), texts: await filesOf(read, answer.id, ['text']), disclosure: await disclosureOf(read, answer.id) };
  });
  if (found === null) return null;
  const { answer, parts, texts, disclosure } = found;
  const checks = checksOf(parts, texts);
  if (disclosure !== null) return { state: 'released', checks, endedAt: disclosure.released_at, closesOn: civilDay(disclosure.closes_at), bundleHash: answer.manifest_hash ?? '' };
  return shownWhile(answer, parts, checks);
}

function shownWhile(answer: AnswerRow, parts: readonly PartRow[], checks: readonly CheckShown[]): ReleaseShown {
  if (answer.state === 'blocked') return { state: 'blocked', checks, endedAt: answer.ended_at ?? answer.started_at };
  const partsDone = parts.filter((part) => part.state === 'done').length;
  // More than one worker has taken it up: it was stopped in between.
  const resumedAt = answer.version > 2 ? answer.resumed_at : null;
  return { state: 'building', partsDone, partCount: parts.length, checks, resumedAt };
}

function checksOf(parts: readonly PartRow[], texts: readonly FileRow[]): readonly CheckShown[] {
  const files = parts.filter((part) => part.kind === 'check');
  const isDone = files.length > 0 && files.every((part) => part.state === 'done');
  const itemIds = new Map(texts.map((text) => [text.item_number, text.source_item_id]));
  const places = parts.flatMap((part) => part.failures).map(({ check, itemNumber, fileName, page, where, termId }) => {
    const itemId = itemNumber === null ? null : (itemIds.get(itemNumber) ?? null);
    // Pages of a document's own file are those of the document; the pages of a volume lead nowhere in an item.
    const pageOfItem = itemNumber !== null && fileName === documentFileName(itemNumber) ? page : null;
    return { check, itemNumber, fileName, page: itemNumber === null ? page : pageOfItem, where, openAt: itemId === null ? null : { itemId, page: pageOfItem ?? 1 }, markId: check === 'protected' ? null : termId };
  });
  return gateChecks.map((check) => ({ check, isDone, places: places.filter((place) => place.check === check) }));
}
