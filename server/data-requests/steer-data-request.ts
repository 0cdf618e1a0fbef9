/** What an officer does with an open data request: chase now, send a new link, answer what the contact asked. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { StaffActor } from '../platform/actor.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import { sealText } from '../platform/sealing.ts';
import { dayInLondon } from '../requests/calendar-days.ts';
import { holidayCalendarOf } from '../requests/working-days.ts';
import { replyPlace, type DataRequest } from './data-request.ts';
import { dueDayAfterReply } from './ladder.ts';
import { writeAbout } from './letters.ts';
import { endLinks } from './link-store.ts';
import { NothingToDo, unlessNothingToDo } from './nothing-to-do.ts';
import { stillOpen } from './send-reply.ts';
import { insertStep, moveDataRequest, questionsOf, replyToQuestion } from './store.ts';

type SteerTools = Pick<Tools, 'config' | 'database' | 'keys' | 'clock'>;

export interface Steered {
  readonly dataRequest: DataRequest;
  readonly system: ConnectedSystem;
  /** For a restricted case nothing is ever written: whoever handles it asks in person. */
  readonly isRestricted: boolean;
}

/** Counts as a rung of the ladder. A second press on the same day does nothing. @throws Conflict if it waits for nobody */
export function chaseNow(tools: SteerTools, actor: StaffActor, steered: Steered): Promise<void> {
  return steer(tools, actor, { steered, action: 'data-request.chase', deed: async (change, locked) => {
    if (steered.isRestricted || locked.state !== 'waiting') throw new Conflict('case-changed');
    const isFirst = await insertStep(change, { ...stepOf(tools, actor, locked), step: 'chased' });
    if (!isFirst) throw new NothingToDo('it was chased today');
    await writeAbout(tools, change, { kind: 'chase', sentTo: 'contact', dataRequest: locked, system: steered.system });
  } });
}

/** Every link before it, and every session one was swapped for, is good no longer. */
export function renewLink(tools: SteerTools, actor: StaffActor, steered: Steered): Promise<void> {
  return steer(tools, actor, { steered, action: 'data-request.renew', deed: async (change, locked) => {
    if (steered.isRestricted) throw new Conflict('case-changed');
    await endLinks(change, { dataRequestId: locked.id, at: tools.clock.now() });
    await insertStep(change, { ...stepOf(tools, actor, locked), step: 'new link' });
    await writeAbout(tools, change, { kind: 'new-link', sentTo: 'contact', dataRequest: locked, system: steered.system });
  } });
}

/** The contact reads it behind a new link, and has the whole time again. @throws Conflict if a colleague answered it meanwhile */
export async function answerQuestion(tools: SteerTools, actor: StaffActor, { words, ...steered }: Steered & { readonly words: string }): Promise<void> {
  const key = await tools.keys.keyFor(`case:${steered.dataRequest.caseId}`);
  const at = tools.clock.now();
  await steer(tools, actor, { steered, action: 'data-request.reply', deed: async (change, locked) => {
    const open = (await questionsOf(change.write, locked.id)).filter(({ replied_at: repliedAt }) => repliedAt === null);
    if (locked.state !== 'asked back' || open.length === 0) throw new Conflict('case-changed');
    const dueOn = dueDayAfterReply(locked, dayInLondon(at), holidayCalendarOf(tools.config.nation));
    for (const { id: questionId } of open) await replyToQuestion(change, { questionId, sealedReply: sealText(key, replyPlace(questionId), words), by: actor.accountId, at });
    await moveDataRequest(change, { id: locked.id, version: locked.version, to: 'waiting', dueOn });
    await insertStep(change, { ...stepOf(tools, actor, locked), step: 'replied' });
    if (!steered.isRestricted) await writeAbout(tools, change, { kind: 'question-answered', sentTo: 'contact', dataRequest: { ...locked, dueOn }, system: steered.system });
  } });
}

type Deed = (change: Change, locked: DataRequest) => Promise<void>;

interface Steering {
  readonly steered: Steered;
  readonly action: string;
  readonly deed: Deed;
}

async function steer(tools: SteerTools, actor: StaffActor, { steered, action, deed }: Steering): Promise<void> {
  const { id, caseId, systemId } = steered.dataRequest;
  await unlessNothingToDo(recordedChange(tools.database, { actor, action, about: { type: 'DataRequest', id }, caseId, details: { system: systemId } }, async (change) => {
    await deed(change, await stillOpen(change, actor, id));
  }));
}

function stepOf(tools: SteerTools, { accountId }: StaffActor, { id, caseId }: DataRequest) {
  return { dataRequestId: id, caseId, takenOn: dayInLondon(tools.clock.now()), by: accountId };
}
