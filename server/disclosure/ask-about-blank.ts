/** Asks another officer to look again at one blank; asked twice, it is asked once. */

import { writeTo } from '../correspondence/write-to.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor } from '../platform/database.ts';
import { NotFound } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { newId } from '../platform/ids.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { sealText } from '../platform/sealing.ts';
import { dayWords } from '../platform/words.ts';
import { paragraphsOf, type Blank } from './answer-content.ts';
import { challengeAnswerBy } from './answer.ts';
import { itemOfAnswer, outlineOfAnswer, type DisclosedAnswer } from './open-answer.ts';
import { challengeOf, insertChallenge } from './reading-store.ts';

export interface FoundBlank {
  readonly blank: Blank;
  readonly itemNumber: number;
  /** The day by which it is answered, if it was asked about already. */
  readonly answerByOn: string | null;
}

/** @param likelyItem where the link stood; without it every item with a blank is searched.
 *  @throws NotFound if no such blank stands in the answer. */
export async function findBlank(tools: Tools, actor: ResidentActor, asked: { readonly answerId: string; readonly blankId: string; readonly likelyItem: number }): Promise<FoundBlank> {
  const { answerId, blankId, likelyItem } = asked;
  const outline = await outlineOfAnswer(tools, actor, answerId);
  const withBlanks = outline.filter((item) => Object.keys(item.blankCounts).length > 0).map((item) => item.number);
  const order = withBlanks.includes(likelyItem) ? [likelyItem, ...withBlanks.filter((number) => number !== likelyItem)] : withBlanks;
  for (const number of order) {
    const { item } = await itemOfAnswer(tools, actor, { answerId, number });
    const found = paragraphsOf(item).flat().find((run) => 'blank' in run && run.blank.id === blankId);
    if (found === undefined || !('blank' in found)) continue;
    const challenge = await asActor(tools.database, actor, (read) => challengeOf(read, answerId, blankId));
    return { blank: found.blank, itemNumber: number, answerByOn: challenge?.answer_by_on ?? null };
  }
  throw new NotFound('no such blank');
}

export interface Question {
  readonly answer: DisclosedAnswer;
  readonly blank: FoundBlank;
  /** May be empty: no reason has to be given. */
  readonly words: string;
}

export async function askAboutBlank(tools: Tools, actor: ResidentActor, { answer, blank, words }: Question): Promise<void> {
  if (blank.answerByOn !== null) return;
  const id = newId();
  const askedAt = tools.clock.now();
  const answerByOn = challengeAnswerBy(civilDay(askedAt));
  const key = await tools.keys.keyFor(`case:${answer.caseId}`);
  const sealedWords = words === '' ? null : sealText(key, { table: 'challenges', column: 'sealed_words', id }, words);
  const note = { action: 'challenge.ask', about: { type: 'Challenge', id }, caseId: answer.caseId };
  await recordedChange(tools.database, { actor, ...note }, async (change) => {
    const isNew = await insertChallenge(change, {
      id,
      answer_id: answer.id,
      case_id: answer.caseId,
      account_id: actor.accountId,
      blank_id: blank.blank.id,
      item_number: blank.itemNumber,
      sealed_words: sealedWords,
      asked_at: askedAt,
      answer_by_on: answerByOn,
    });
    if (!isNew) return;
    const values = { date: dayWords('en')(answerByOn) };
    await writeTo(tools, change, { accountId: actor.accountId, requestId: null, caseId: answer.caseId, kind: 'challenge-received', body: { values, words: '' } });
  });
}
