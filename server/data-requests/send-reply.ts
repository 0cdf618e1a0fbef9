/** Writes down what the service answers: that it sends what it holds, that it holds nothing, or what it asks back. */

import type { ServiceContactActor, StaffActor } from '../platform/actor.ts';
import { Conflict, InvalidForm } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { newId } from '../platform/ids.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import { sealJson, sealText, unsealText, type SealingKey } from '../platform/sealing.ts';
import { dayInLondon } from '../requests/calendar-days.ts';
import { answerPlace, isOpen, questionPlace, type Answer, type DataRequest } from './data-request.ts';
import { replyFilesOf } from './link-store.ts';
import { answerDataRequest, insertQuestion, insertStep, lockDataRequest, moveDataRequest, questionsOf, type QuestionRow } from './store.ts';

type ReplyTools = Pick<Tools, 'database' | 'keys' | 'clock'>;
/** The contact by their link, or an officer who was told in another way. */
export type Answering = ServiceContactActor | StaffActor;

export interface ReplySent {
  readonly dataRequest: DataRequest;
  readonly outcome: 'held' | 'not held';
  readonly answer: Answer;
}

/** Sent twice, it is kept once. @throws InvalidForm when something is held and no file is there */
export async function sendReply(tools: ReplyTools, actor: Answering, { dataRequest, outcome, answer }: ReplySent): Promise<void> {
  const { id, caseId, systemId } = dataRequest;
  const key = await tools.keys.keyFor(`case:${caseId}`);
  const action = actor.kind === 'staff' ? 'data-request.record' : 'reply.send';
  await recordedChange(tools.database, { actor, action, about: { type: 'DataRequest', id }, caseId, details: { system: systemId, outcome } }, async (change) => {
    await stillOpen(change, actor, id);
    if (outcome === 'held' && (await replyFilesOf(change.write, id)).length === 0) throw new InvalidForm({ files: 'reply.files.none' });
    const isAnswered = await answerDataRequest(change, { id, outcome, sealedAnswer: sealJson(key, answerPlace(id), answer), by: byOf(actor), at: tools.clock.now() });
    if (!isAnswered) throw endedFor(actor);
    await change.enqueue('take-reply', { caseId, dataRequestId: id });
  });
}

/** Nobody needs more to find a person; it keeps whoever holds a link from filling the case. */
const mostQuestions = 20;

/** The question waits for the case's officer, and the ladder with it. One at a time, so that none hides another. @throws InvalidForm while one waits, or after too many */
export async function askBack(tools: ReplyTools, actor: ServiceContactActor, { dataRequest, question }: { readonly dataRequest: DataRequest; readonly question: string }): Promise<void> {
  const { id, caseId } = dataRequest;
  const key = await tools.keys.keyFor(`case:${caseId}`);
  const now = tools.clock.now();
  await recordedChange(tools.database, { actor, action: 'reply.question', about: { type: 'DataRequest', id }, caseId }, async (change) => {
    const { version, state } = await stillOpen(change, actor, id);
    const before = await questionsOf(change.write, id);
    if (state !== 'waiting') throw isSaidIn(key, before.at(-1), question) ? endedFor(actor) : new InvalidForm({ question: 'reply.ask.waits' });
    if (before.length >= mostQuestions) throw new InvalidForm({ question: 'reply.ask.many' });
    const questionId = newId();
    await insertQuestion(change, { id: questionId, data_request_id: id, case_id: caseId, sealed_question: sealText(key, questionPlace(questionId), question), asked_at: now });
    await insertStep(change, { dataRequestId: id, caseId, step: 'asked back', takenOn: dayInLondon(now), by: id });
    if (!(await moveDataRequest(change, { id, version, to: 'asked back' }))) throw endedFor(actor);
  });
}

/** A page that is sent twice. */
function isSaidIn(key: SealingKey, row: QuestionRow | undefined, question: string): boolean {
  return row !== undefined && unsealText(key, questionPlace(row.id), row.sealed_question) === question;
}

/** @throws NotOpenNow, or Conflict for an officer, when it was answered, closed or hidden meanwhile */
export async function stillOpen(change: Change, actor: Answering, id: string): Promise<DataRequest> {
  const locked = await lockDataRequest(change, id);
  if (locked === null || !isOpen(locked)) throw endedFor(actor);
  return locked;
}

/** It was answered, closed or hidden since the page was opened: what became of it is for the next page to say. */
export class NotOpenNow extends Error {
  override readonly name = 'NotOpenNow';
}

function endedFor(actor: Answering): NotOpenNow | Conflict {
  return actor.kind === 'staff' ? new Conflict('case-changed') : new NotOpenNow('this data request is not open');
}

function byOf(actor: Answering): string {
  return actor.kind === 'staff' ? actor.accountId : actor.linkId;
}
